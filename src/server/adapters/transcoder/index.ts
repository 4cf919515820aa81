/**
 * Reading, checking and writing video. Every engine runs in a child process, confined, with a clock on it, and is given files,
 * never an address. Whatever a hostile file does, it does there. Law: `contract.ts`, run on every engine.
 */
import type { Probe } from '../../../core/videos/probe.ts'
import type { RenditionPlan, StillsPlan } from '../../../core/videos/renditions.ts'

export interface Transcoder {
  /** Name and version, such as `ffmpeg 5.1.9`. */
  readonly engine: string
  readonly sandbox: SandboxKind
  /** Structure of a file, every packet read, nothing decoded. Refuses `video.unreadable`, `video.not-a-video`, `video.took-too-long`. */
  probe(input: string, run?: Run): Promise<Probe>
  /** First picture and first sound, copied into a faststart MP4 without metadata, chapters or other streams. */
  remux(input: string, output: string, run?: Run): Promise<void>
  /** One decode, every rendition: H.264 High 8-bit, keyframes every 2 s, AAC stereo 48 kHz. Refuses `video.damaged`. */
  render(input: string, outputs: readonly RenderOutput[], run?: Run): Promise<void>
  /**
   * Decodes every keyframe, refusing `video.damaged` where one fails, and writes raw RGB (3 bytes a pixel, rows from the top):
   * `poster` is one picture, `storyboard` is `plan.frames` pictures one after the other. Raw, so nothing a hostile file
   * shaped is ever parsed outside the sandbox.
   */
  stills(input: string, plan: StillsPlan, outputs: { poster: string; storyboard: string }, run?: Run): Promise<void>
  /** Encodes drawn frames (raw RGB, `width` x `height`) and a WAV file into renditions, in one pass. */
  draw(frames: AsyncIterable<Uint8Array>, drawing: Drawing, outputs: readonly RenderOutput[], run?: Run): Promise<void>
}

export interface RenderOutput extends RenditionPlan {
  file: string
}

export interface Drawing {
  width: number
  height: number
  framesPerSecond: number
  /** Path of a WAV file. */
  sound: string
}

export interface Run {
  signal?: AbortSignal
  /** Called with 0 to 1 as pictures are done. */
  onProgress?: (done: number) => void
  /** Needed for progress; the engine does not know how long a stream is. */
  durationMs?: number
}

export type SandboxKind = 'bwrap' | 'unshare' | 'prlimit'

/** Containers that are opened at all, by FFmpeg's demuxer names. Playlists, concat scripts and images are not among them. */
export const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm'

/** Seconds after which an engine is stopped, by job. */
export const timeLimits = { probe: 30, remux: 60, stills: 60, render: 900, draw: 300 } as const
