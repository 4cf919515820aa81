import type { StillsPlan, Treatment } from '../../../../core/videos/renditions.ts'
import type { Drawing, Dubbing, RenderOutput } from '../index.ts'

/** What the confined process is asked to do; it travels as JSON. */
export type Job =
  // Loads everything and does nothing.
  | { job: 'load' }
  | { job: 'probe'; inputs: readonly string[]; demuxers: string }
  | { job: 'remux'; input: string; output: string; demuxers: string }
  | {
      job: 'dub'
      input: string
      sound: string
      output: string
      ms: number
      container: Dubbing['container']
      demuxers: string
    }
  | { job: 'listen'; input: string; demuxers: string }
  | { job: 'hear'; input: string; output: string; rate: number; demuxers: string }
  | {
      job: 'render'
      input: string
      outputs: readonly RenderOutput[]
      treatment: Treatment
      storyboard: { plan: StillsPlan; file: string } | null
      demuxers: string
    }
  | {
      job: 'still'
      input: string
      atMs: number
      size: { width: number; height: number }
      output: string
      demuxers: string
    }
  | {
      job: 'stills'
      input: string
      plan: StillsPlan
      outputs: { poster: string; storyboard: string }
      demuxers: string
    }
  | { job: 'draw'; drawing: Drawing; outputs: readonly RenderOutput[] }
