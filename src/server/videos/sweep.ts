import { videoLimits } from '../../core/videos/limits.ts'
import { endStates } from '../../core/videos/state.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import type { VideoStore } from './store.ts'
import { finishUpload } from './upload.ts'

/**
 * Ends what nobody will finish: uploads that stopped, drafts that nobody changes, files whose clip is gone. What the author can still
 * see in their list is refused in words and not removed without a trace.
 */
export async function sweep({
  store,
  clock,
  uploads,
}: {
  store: VideoStore
  clock: Clock
  uploads: Uploads
}): Promise<void> {
  const now = clock.now().getTime()
  for (const id of await uploads.ids()) {
    // A shore that was killed at its last byte, and a client that never came back; or one that abandons it just now.
    if ((await store.stateOf(id)) === 'uploading' && (await uploads.isWhole(id)))
      await finishUpload({ store, uploads, clock }, id).catch(() => undefined)
  }
  const drafts = new Date(now - videoLimits.draftKeptMs)
  for (const { id, state } of await store.abandoned(new Date(now - videoLimits.unfinishedKeptMs), drafts)) {
    if (state === 'uploading')
      await store.refuse(id, 'video.interrupted', { hours: videoLimits.unfinishedKeptMs / 3_600_000 })
    // Its author may have gone on with it since it was looked for.
    else if (!(await store.removeDraft(id, drafts, clock.now()))) continue
    await uploads.remove(id)
  }
  const old = now - videoLimits.fileNameKeptMs
  await store.forgetFileNames(new Date(old))
  for (const id of await uploads.ids()) {
    const state = await store.stateOf(id)
    const isOld = ((await uploads.changedAt(id))?.getTime() ?? now) < old
    if (state === null || (isOld && endStates.has(state) && !(await store.isUnfinished(id)))) await uploads.remove(id)
  }
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
