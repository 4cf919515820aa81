/** The program of the confined process: one job from its argument, its result on standard output, its complaint on standard error. */
import type { Job } from './job.ts'
import { draw, listen, probe, remux, render, still, stills } from './jobs.ts'

const asked = JSON.parse(process.argv[2] ?? '{}') as Job
try {
  if (asked.job === 'probe') process.stdout.write(JSON.stringify(probe(asked.input, asked.demuxers)))
  else if (asked.job === 'remux') remux(asked.input, asked.output, asked.demuxers)
  else if (asked.job === 'render') render(asked)
  else if (asked.job === 'listen') process.stdout.write(JSON.stringify(listen(asked.input, asked.demuxers)))
  else if (asked.job === 'still') still(asked)
  else if (asked.job === 'stills') stills(asked.input, asked.plan, asked.outputs, asked.demuxers)
  else await draw(asked.drawing, asked.outputs)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
