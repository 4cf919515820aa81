/**
 * The check: from an uploaded file to a clip that plays, or to a refusal in words. A web-playable file is copied clean and
 * published at once; any other is rendered to one 360 first. It may run twice, and ends the same way: outputs are named by
 * their content, and only one run can move the clip on.
 */
import { isWebPlayable, refusalOf, shownSize } from '../../core/videos/probe.ts'
import { planFor, planRendition, planStills, type StillsPlan, treatmentOf } from '../../core/videos/renditions.ts'
import type { WorkFolder } from '../adapters/folder/index.ts'
import type { CheckedFile, Findings, VideoFacts } from '../videos/index.ts'
import { lookCloser, printsIn } from './prints.ts'
import { type Attempt, atMostEvery, isKept, type MediaRooms, refusalBy, renditionFile, settle } from './rooms.ts'
import { putSound } from './sound.ts'
import { keepStills } from './stills.ts'

export function checkJob(rooms: MediaRooms) {
  const { store, uploads, clock, comparison } = rooms
  return async ({ videoId }: { videoId: string }, { isLast, signal }: Attempt): Promise<void> => {
    if ((await store.stateOf(videoId)) !== 'checking') return
    try {
      await using folder = await rooms.work.open()
      const sound = await store.soundToPut(videoId)
      const comparing = uploads.hash(videoId).then(hash => comparison.file(videoId, hash))
      // What was sent is compared, and not what becomes of it.
      if (sound) {
        await comparing
        await putSound(rooms, sound, folder, videoId, signal)
      }
      const making = makePlayable(rooms, uploads.file(videoId), folder, videoId, signal)
      await settle([comparing, making])
      const { facts, files, prints, plan, findings } = await making
      await comparison.pictures(videoId, prints, () => lookCloser(rooms, folder.file(playable), plan, folder, signal))
      await store.makeReady(videoId, facts, files, findings, clock.now(), isKept(rooms))
    } catch (error) {
      const refusal = await refusalBy(rooms, videoId, error)
      if (refusal) await store.refuse(videoId, refusal.code, refusal.params)
      else if (isLast && !signal.aborted) await store.refuse(videoId, 'video.not-processed', {})
      else throw error
      // The file of a fault of ours is kept, so that it can be looked into and checked again.
      if (refusal) await uploads.remove(videoId)
    }
  }
}

/** In the work folder: what people will see. */
const playable = 'clip.mp4'

interface Playable {
  facts: VideoFacts
  files: CheckedFile[]
  prints: ReturnType<typeof printsIn>
  plan: StillsPlan
  findings: Findings
}

async function makePlayable(
  rooms: MediaRooms,
  input: string,
  folder: WorkFolder,
  videoId: string,
  signal: AbortSignal,
): Promise<Playable> {
  const { transcoder, blobs, store } = rooms
  const probe = await transcoder.probe(input, { signal })
  const refusal = refusalOf(probe)
  if (refusal) throw refusal
  const output = folder.file(playable)
  const shown = shownSize(probe.picture!)
  const isCopied = isWebPlayable(probe)

  const findings: Findings = { probe }
  let taking: ReturnType<typeof takeStills>
  if (isCopied) {
    // The keyframes' decode is the check, so the copy is made beside it and thrown away if it fails.
    taking = takeStills(rooms, input, probe.durationMs, shown, folder, signal)
    await settle([taking, transcoder.remux(input, output, { signal })])
  } else {
    const onProgress = atMostEvery(
      500,
      (done: number) => void store.setProgress(videoId, done * 0.95).catch(() => undefined),
    )
    findings.lufs = probe.sound ? await transcoder.listen(input, { signal }) : null
    await transcoder.render(
      input,
      [{ file: output, ...planFor(probe).ladder[0]! }],
      treatmentOf(probe, findings.lufs),
      { signal, durationMs: probe.durationMs, onProgress },
    )
    taking = takeStills(rooms, output, probe.durationMs, shown, folder, signal)
  }
  const { plan, raw } = await taking
  // What was written is looked at again: it is what people will see.
  const looking = transcoder.probe(output, { signal })
  const works = [looking, keepStills(blobs, folder.path, plan, raw), blobs.keep(output)] as const
  await settle([...works])
  const [written, made, kept] = await Promise.all(works)
  const late = refusalOf(written)
  if (late) throw late
  return {
    facts: {
      durationMs: written.durationMs,
      ...evenSize(shown),
      hasSound: written.sound !== null,
      thumbhash: made.thumbhash,
      storyboardFrames: plan.frames,
      storyboardEveryMs: plan.everyMs,
    },
    files: [renditionFile(written, kept), ...made.files],
    prints: printsIn(raw.storyboard, plan),
    plan,
    findings,
  }
}

async function takeStills(
  { transcoder }: MediaRooms,
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
  const frames = await folder.readExactly('storyboard.rgb', frameBytes * plan.frames)
  return { plan, raw: { poster: await folder.readExactly('poster.rgb', posterBytes), storyboard: frames } }
}

/** The clip's own size, in even numbers as its renditions have. */
function evenSize(shown: { width: number; height: number }): { width: number; height: number } {
  const { width, height } = planRendition(shown, Math.min(shown.width, shown.height))
  return { width, height }
}
