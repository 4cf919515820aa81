import { boundOf } from '../../core/register/retentions.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import { endStates } from '../../core/videos/state.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import type { VideoStore } from './store.ts'
import { finishUpload } from './upload.ts'

interface SweepRooms {
  store: VideoStore
  clock: Clock
  uploads: Uploads
}

/** Gives up uploads that stopped. Their author still sees them in their list: refused in words, not removed without a trace. */
export async function endUploads({ store, clock, uploads }: SweepRooms): Promise<number> {
  for (const id of await uploads.ids()) {
    // A shore that was killed at its last byte, and a client that never came back; or one that abandons it just now.
    if ((await store.stateOf(id)) === 'uploading' && (await uploads.isWhole(id)))
      await finishUpload({ store, uploads, clock }, id).catch(() => undefined)
  }
  const given = await store.unfinished(new Date(clock.now().getTime() - boundOf('upload')))
  for (const id of given) {
    await store.refuse(id, 'video.interrupted', { hours: videoLimits.unfinishedKeptMs / 3_600_000 })
    await uploads.remove(id)
  }
  return given.length
}

/** Bytes of deleted clips stay this long, so that a clip being published with the same bytes never loses them. */
const objectsKeptMs = 3_600_000

/** Deletes a clip, whatever state it is in, with what was sent of it. */
export async function removeVideo(
  { store, clock, uploads }: { store: VideoStore; clock: Clock; uploads: { remove(id: string): Promise<void> } },
  id: string,
): Promise<void> {
  await store.remove(id, new Date(clock.now().getTime() + objectsKeptMs))
  await uploads.remove(id)
}

/** Removes drafts that nobody changes. */
export async function endDrafts({ store, clock, uploads }: SweepRooms): Promise<number> {
  const unchangedSince = new Date(clock.now().getTime() - boundOf('draft'))
  let removed = 0
  for (const id of await store.oldDrafts(unchangedSince)) {
    // Its author may have gone on with it since it was looked for.
    if (!(await store.removeDraft(id, unchangedSince, clock.now()))) continue
    await uploads.remove(id)
    removed++
  }
  return removed
}

/** Removes files, as they were sent, that nobody works on any more, and those whose clip is gone. */
export async function endSentFiles(rooms: SweepRooms): Promise<number> {
  const ended = await sentFilesToEnd(rooms)
  for (const id of ended) await rooms.uploads.remove(id)
  return ended.length
}

export async function sentFilesToEnd({ store, clock, uploads }: SweepRooms): Promise<string[]> {
  const now = clock.now().getTime()
  const found: string[] = []
  for (const id of await uploads.ids()) {
    const state = await store.stateOf(id)
    const isOld = ((await uploads.changedAt(id))?.getTime() ?? now) < now - boundOf('sent')
    if (state === null || (isOld && endStates.has(state) && !(await store.isUnfinished(id)))) found.push(id)
  }
  return found
}

/** Forgets what was replaced, once nobody plays it any more. */
export function retireJob({ store }: { store: VideoStore }) {
  return ({ videoId }: { videoId: string }): Promise<void> => store.retire(videoId)
}

/** Shows a clip whose moment has come. */
export function publishJob({ store, clock }: { store: VideoStore; clock: Clock }) {
  return ({ videoId }: { videoId: string }): Promise<void> => store.publish(videoId, clock.now())
}

/** Removes an object's bytes once no clip uses them. */
export function sweepJob({ store, blobs }: { store: VideoStore; blobs: Blobs }) {
  return ({ hash }: { hash: string }): Promise<void> => store.ifUnused(hash, () => blobs.remove(hash))
}
