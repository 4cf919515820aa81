/** The program of the confined process: one job from its argument, its result on standard output, its complaint on standard error. */
import type { Job } from './job.ts'

const asked = JSON.parse(process.argv[2] ?? '{}') as Job
// Each job loads what it needs: a look at a file takes less time than the filters take to load.
async function run(): Promise<void> {
  if (asked.job === 'load') {
    await Promise.all([import('./probe.ts'), import('./remux.ts'), import('./jobs.ts')])
    return
  }
  if (asked.job === 'probe') {
    const { probe } = await import('./probe.ts')
    process.stdout.write(JSON.stringify(asked.inputs.map(input => probe(input, asked.demuxers))))
    return
  }
  if (asked.job === 'remux') {
    const { remux } = await import('./remux.ts')
    remux(asked.input, asked.output, asked.demuxers)
    return
  }
  if (asked.job === 'dub') {
    const { dub } = await import('./remux.ts')
    dub(asked)
    return
  }
  const { draw, hear, listen, render, still, stills } = await import('./jobs.ts')
  if (asked.job === 'render') render(asked)
  else if (asked.job === 'listen') process.stdout.write(JSON.stringify(listen(asked.input, asked.demuxers)))
  else if (asked.job === 'hear') hear(asked)
  else if (asked.job === 'still') still(asked)
  else if (asked.job === 'stills') stills(asked.input, asked.plan, asked.outputs, asked.demuxers)
  else await draw(asked.drawing, asked.outputs)
}
try {
  await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
