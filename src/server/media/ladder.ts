/**
 * The ladder: one decode of the file as it was sent, every rendition and a storyboard from every picture. It replaces what the
 * check has published, behind the viewer's back, or withdraws the clip with a reason where the rest does not decode.
 */
import { planFor, planStills, treatmentOf } from '../../core/videos/renditions.ts'
import type { Findings } from '../videos/index.ts'
import { printsIn } from './prints.ts'
import { type Attempt, atMostEvery, isKept, type MediaRooms, refusalBy, renditionFile, settle } from './rooms.ts'
import { keepStoryboard } from './stills.ts'

export function ladderJob(rooms: MediaRooms) {
  const { store, uploads, clock } = rooms
  return async (
    { videoId, findings }: { videoId: string; findings?: Findings },
    { isLast, signal }: Attempt,
  ): Promise<void> => {
    if (!(await store.isUnfinished(videoId))) return
    try {
      await makeLadder(rooms, videoId, findings, signal)
    } catch (error) {
      const refusal = await refusalBy(rooms, videoId, error)
      if (refusal) await store.withdraw(videoId, refusal.code, refusal.params, clock.now())
      else if (isLast && !signal.aborted) await store.leaveUnfinished(videoId, 'video.not-processed', clock.now())
      else throw error
      if (!refusal) return
    }
    await uploads.remove(videoId)
  }
}

async function makeLadder(
  rooms: MediaRooms,
  videoId: string,
  findings: Findings | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { store, uploads, blobs, clock, transcoder, comparison } = rooms
  await using folder = await rooms.work.open()
  const input = uploads.file(videoId)
  // An operator has the clip tried again, or an older shore queued it: then nothing is known.
  const probe = findings?.probe ?? (await transcoder.probe(input, { signal }))
  const listen = async () => (probe.sound ? transcoder.listen(input, { signal }) : null)
  const lufs = findings?.lufs === undefined ? await listen() : findings.lufs
  const { shown, ladder } = planFor(probe)
  const outputs = ladder.map((plan, index) => ({ ...plan, file: folder.file(`${index}.mp4`) }))
  const plan = planStills(shown, probe.durationMs)
  await transcoder.render(input, outputs, treatmentOf(probe, lufs), {
    signal,
    durationMs: probe.durationMs,
    isPatient: true,
    storyboard: { plan, file: folder.file('storyboard.rgb') },
    onProgress: atMostEvery(500, (done: number) => void store.setProgress(videoId, done * 0.95).catch(() => undefined)),
  })
  const probing = transcoder.probeAll(
    outputs.map(({ file }) => file),
    { signal },
  )
  const copies = outputs.map(({ file }) => blobs.keep(file))
  const frames = folder.readExactly('storyboard.rgb', plan.frame.width * plan.frame.height * 3 * plan.frames)
  const strip = frames.then(pixels => keepStoryboard(blobs, folder.path, plan, pixels))
  await settle([probing, strip, ...copies])
  const [written, storyboard, kept] = [await probing, await strip, await Promise.all(copies)]
  // Every picture was decoded: what keyframes alone did not show is seen now.
  await comparison.pictures(videoId, printsIn(await frames, plan))
  const renditions = written.map((probe, index) => renditionFile(probe, kept[index]!))
  await store.finish(
    videoId,
    {
      durationMs: written.at(-1)!.durationMs,
      storyboardFrames: plan.frames,
      storyboardEveryMs: plan.everyMs,
    },
    [...renditions, storyboard],
    clock.now(),
    isKept(rooms),
  )
}
