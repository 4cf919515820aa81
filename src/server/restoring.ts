/** What `onshore restore` works with: a folder and a database that hold nothing yet, opened and closed again around it. */
import { join } from 'node:path'
import { refuse } from '../core/errors.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { systemClock } from './adapters/clock/index.ts'
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
import { openKeyFiles } from './adapters/keys/index.ts'
import { migrateQueue } from './adapters/queue/index.ts'
import { backupStore, restore } from './backup/index.ts'
import { type Config, keysFolder, readConfig } from './config.ts'
import { bringKeys, goneName, readSavedKeys } from './keys/index.ts'
import { requireDeclaredStores } from './shore/index.ts'

export type Restored = Awaited<ReturnType<typeof restore>> & {
  /** Accounts that were erased since, and are erased again. */
  erasedAgain: number
  /** Whether there are keys that what is encrypted opens with. */
  hasKeys: boolean
}

/** `keysFile` is one that `operate key save` wrote. Refuses `keys.file`, `backup.not-empty`, `backup.damaged`, `backup.newer`, and stores that are not declared. */
export async function restoreShore(
  data: string | undefined,
  file: string,
  identity: string,
  onProgress: (done: number) => void,
  keysFile?: string,
): Promise<Restored> {
  const config = readConfig(undefined, data === undefined ? {} : { data })
  requireDeclaredStores(config)
  if (isRestoring(config.data)) {
    // Refused while another restore is at work in it.
    takeFolder(config.data).release()
    emptyFolder(config.data)
  }
  // Looked at before anything is made.
  const saved = keysFile === undefined ? null : readSavedKeys(keysFile)
  if (!isEmptyFolder(config.data)) throw refuse('backup.not-empty', { where: config.data })
  const folder = takeFolder(config.data)
  beginRestore(config.data)
  let isDone = false
  try {
    const found = await intoDatabase(config, { file, identity, saved }, onProgress)
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
  { file, identity, saved }: { file: string; identity: string; saved: ReturnType<typeof readSavedKeys> | null },
  onProgress: (done: number) => void,
): Promise<Restored> {
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
    const found = await restore(rooms, file, identity, onProgress).catch(async error => {
      if (database === null) await dropAll(pool).catch(() => undefined)
      throw error
    })
    const files = openKeyFiles(keysFolder(config))
    if (saved) bringKeys(files, saved)
    const isGone = (accountId: string) => files.goneAt(goneName(accountId)) !== null
    const erasedAgain = await rooms.store.leaveAgain(isGone, systemClock.now())
    return { ...found, erasedAgain, hasKeys: saved !== null || files.accountIds().length > 0 }
  } finally {
    await pool.end()
    await database?.stop()
  }
}
