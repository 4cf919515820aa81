/**
 * The check: from an uploaded file to a clip that plays, or to a refusal in words. A web-playable file is copied clean and
 * published at once; any other is rendered to one 720 first. It may run twice, and ends the same way: outputs are named by
 * their content, and only one run can move the clip on.
 */
import { Refusal } from '../../core/errors.ts'
import { isWebPlayable, type Probe, refusalOf, shownSize } from '../../core/videos/probe.ts'
import { planRendition, planStills } from '../../core/videos/renditions.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads, WorkFolder, WorkFolders } from '../adapters/folder/index.ts'
import type { Transcoder } from '../adapters/transcoder/index.ts'
import type { CheckedFile, VideoFacts, VideoStore } from '../videos/index.ts'
import { keepStills } from './stills.ts'

export interface MediaRooms {
  store: VideoStore
  uploads: Uploads
  blobs: Blobs
  transcoder: Transcoder
  work: WorkFolders
  clock: Clock
}

interface Attempt {
  isLast: boolean
  signal: AbortSignal
}

export function checkJob(rooms: MediaRooms) {
  const { store, uploads, blobs, clock } = rooms
  return async ({ videoId }: { videoId: string }, { isLast, signal }: Attempt): Promise<void> => {
    if ((await store.stateOf(videoId)) !== 'checking') return
    try {
      await using folder = await rooms.work.open()
      const { facts, files } = await process(rooms, uploads.file(videoId), folder, videoId, signal)
      await store.makeReady(videoId, facts, files, clock.now(), async hash => (await blobs.size(hash)) !== null)
    } catch (error) {
      if (error instanceof Refusal) await store.refuse(videoId, error.code, error.params)
      else if (isLast && !signal.aborted) await store.refuse(videoId, 'video.not-processed', {})
      else throw error
      // The file of a fault of ours is kept, so that it can be looked into and checked again.
      if (!(error instanceof Refusal)) return
    }
    await uploads.remove(videoId)
  }
}

async function process(
  rooms: MediaRooms,
  input: string,
  folder: WorkFolder,
  videoId: string,
  signal: AbortSignal,
): Promise<{ facts: VideoFacts; files: CheckedFile[] }> {
  const { transcoder, blobs, store } = rooms
  const probe = await transcoder.probe(input, { signal })
  const refusal = refusalOf(probe)
  if (refusal) throw refusal
  const output = folder.file('clip.mp4')
  const shown = shownSize(probe.picture!)
  const isCopied = isWebPlayable(probe)

  let stills: ReturnType<typeof takeStills>
  if (isCopied) {
    // The keyframes' decode is the check, so the copy is made beside it and thrown away if it fails.
    stills = takeStills(rooms, input, probe.durationMs, shown, folder, signal)
    await settle([stills, transcoder.remux(input, output, { signal })])
  } else {
    const onProgress = atMostEvery(
      500,
      (done: number) => void store.setProgress(videoId, done * 0.95).catch(() => undefined),
    )
    await transcoder.render(input, [{ file: output, ...planRendition(shown, 720) }], {
      signal,
      durationMs: probe.durationMs,
      onProgress,
    })
    stills = takeStills(rooms, output, probe.durationMs, shown, folder, signal)
  }
  // A copy is as the first look found it, packet by packet; what was rendered is looked at again.
  const written = isCopied ? probe : await transcoder.probe(output, { signal })
  const late = refusalOf(written)
  if (late) throw late
  const [made, kept] = await Promise.all([stills, blobs.keep(output)])
  return {
    facts: {
      durationMs: written.durationMs,
      ...shownSize(written.picture!),
      thumbhash: made.thumbhash,
      storyboardFrames: made.frames,
      storyboardEveryMs: made.everyMs,
    },
    files: [renditionFile(written, kept), ...made.files],
  }
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
    language: '',
  }
}

async function takeStills(
  { transcoder, blobs }: MediaRooms,
  input: string,
  durationMs: number,
  shown: { width: number; height: number },
  folder: WorkFolder,
  signal: AbortSignal,
) {
  const plan = planStills(shown, durationMs)
  const poster = folder.file('poster.rgb')
  const storyboard = folder.file('storyboard.rgb')
  await transcoder.stills(input, plan, { poster, storyboard }, { signal })
  const posterBytes = plan.poster.width * plan.poster.height * 3
  const frameBytes = plan.frame.width * plan.frame.height * 3
  const made = await keepStills(blobs, folder.path, plan, {
    poster: await folder.readExactly('poster.rgb', posterBytes),
    storyboard: await folder.readExactly('storyboard.rgb', frameBytes * plan.frames),
  })
  return { ...made, frames: plan.frames, everyMs: plan.everyMs }
}

/** Waits for both before it fails, so that nothing still writes into a folder that is being removed. */
async function settle(works: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).filter(result => result.status === 'rejected')
  // A refusal says more than whatever else broke beside it.
  const first = failed.find(({ reason }) => reason instanceof Refusal) ?? failed[0]
  if (first) throw first.reason
}

function atMostEvery<T>(ms: number, act: (value: T) => void): (value: T) => void {
  let last = 0
  return value => {
    const now = performance.now()
    if (now - last < ms) return
    last = now
    act(value)
  }
}
