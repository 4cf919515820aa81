import type { StorageUse } from '../../core/wire/staff.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import type { StorageStore } from './store.ts'

/** What is needed to tell whose the objects are. */
interface OrphanRooms {
  store: StorageStore
  blobs: Blobs
  clock: Clock
  /** Runs `remove` while no clip uses the object and none can come to (see the videos room). */
  ifUnused(hash: string, remove: () => Promise<void>): Promise<void>
}

export interface StorageRooms extends OrphanRooms {
  uploads: Uploads
  /** What an account's clips take, and the bound that was set for it (see the videos room). */
  roomOf(accountId: string): Promise<{ bytes: number; quotaBytes: number | null }>
  /** What every account's clips may take, bytes; null for no bound. */
  quotaBytes: number | null
}

/** An object this young may belong to a clip that is being made ready. */
const graceMs = 6 * 3_600_000
const batch = 500

export type Storage = ReturnType<typeof openStorage>

export function openStorage(rooms: StorageRooms) {
  const { store, blobs, uploads } = rooms
  return {
    async ofAccount(accountId: string) {
      const { bytes, quotaBytes } = await rooms.roomOf(accountId)
      return { bytes, quotaBytes: quotaBytes ?? rooms.quotaBytes }
    },
    setQuota: store.setQuota,

    /** Looks at every object once; on a large shore this takes minutes. */
    async use(): Promise<StorageUse> {
      const { orphans, missing } = await compare(rooms)
      const sent = await uploadsUse(uploads)
      const free = await blobs.free()
      return {
        kinds: [...(await store.byRole()), { kind: 'uploads', ...sent }],
        orphans: { files: orphans.length, bytes: sum(orphans) },
        missing,
        freeBytes: free === Number.MAX_SAFE_INTEGER ? null : free,
        technology: blobs.technology,
      }
    },
    sweep: () => sweepOrphans(rooms, { isAsked: true }),
  }
}

const sum = (objects: readonly { bytes: number }[]): number => objects.reduce((all, { bytes }) => all + bytes, 0)

async function uploadsUse(uploads: Uploads): Promise<{ files: number; bytes: number }> {
  const sizes = await Promise.all((await uploads.ids()).map(id => uploads.size(id)))
  return { files: sizes.length, bytes: sum(sizes.map(size => ({ bytes: size ?? 0 }))) }
}

/**
 * Walks the store and the table beside each other: objects that no clip uses and that are old enough, and how many files of clips
 * are not there. What is missing cannot be mended here; a backup can.
 */
async function compare({ store, blobs, clock }: OrphanRooms) {
  const old = clock.now().getTime() - graceMs
  const orphans: { hash: string; bytes: number }[] = []
  const there = new Set<string>()
  let some: { hash: string; bytes: number; changedAt: Date }[] = []
  const look = async () => {
    const used = await store.usedAmong(some.map(({ hash }) => hash))
    for (const object of some) if (!used.has(object.hash) && object.changedAt.getTime() < old) orphans.push(object)
    some = []
  }
  for await (const object of blobs.list()) {
    there.add(object.hash)
    some.push(object)
    if (some.length >= batch) await look()
  }
  await look()
  let missing = 0
  for (let after = ''; ; ) {
    const used = await store.usedAfter(after, batch)
    // Kept since the walk began: asked for once more before it is called missing.
    for (const hash of used) if (!there.has(hash) && (await blobs.size(hash)) === null) missing++
    if (used.length < batch) break
    after = used.at(-1)!
  }
  return { orphans, missing, seen: there.size }
}

/** How many objects no clip uses; it looks at every object once. */
export const countOrphans = async (rooms: OrphanRooms): Promise<number> => (await compare(rooms)).orphans.length

/** So many, and more than half of all, are not what a crash leaves behind: another database was started on these objects. */
const suspiciousCount = 100

/**
 * Removes objects that no clip uses, and says what it found. By itself (`isAsked` false) it removes nothing where most objects
 * would go; an operator who has looked asks for it.
 */
export async function sweepOrphans(
  rooms: OrphanRooms,
  { isAsked }: { isAsked: boolean },
): Promise<{ removed: number; bytes: number; missing: number; isRefused: boolean }> {
  const { orphans, missing, seen } = await compare(rooms)
  if (!isAsked && orphans.length > suspiciousCount && orphans.length > seen / 2)
    return { removed: 0, bytes: 0, missing, isRefused: true }
  const removed: { bytes: number }[] = []
  for (const object of orphans)
    await rooms.ifUnused(object.hash, async () => {
      await rooms.blobs.remove(object.hash)
      removed.push(object)
    })
  return { removed: removed.length, bytes: sum(removed), missing, isRefused: false }
}
