/** A whole shore for one test: its own database and folder, real engine, real HTTP. `await using shore = await openShore()`. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { expect, inject } from 'vitest'
import type { Count } from '../../src/core/institutions/quorum.ts'
import { accountStore, type Gate, type GateRooms, passkeyStore, tokenStore } from '../../src/server/accounts/index.ts'
import type { Blobs } from '../../src/server/adapters/blobs/index.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import type { Changes } from '../../src/server/adapters/changes/index.ts'
import { openChanges } from '../../src/server/adapters/changes/postgres.ts'
import { type Clock, systemClock } from '../../src/server/adapters/clock/index.ts'
import { answers, type Database, isAway, migrate, openDatabase, openPool } from '../../src/server/adapters/db/index.ts'
import { type Domains, openDomains } from '../../src/server/adapters/domains/index.ts'
import { openArchives } from '../../src/server/adapters/folder/archives.ts'
import { slateKey, takeFolder } from '../../src/server/adapters/folder/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { openWorkFolders } from '../../src/server/adapters/folder/work.ts'
import { openKeyFiles } from '../../src/server/adapters/keys/index.ts'
import type { Model } from '../../src/server/adapters/model/index.ts'
import { migrateQueue, runQueue, waitingJobs } from '../../src/server/adapters/queue/index.ts'
import { chooseTranscoder } from '../../src/server/adapters/transcoder/choose.ts'
import type { Transcoder } from '../../src/server/adapters/transcoder/index.ts'
import { type BuiltPages, builtPages, version } from '../../src/server/adapters/tree/index.ts'
import { makeApp } from '../../src/server/app.ts'
import { archiveJobs, archiveStores } from '../../src/server/archive/index.ts'
import { quotaOf, readConfig } from '../../src/server/config.ts'
import {
  catalogStore,
  describeJob,
  featuresStore,
  keepAsking,
  slateJob,
  slatesStore,
} from '../../src/server/feed/index.ts'
import { findingStore } from '../../src/server/finding/index.ts'
import type { Guards } from '../../src/server/http/guard.ts'
import { type Rates, standardRates } from '../../src/server/http/limits.ts'
import { carryOutJob, institutionStore } from '../../src/server/institutions/index.ts'
import { type Keys, keyStore, keysBy, openDoors, openVault } from '../../src/server/keys/index.ts'
import { leavingStore } from '../../src/server/leaving/index.ts'
import { mediaJobs } from '../../src/server/media/index.ts'
import { type Comparison, moderationStore, openComparison } from '../../src/server/moderation/index.ts'
import { noticeStore } from '../../src/server/notices/index.ts'
import { ownedStore } from '../../src/server/register/index.ts'
import { retentionStore } from '../../src/server/retention/index.ts'
import { shoreStore } from '../../src/server/shore/index.ts'
import { socialStore } from '../../src/server/social/index.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import { statisticsStore } from '../../src/server/statistics/index.ts'
import { storageStore } from '../../src/server/storage/index.ts'
import { publishJob, retireJob, sweepJob, type VideoStore, videoStore } from '../../src/server/videos/index.ts'
import { dropDatabase, newDatabase } from './databases.ts'
import { Person } from './person.ts'
import { remembered } from './remembered.ts'

/** Rates no test runs into by accident. Tests of the limits ask for the standard ones. */
const generousRates = Object.fromEntries(
  Object.keys(standardRates).map(name => [name, { burst: 100_000, everyMs: 1 }]),
) as unknown as Rates

const describeEveryMs = 500

interface Options {
  people?: readonly string[]
  clock?: Clock
  /** Keys of the configuration, by their names in the environment. */
  environment?: Record<string, string>
  rates?: Rates
  /** A database as an earlier version left it, with something in it. */
  from?: { migration: string; fill(db: Database): Promise<void> }
  /** Runs no jobs, so that a test can look at what waits. */
  isIdle?: boolean
  blobs?: (local: Blobs) => Blobs
  /** `ownEngine()` where the engine is the matter; else one that does the same work on the same bytes once a run. */
  transcoder?: Transcoder
  /** A weaker comparison of files, for the positive control of an attack. */
  comparing?: (comparison: Comparison) => Comparison
  /** Where domains are looked at. */
  domains?: Domains
  /** A weaker rule of which approvals count, for the positive control of an attack. */
  count?: Count
  /** A weaker application, for the positive control of an attack. */
  gate?: (rooms: GateRooms) => Gate
  /** Slates are made at most so often (ms); without it, none are. */
  slates?: number
  /** Says what clips are like, in place of the shore's own look at them. */
  model?: Model
  guarding?: (app: FastifyInstance, guards: Guards) => void
}

export interface TestShore extends AsyncDisposable {
  url: string
  port: number
  folder: string
  db: Database
  videos: VideoStore
  keys: Keys
  app: FastifyInstance
  pages: BuiltPages
  transcoder: Transcoder
  person(handle: string): Promise<Person>
  guest(): Person
  /** Gives a clip captions, as WebVTT. */
  caption(videoId: string, language: string, webvtt: string): Promise<void>
  people: Record<string, Person>
}

export { standardRates }

let engine: Transcoder | null = null
/** This machine's engine, which is looked for once a file. */
export function ownEngine(): Transcoder {
  engine ??= chooseTranscoder({ ffmpeg: null, mustConfine: false })
  return engine
}

/** Attacks and browsers stand on the oldest PostgreSQL that a shore may use, all else on the embedded one: what is asked of one is asked of both. */
export const serverOf = (testPath: string | undefined): string =>
  inject(/\/tests\/(attack|e2e)\//.test(testPath ?? '') ? 'olderDatabaseUrl' : 'databaseUrl')

/**
 * What a public answer shows may have changed in the database some milliseconds before the shore hears of it. Who asks for one in a
 * test waits until everything that was told before has been heard, and so sees every kept answer that should have been dropped.
 */
async function hearAll(pool: pg.Pool, changes: Changes): Promise<{ untilHeard(): Promise<void>; stop(): void }> {
  const waiting = new Map<string, () => void>()
  const stop = await changes.hearShown(word => {
    // A database that was away brings no word back.
    for (const [own, heard] of waiting) if (word === own || word === null) heard()
  })
  return {
    async untilHeard() {
      const own = randomUUID()
      const heard = new Promise<void>(resolve => waiting.set(own, resolve))
      const isTold = await pool.query("select pg_notify('shown', $1)", [own]).then(
        () => changes.isHearing(),
        () => false,
      )
      if (isTold) await heard
      waiting.delete(own)
    },
    stop,
  }
}

export async function openShore(options: Options = {}): Promise<TestShore> {
  const server = serverOf(expect.getState().testPath)
  const databaseUrl = await newDatabase(server, options.from ? 'nothing' : 'tables')
  const folder = mkdtempSync(join(tmpdir(), 'onshore-shore-'))
  const taken = takeFolder(folder)
  const pool = openPool(databaseUrl, 8)
  const db = openDatabase(pool)
  if (options.from) {
    await migrate(db, options.from.migration)
    await options.from.fill(db)
    await migrate(db)
    await migrateQueue(pool)
  }

  const clock = options.clock ?? systemClock
  const config = readConfig(
    { ONSHORE_JOIN_RATE: '1000000', ...options.environment },
    { data: folder, name: 'Onshore', jurisdiction: 'ZZ' },
  )
  const keyFiles = openKeyFiles(join(folder, 'keys'))
  const ask = openDoors({ vault: openVault(keyFiles), files: keyFiles, store: keyStore(db), clock })
  const keys = keysBy(ask)
  const videos = videoStore(db, keys)
  const local = localBlobs(taken.blobs)
  const blobs = options.blobs?.(local) ?? local
  const uploads = openUploads(taken.uploads)
  const archives = { ...archiveStores(db, keys), files: openArchives(taken.archives) }
  const domains = options.domains ?? openDomains()
  const institutions = institutionStore({
    db,
    key: slateKey(folder),
    keys,
    ...(options.count ? { count: options.count } : {}),
  })
  const transcoder = options.transcoder ?? remembered(ownEngine())
  const changes = openChanges(pool)
  const pages = await builtPages()
  if (!pages) throw new Error('the pages are not built')
  const app = await makeApp(
    {
      config,
      clock,
      rates: options.rates ?? generousRates,
      accounts: accountStore(db),
      passkeys: passkeyStore(db),
      tokens: tokenStore(db),
      videos,
      slates: slatesStore(db),
      social: socialStore(db, keys),
      finding: findingStore(db, keys),
      notices: noticeStore(db),
      staff: staffStore(db),
      moderation: moderationStore(db),
      storage: storageStore(db),
      statistics: statisticsStore(db),
      owned: ownedStore(db),
      retention: retentionStore(db),
      leaving: leavingStore(db),
      keys,
      institutions,
      domains,
      jobs: () => waitingJobs(pool),
      blobs,
      uploads,
      archives,
      work: openWorkFolders(taken.work),
      pages,
      slateKey: slateKey(folder),
      engine: transcoder.engine,
      sandbox: transcoder.sandbox,
      isDatabaseEmbedded: true,
      shore: shoreStore(db),
      changes,
      metrics: null,
      databaseAnswers: () => answers(db),
      isAway,
      trial: async () => null,
    },
    options.guarding,
    options.gate,
  )
  await app.listen({ port: 0, host: 'localhost' })
  const { port } = app.server.address() as { port: number }
  const url = `http://localhost:${port}`
  const hearing = await hearAll(pool, changes)
  const real = openComparison({ store: moderationStore(db), clock })
  const comparison = options.comparing?.(real) ?? real
  const work = openWorkFolders(taken.work)
  const media = mediaJobs({ store: videos, uploads, blobs, transcoder, clock, work, comparison })
  const slates = slatesStore(db)
  const everyMs = options.slates ?? 0
  const features = featuresStore(db)
  const making = { slates, catalog: catalogStore(db), blobs, work, clock, key: slateKey(folder) }
  const queue = options.isIdle
    ? null
    : await runQueue(pool, [
        {
          jobs: {
            ...media.short,
            slate: slateJob({ ...making, shoreName: config.name, everyMs }),
            describe: describeJob({ features, blobs, work, transcoder, model: options.model ?? null }),
            'remove-object': sweepJob({ store: videos, blobs }),
            retire: retireJob({ store: videos }),
            publish: publishJob({ store: videos, clock }),
            'carry-out': carryOutJob({ store: institutions, domains, clock, key: slateKey(folder), address: url }),
          },
          places: 2,
        },
        { jobs: media.long, places: 1 },
        {
          jobs: archiveJobs({
            ...{
              ...archives,
              accounts: accountStore(db),
              videos,
              social: socialStore(db, keys),
              finding: findingStore(db, keys),
            },
            ...{ uploads, blobs, work, clock, version, key: slateKey(folder), quotaBytes: quotaOf(config), keys },
          }),
          places: 1,
        },
      ])
  const isFed = options.slates !== undefined
  const fault = () => undefined
  const asking = isFed
    ? [keepAsking(slates.ask, everyMs, fault), keepAsking(() => features.ask('describe'), describeEveryMs, fault)]
    : []

  const person = async (handle: string) => Person.join(url, handle, hearing.untilHeard)
  const people: Record<string, Person> = {}
  for (const handle of options.people ?? []) people[handle] = await person(handle)
  return {
    url,
    port,
    folder,
    db,
    videos,
    keys,
    app,
    pages,
    transcoder,
    person,
    people,
    guest: () => new Person(url, hearing.untilHeard),
    async caption(videoId, language, webvtt) {
      const file = join(folder, `${videoId}.${language}.vtt`)
      writeFileSync(file, webvtt)
      const kept = await blobs.keep(file)
      const size = { width: null, height: null, bits_per_second: null, second_ends: null }
      await db
        .insertInto('video_files')
        .values({ video_id: videoId, role: 'captions', media_type: 'text/vtt', language, ...size, ...kept })
        .execute()
    },
    async [Symbol.asyncDispose]() {
      for (const stop of asking) stop()
      await queue?.stop()
      hearing.stop()
      await app.close()
      changes.close()
      await db.destroy()
      await dropDatabase(server, databaseUrl)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
