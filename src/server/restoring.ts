/** What `onshore restore` works with: a folder and a database that hold nothing yet, opened and closed again around it. */
import { join } from 'node:path'
import { refuse } from '../core/errors.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { startEmbedded } from './adapters/db/embedded.ts'
import { dropAll, hasTables, openPool } from './adapters/db/index.ts'
import { emptyFolder, isEmptyFolder, takeFolder } from './adapters/folder/index.ts'
import { openUploads } from './adapters/folder/uploads.ts'
import { openWorkFolders } from './adapters/folder/work.ts'
import { migrateQueue } from './adapters/queue/index.ts'
import { backupStore, restore } from './backup/index.ts'
import { readConfig } from './config.ts'
import { requireDeclaredStores } from './shore/index.ts'

/** Refuses `backup.not-empty`, `backup.damaged`, `backup.newer`, and stores that are not declared. */
export async function restoreShore(
  data: string | undefined,
  file: string,
  identity: string,
  onProgress: (done: number) => void,
): Promise<Awaited<ReturnType<typeof restore>>> {
  const config = readConfig(undefined, data === undefined ? {} : { data })
  requireDeclaredStores(config)
  if (!isEmptyFolder(config.data)) throw refuse('backup.not-empty', { where: config.data })
  const folder = takeFolder(config.data)
  const database = config.databaseUrl === null ? await startEmbedded(config.data) : null
  const pool = openPool(config.databaseUrl ?? database!.url, 4)
  let isDone = false
  let isOurs = false
  try {
    if (await hasTables(pool)) throw refuse('backup.not-empty', { where: 'ONSHORE_DATABASE_URL' })
    isOurs = true
    const rooms = {
      store: backupStore(pool),
      blobs: openBlobs(config),
      uploads: openUploads(join(config.data, 'uploads')),
      work: openWorkFolders(join(config.data, 'work')),
      data: config.data,
      migrateQueue: () => migrateQueue(pool),
    }
    const found = await restore(rooms, file, identity, onProgress)
    isDone = true
    return found
  } finally {
    if (!isDone && isOurs && database === null) await dropAll(pool)
    await pool.end()
    await database?.stop()
    folder.release()
    // Half a shore is none.
    if (!isDone) emptyFolder(config.data)
  }
}
