import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { StorageStore } from './store.ts'

const dayMs = 86_400_000

/** Deletes clips whose end has come: as their author said, or after as many days as the operator keeps any. */
export async function endClips({
  store,
  videos,
  uploads,
  clock,
  clipDays,
}: {
  store: StorageStore
  videos: VideoStore
  uploads: Uploads
  clock: Clock
  clipDays: number | null
}): Promise<number> {
  const now = clock.now()
  const before = clipDays === null ? null : new Date(now.getTime() - clipDays * dayMs)
  const ended = await store.ended(now, before)
  for (const id of ended) {
    await videos.remove(id, now)
    await uploads.remove(id)
  }
  return ended.length
}
