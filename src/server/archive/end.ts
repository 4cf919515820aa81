import type { Clock } from '../adapters/clock/index.ts'
import type { Archives } from '../adapters/folder/index.ts'
import type { ArchiveStores } from './store.ts'

type Ending = Pick<ArchiveStores, 'archives' | 'arrivals'> & { files: Archives }

/** Removes archives whose days are over, and files that nobody waits for any more. How many archives that were. */
export async function endArchives({ clock, ...rooms }: Ending & { clock: Clock }): Promise<number> {
  const ended = await rooms.archives.removeEnded(clock.now())
  await removeFiles(rooms)
  return ended
}

/** Forgets what was brought and ended before a moment, and what was begun before another and did not go on. How many that were. */
export async function endArrivals(
  rooms: Ending,
  { endedBefore, begunBefore }: { endedBefore: Date; begunBefore: Date },
): Promise<number> {
  const ended = await rooms.arrivals.removeOld(endedBefore, begunBefore)
  await removeFiles(rooms)
  return ended
}

async function removeFiles({ archives, arrivals, files }: Ending): Promise<void> {
  const there = await files.ids()
  const [made, brought] = [await archives.wanted(there), await arrivals.wanted(there)]
  for (const id of there) if (!made.has(id) && !brought.has(id)) await files.remove(id)
}
