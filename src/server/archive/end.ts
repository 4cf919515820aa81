import type { Clock } from '../adapters/clock/index.ts'
import type { Archives } from '../adapters/folder/index.ts'
import type { ArchivesStore } from './archives-store.ts'

/** Removes archives whose days are over, and files that nobody waits for any more. How many archives that were. */
export async function endArchives({
  archives,
  files,
  clock,
}: {
  archives: ArchivesStore
  files: Archives
  clock: Clock
}): Promise<number> {
  const ended = await archives.removeEnded(clock.now())
  const there = await files.ids()
  const wanted = await archives.wanted(there)
  for (const id of there) if (!wanted.has(id)) await files.remove(id)
  return ended
}
