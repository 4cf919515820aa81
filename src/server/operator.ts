/** What a command on the shore's own machine works with: the running shore's database, found through its folder. */
import { join } from 'node:path'
import { type AccountStore, accountStore, type TokenStore, tokenStore } from './accounts/index.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { type Clock, systemClock } from './adapters/clock/index.ts'
import { openDatabase, openPool } from './adapters/db/index.ts'
import { runningIn } from './adapters/folder/index.ts'
import { openUploads } from './adapters/folder/uploads.ts'
import { openWorkFolders } from './adapters/folder/work.ts'
import { waitingJobs } from './adapters/queue/index.ts'
import { version } from './adapters/tree/index.ts'
import { type BackupRooms, backupStore } from './backup/index.ts'
import { readConfig } from './config.ts'
import { type VideoStore, videoStore } from './videos/index.ts'

export interface OperatorRooms extends AsyncDisposable {
  accounts: AccountStore
  tokens: TokenStore
  videos: VideoStore
  /** Jobs that wait or run, by kind. */
  jobs(): Promise<{ task: string; n: number }[]>
  clock: Clock
  backup: BackupRooms
}

/** Refuses `shore.not-running`. */
export function operatorRooms(data: string | undefined): OperatorRooms {
  const config = readConfig(undefined, data === undefined ? {} : { data })
  // The shore that runs knows where its stores are; who acts on its machine need not have its environment.
  const running = config.databaseUrl === null ? runningIn(config.data) : null
  const pool = openPool(config.databaseUrl ?? running!.databaseUrl, 2)
  const db = openDatabase(pool)
  return {
    accounts: accountStore(db),
    tokens: tokenStore(db),
    videos: videoStore(db),
    jobs: () => waitingJobs(pool),
    clock: systemClock,
    backup: {
      store: backupStore(pool),
      blobs: openBlobs({ ...config, ...running?.objects }),
      uploads: openUploads(join(config.data, 'uploads')),
      work: openWorkFolders(join(config.data, 'work')),
      clock: systemClock,
      data: config.data,
      version,
    },
    async [Symbol.asyncDispose]() {
      await db.destroy()
    },
  }
}
