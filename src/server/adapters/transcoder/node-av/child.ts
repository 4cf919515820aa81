/** The program of the confined process: one job from its argument, its result on standard output, its complaint on standard error. */
import type { StillsPlan } from '../../../../core/videos/renditions.ts'
import type { Drawing, RenderOutput } from '../index.ts'
import { draw, probe, remux, render, stills } from './jobs.ts'

export type Job =
  | { job: 'probe'; input: string; demuxers: string }
  | { job: 'remux'; input: string; output: string; demuxers: string }
  | { job: 'render'; input: string; outputs: readonly RenderOutput[]; demuxers: string }
  | {
      job: 'stills'
      input: string
      plan: StillsPlan
      outputs: { poster: string; storyboard: string }
      demuxers: string
    }
  | { job: 'draw'; drawing: Drawing; outputs: readonly RenderOutput[] }

const asked = JSON.parse(process.argv[2] ?? '{}') as Job
try {
  if (asked.job === 'probe') process.stdout.write(JSON.stringify(probe(asked.input, asked.demuxers)))
  else if (asked.job === 'remux') remux(asked.input, asked.output, asked.demuxers)
  else if (asked.job === 'render') render(asked.input, asked.outputs, asked.demuxers)
  else if (asked.job === 'stills') stills(asked.input, asked.plan, asked.outputs, asked.demuxers)
  else await draw(asked.drawing, asked.outputs)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
