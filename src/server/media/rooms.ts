import { Refusal, refuse } from '../../core/errors.ts'
import { type Probe, shownSize } from '../../core/videos/probe.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads, WorkFolders } from '../adapters/folder/index.ts'
import { EngineDied, type Transcoder } from '../adapters/transcoder/index.ts'
import type { Comparison } from '../moderation/index.ts'
import type { CheckedFile, VideoStore } from '../videos/index.ts'

/** What the jobs of this room work with. */
export interface MediaRooms {
  store: VideoStore
  uploads: Uploads
  blobs: Blobs
  transcoder: Transcoder
  work: WorkFolders
  clock: Clock
  comparison: Comparison
}

/** Whether an object is there, asked while its name is held. */
export const isKept =
  ({ blobs }: MediaRooms) =>
  async (hash: string) =>
    (await blobs.size(hash)) !== null

export interface Attempt {
  isLast: boolean
  signal: AbortSignal
}

/** A file that ends its engine this often is not tried again. */
const mostEngineDeaths = 3

/** What `error` says of the file, counting an engine that died of it; null where it is a fault of ours, to be tried again. */
export async function refusalBy({ store }: MediaRooms, videoId: string, error: unknown): Promise<Refusal | null> {
  if (error instanceof Refusal) return error
  if (!(error instanceof EngineDied)) return null
  const deaths = await store.countEngineDeath(videoId)
  return deaths >= mostEngineDeaths ? refuse('video.ends-engine', { got: deaths }) : null
}

export function renditionFile(probe: Probe, kept: { hash: string; bytes: number }): CheckedFile {
  const { width, height } = shownSize(probe.picture!)
  return {
    role: 'rendition',
    ...kept,
    media_type: 'video/mp4',
    width,
    height,
    bits_per_second: Math.round((kept.bytes * 8000) / Math.max(1, probe.durationMs)),
    second_ends: secondEnds(probe.bytesBySecond, kept.bytes),
    language: '',
  }
}

/** Where in a file each of its seconds ends: the header comes first, then picture and sound side by side. */
function secondEnds(bytesBySecond: readonly number[], fileBytes: number): number[] {
  const header = Math.max(0, fileBytes - (bytesBySecond.at(-1) ?? 0))
  return bytesBySecond.map(bytes => Math.min(fileBytes, header + bytes))
}

/** Waits for both before it fails, so that nothing still writes into a folder that is being removed. */
export async function settle(works: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).filter(result => result.status === 'rejected')
  // A refusal says more than whatever else broke beside it.
  const first = failed.find(({ reason }) => reason instanceof Refusal) ?? failed[0]
  if (first) throw first.reason
}

export function atMostEvery<T>(ms: number, act: (value: T) => void): (value: T) => void {
  let last = 0
  return value => {
    const now = performance.now()
    if (now - last < ms) return
    last = now
    act(value)
  }
}
