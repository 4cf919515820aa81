/** What `onshore restore` works with: a folder and a database that hold nothing yet, opened and closed again around it. */
import { join } from 'node:path'
import { refuse } from '../core/errors.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { startEmbedded } from './adapters/db/embedded.ts'
import { dropAll, isInUse, openPool } from './adapters/db/index.ts'
import {
  beginRestore,
  emptyFolder,
  endRestore,
  isEmptyFolder,
  isRestoring,
  takeFolder,
} from './adapters/folder/index.ts'
import { openUploads } from './adapters/folder/uploads.ts'
import { openWorkFolders } from './adapters/folder/work.ts'
import { migrateQueue } from './adapters/queue/index.ts'
import { backupStore, restore } from './backup/index.ts'
import { type Config, readConfig } from './config.ts'
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
  if (isRestoring(config.data)) {
    // Refused while another restore is at work in it.
    takeFolder(config.data).release()
    emptyFolder(config.data)
  }
  if (!isEmptyFolder(config.data)) throw refuse('backup.not-empty', { where: config.data })
  const folder = takeFolder(config.data)
  beginRestore(config.data)
  let isDone = false
  try {
    const found = await intoDatabase(config, file, identity, onProgress)
    endRestore(config.data)
    isDone = true
    return found
  } finally {
    folder.release()
    // Half a shore is none.
    if (!isDone) emptyFolder(config.data)
  }
}

async function intoDatabase(
  config: Config,
  file: string,
  identity: string,
  onProgress: (done: number) => void,
): ReturnType<typeof restore> {
  const database = config.databaseUrl === null ? await startEmbedded(config.data) : null
  const pool = openPool(config.databaseUrl ?? database!.url, 4)
  try {
    if (await isInUse(pool)) throw refuse('backup.not-empty', { where: 'ONSHORE_DATABASE_URL' })
    const rooms = {
      store: backupStore(pool),
      blobs: openBlobs(config),
      uploads: openUploads(join(config.data, 'uploads')),
      work: openWorkFolders(join(config.data, 'work')),
      data: config.data,
      migrateQueue: () => migrateQueue(pool),
    }
    return await restore(rooms, file, identity, onProgress).catch(async error => {
      if (database === null) await dropAll(pool).catch(() => undefined)
      throw error
    })
  } finally {
    await pool.end()
    await database?.stop()
  }
}
