import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import type { VideoStore } from '../videos/index.ts'

const dayMs = 86_400_000

/** Deletes clips whose end has come: as their author said, after as many days as the operator keeps any, or once a removal is past appeal. */
export async function endClips({
  videos,
  uploads,
  clock,
  clipDays,
}: {
  videos: VideoStore
  uploads: Uploads
  clock: Clock
  clipDays: number | null
}): Promise<number> {
  const now = clock.now()
  const before = clipDays === null ? null : new Date(now.getTime() - clipDays * dayMs)
  const ended = await videos.ended(now, before)
  let removed = 0
  for (const id of ended) {
    // Its author may have let it live on since it was looked for.
    if (!(await videos.removeEnded(id, now, before))) continue
    await uploads.remove(id)
    removed++
  }
  return removed
}
