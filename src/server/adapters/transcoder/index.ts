/**
 * Reading, checking and writing video. Every engine runs in a child process, confined, with a clock on it, and is given files,
 * never an address. Whatever a hostile file does, it does there. Law: `contract.ts`, run on every engine.
 */
import type { Probe } from '../../../core/videos/probe.ts'
import type { RenditionPlan, StillsPlan, Treatment } from '../../../core/videos/renditions.ts'

export interface Transcoder {
  /** Name and version, such as `ffmpeg 5.1.9`. */
  readonly engine: string
  readonly sandbox: SandboxKind
  /** Structure of a file, every packet read, nothing decoded. Refuses `video.unreadable`, `video.not-a-video`, `video.took-too-long`. */
  probe(input: string, run?: Run): Promise<Probe>
  /** Looks at several files that belong together; rejects where one cannot be read. */
  probeAll(inputs: readonly string[], run?: Run): Promise<Probe[]>
  /** First picture (H.264) and first sound, copied into a faststart MP4 without metadata, notes between the pictures, chapters or other streams. */
  remux(input: string, output: string, run?: Run): Promise<void>
  /**
   * The first picture of one file and the first sound of another, both as they are, ended where `ms` is over. MP4, or Matroska for a
   * picture that MP4 does not hold. Refuses `video.damaged`.
   */
  dub(input: string, sound: string, output: string, dubbing: Dubbing, run?: Run): Promise<void>
  /** Integrated loudness of the first sound in LUFS (EBU R128), or null where it cannot be told. */
  listen(input: string, run?: Run): Promise<number | null>
  /** The first sound, decoded: mono, 16 bits, little-endian, `soundRate` samples a second. Raw, as `stills` are. Refuses `video.damaged`. */
  hear(input: string, output: string, run?: Run): Promise<void>
  /**
   * One decode, every rendition and the storyboard: H.264 High 8-bit, at most 60 pictures a second, keyframes every 2 s, AAC
   * stereo 48 kHz. Refuses `video.damaged`.
   */
  render(input: string, outputs: readonly RenderOutput[], treatment: Treatment, run?: RenderRun): Promise<void>
  /** The first picture at or after a moment, raw RGB; nothing is written where there is none. */
  still(input: string, atMs: number, size: { width: number; height: number }, output: string, run?: Run): Promise<void>
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

export interface Dubbing {
  ms: number
  container: 'mp4' | 'matroska'
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

export interface RenderRun extends Run {
  /** Nobody waits for it: it gives way to whatever else runs here. */
  isPatient?: boolean
  /** Raw RGB of `plan.frames` pictures, one after the other, from every picture and not only from keyframes. */
  storyboard?: { plan: StillsPlan; file: string }
}

export type SandboxKind = 'bwrap' | 'unshare' | 'prlimit'

/** The engine ended by a signal or a limit, not by its own word: of this file, or of a machine in need. */
export class EngineDied extends Error {}

/** Ended by a signal: itself, or as the sandbox around it says so (128 and the signal's number). Newer ffmpegs end with higher codes for a damaged file. */
export const hasDied = (code: number | null): boolean => code === null || (code > 128 && code < 160)

/** Containers that are opened at all, by FFmpeg's demuxer names. Playlists, concat scripts and images are not among them. */
export const demuxers = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm'

/** Samples a second of what `hear` writes. */
export const soundRate = 8000

/** Seconds after which an engine is stopped, by job. */
export const timeLimits = { probe: 30, listen: 60, remux: 60, stills: 60, render: 900, draw: 300 } as const
