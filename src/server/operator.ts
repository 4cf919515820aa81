/** What a command on the shore's own machine works with: the running shore's database, found through its folder. */
import { join } from 'node:path'
import type { Advisories } from '../core/wire/shore.ts'
import { accountStore, passkeyStore, tokenStore } from './accounts/index.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { systemClock } from './adapters/clock/index.ts'
import { type Database, openDatabase, openPool } from './adapters/db/index.ts'
import { openArchives } from './adapters/folder/archives.ts'
import { runningIn, slateKey } from './adapters/folder/index.ts'
import { openUploads } from './adapters/folder/uploads.ts'
import { openWorkFolders } from './adapters/folder/work.ts'
import { askBySocket, openKeyFiles } from './adapters/keys/index.ts'
import { log } from './adapters/log/index.ts'
import { waitingJobs } from './adapters/queue/index.ts'
import { version } from './adapters/tree/index.ts'
import { archiveStores } from './archive/index.ts'
import { type BackupRooms, backupStore } from './backup/index.ts'
import { type Config, keysFolder, quotaOf, readConfig, settingsOf } from './config.ts'
import { slatesStore } from './feed/index.ts'
import { findingStore } from './finding/index.ts'
import { policy } from './http/policy.ts'
import { institutionStore } from './institutions/index.ts'
import {
  type Ask,
  type Keys,
  keyStore,
  keysBy,
  makeShares,
  openByShares,
  openDoors,
  openVault,
  saveKeys,
} from './keys/index.ts'
import { leavingStore } from './leaving/index.ts'
import { type Moderation, moderationStore, openModeration } from './moderation/index.ts'
import { noticeStore } from './notices/index.ts'
import { type AssessedShore, type BrokenShore, writeAssessment } from './privacy/index.ts'
import { ownedStore } from './register/index.ts'
import { openRetention, type Retention, retentionStore } from './retention/index.ts'
import { advisoriesNow, declarationOf, requireDeclaredStores, type ShoreStore, shoreStore } from './shore/index.ts'
import { openStaff, type Staff, staffStore } from './staff/index.ts'
import { openStorage, storageStore } from './storage/index.ts'
import { type VideoStore, videoStore } from './videos/index.ts'

export interface OperatorRooms extends AsyncDisposable {
  staff: Staff
  moderation: Moderation
  videos: VideoStore
  shore: ShoreStore
  objectsAnswer(): Promise<boolean>
  advisories(): Promise<Advisories>
  /** Jobs that wait or run, by kind. */
  jobs(): Promise<{ task: string; n: number }[]>
  backup: BackupRooms
  retention: Retention
  keys: Keys
  /** The assessment of the impact on privacy, as Markdown. */
  assess(language: 'en' | 'fr'): Promise<string>
  /** What a breach of the running shore is about, by what it declares, counted. */
  breakable(): Promise<BrokenShore>
}

/** What a breach is about where the shore does not run: by the configuration of this command, and uncounted. */
export function brokenShore(data: string | undefined): BrokenShore {
  const { name, operator, databaseUrl, s3Endpoint } = readConfig(undefined, data === undefined ? {} : { data })
  return { name, operator, isDatabaseEmbedded: databaseUrl === null, areObjectsHere: s3Endpoint === null, counts: null }
}

/** What the configuration of this command would declare. Refuses, as a start does, a store that is not declared. */
export function declarationHere(data: string | undefined) {
  const config = readConfig(undefined, data === undefined ? {} : { data })
  requireDeclaredStores(config)
  return declarationOf(config)
}

/** Through the key process where the shore runs here; where it does not, by the keys themselves. */
function askOf(config: Config, socket: string | null, db: Database): Ask {
  if (socket !== null) return askBySocket(socket)
  const files = openKeyFiles(keysFolder(config))
  return openDoors({ vault: openVault(files), files, store: keyStore(db), clock: systemClock })
}

/** The keys as files, of a shore that runs or does not. */
export function keysHere(data: string | undefined) {
  const files = openKeyFiles(keysFolder(readConfig(undefined, data === undefined ? {} : { data })))
  return {
    makeShares: (how: { need: number; of: number }) => makeShares(files, how, systemClock),
    open: (lines: readonly string[]) => openByShares(files, lines),
    save: (file: string) => saveKeys(files, file, systemClock),
  }
}

/** Refuses `shore.not-running`. */
export function operatorRooms(data: string | undefined): OperatorRooms {
  const config = readConfig(undefined, data === undefined ? {} : { data })
  // The shore that runs knows where its stores are; who acts on its machine need not have its environment.
  const running = config.databaseUrl === null ? runningIn(config.data) : null
  const pool = openPool(config.databaseUrl ?? running!.databaseUrl, 2)
  const db = openDatabase(pool)
  const blobs = openBlobs({ ...config, ...running?.objects })
  const uploads = openUploads(join(config.data, 'uploads'))
  const keys = keysBy(askOf(config, running?.keys ?? null, db))
  const videos = videoStore(db, keys)
  const settings = running?.settings ?? settingsOf(config)
  const quotaBytes = quotaOf(config)
  const bytes = { blobs, uploads, clock: systemClock, ifUnused: videos.ifUnused, roomOf: videos.roomOf, quotaBytes }
  const accounts = accountStore(db)
  const staff = openStaff({
    store: staffStore(db),
    accounts,
    tokens: tokenStore(db),
    videos,
    uploads,
    storage: openStorage({ store: storageStore(db), ...bytes }),
    clock: systemClock,
    keys,
  })
  // What a start declared is written down; the last of it stands.
  const declared = async (): Promise<AssessedShore['declaration']> =>
    ((await shoreStore(db).declarations())[0]?.document as AssessedShore['declaration'] | undefined) ?? {
      ...declarationOf(config),
      stores: [],
    }
  return {
    staff,
    moderation: openModeration({ store: moderationStore(db), staff, accounts, clock: systemClock }),
    videos,
    keys,
    shore: shoreStore(db),
    objectsAnswer: () => blobs.answers(),
    advisories: () => advisoriesNow({ config, store: shoreStore(db), clock: systemClock }, version),
    jobs: () => waitingJobs(pool),
    backup: {
      store: backupStore(pool),
      blobs,
      uploads,
      work: openWorkFolders(join(config.data, 'work')),
      clock: systemClock,
      data: config.data,
      version,
    },
    retention: openRetention({
      store: retentionStore(db),
      accounts,
      passkeys: passkeyStore(db),
      tokens: tokenStore(db),
      videos,
      slates: slatesStore(db),
      finding: findingStore(db, keys),
      moderation: moderationStore(db),
      notices: noticeStore(db),
      staff: staffStore(db),
      storage: storageStore(db),
      archives: { ...archiveStores(db, keys), files: openArchives(join(config.data, 'archives')) },
      uploads,
      blobs,
      clock: systemClock,
      clipDays: settings.clipDays,
      leaving: leavingStore(db),
      keys,
      institutions: institutionStore({ db, key: slateKey(config.data) }),
      signing: { key: slateKey(config.data), shoreName: config.name, backupDays: config.backupDays },
      warn: log,
    }),
    async assess(language) {
      return writeAssessment(
        {
          declaration: await declared(),
          version,
          at: systemClock.now(),
          accounts: await staff.countAccounts(),
          ...settings,
          routes: Object.keys(policy),
        },
        language,
      )
    },
    async breakable() {
      const { name, operator, stores } = await declared()
      const isHere = (kind: string, technology: string) =>
        stores.some(store => store.what === kind && store.technology === technology)
      return {
        name,
        operator,
        isDatabaseEmbedded: isHere('database', 'postgresql-embedded'),
        areObjectsHere: isHere('objects', 'local-files'),
        counts: { accounts: await staff.countAccounts(), ...(await ownedStore(db).countAll()) },
      }
    },
    async [Symbol.asyncDispose]() {
      await db.destroy()
    },
  }
}
