import { refuse } from '../../core/errors.ts'
import { type Entry, writeArchive } from '../adapters/archive/index.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { keysIn, type Uploads, type WorkFolders } from '../adapters/folder/index.ts'
import type { Manifest } from './manifest.ts'
import type { BackupStore } from './store.ts'

export interface BackupRooms {
  store: BackupStore
  blobs: Blobs
  uploads: Uploads
  work: WorkFolders
  clock: Clock
  /** The shore's folder, for its keys. */
  data: string
  version: string
}

/** What a passkey ceremony asked minutes ago is of no use to anybody later. */
const passing = new Set(['challenges'])

/**
 * Writes the whole shore, as it is at one moment, into a new file that only the owner of `recipient` can open. Refuses `backup.key`, `backup.objects-missing`. The shore
 * goes on meanwhile: the database is read in one snapshot, and an object stays for an hour after its clip is gone.
 */
export async function backUp(
  rooms: BackupRooms,
  path: string,
  recipient: string,
  onProgress: (done: number, of: number) => void,
): Promise<Manifest> {
  const archive = await writeArchive(path, recipient).catch(() => {
    throw refuse('backup.key')
  })
  await using folder = await rooms.work.open()
  await using held = await rooms.work.open()
  // Before the snapshot and after it: an upload that the snapshot still waits for may be checked and removed meanwhile.
  await rooms.uploads.holdIn(held.path)
  const snapshot = await rooms.store.snapshot()
  try {
    const at = rooms.clock.now()
    const entries: Entry[] = []
    const tables: Manifest['tables'] = []
    for (const table of await rooms.store.tables()) {
      if (passing.has(table)) continue
      const file = folder.file(`${table}.copy`)
      tables.push({ table, rows: await snapshot.copy(table, file) })
      entries.push(await archive.add(`tables/${table}.copy`, file))
    }
    const jobs = await snapshot.jobs()
    entries.push(await archive.addText('jobs.json', JSON.stringify(jobs)))
    for (const { name, file } of keysIn(rooms.data)) entries.push(await archive.add(`keys/${name}`, file))
    for (const name of await rooms.uploads.holdIn(held.path))
      entries.push(await archive.add(`uploads/${name}`, held.file(name)))
    const hashes = await snapshot.hashes()
    const goneMeanwhile: string[] = []
    for (const [done, hash] of hashes.entries()) {
      onProgress(done, hashes.length)
      if ((await rooms.blobs.size(hash)) === null) goneMeanwhile.push(hash)
      else {
        const file = folder.file(hash)
        await rooms.blobs.copy(hash, file)
        const entry = await archive.add(`blobs/${hash}`, file)
        if (entry.sha256 !== hash) throw new Error(`the object ${hash} is damaged where it is kept`)
        entries.push(entry)
        await folder.remove(hash)
      }
    }
    onProgress(hashes.length, hashes.length)
    // Gone with its clip is one thing; gone from under a clip, or looked for in the wrong store, is no backup.
    const missing = await rooms.store.stillUsed(goneMeanwhile)
    if (missing > 0) throw refuse('backup.objects-missing', { n: missing, of: hashes.length })
    const manifest: Manifest = {
      format: 'onshore-backup/1',
      version: rooms.version,
      at: at.toISOString(),
      migration: snapshot.migration,
      tables,
      jobs: jobs.length,
      goneMeanwhile,
      entries,
    }
    await archive.addText('manifest.json', JSON.stringify(manifest))
    await archive.finish()
    return manifest
  } catch (error) {
    await archive.abandon()
    throw error
  } finally {
    await snapshot.close()
  }
}
