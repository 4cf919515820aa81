/** A whole shore for one test: its own database and folder, real engine, real HTTP. `await using shore = await openShore()`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { inject } from 'vitest'
import { accountStore, passkeyStore, tokenStore } from '../../src/server/accounts/index.ts'
import type { Blobs } from '../../src/server/adapters/blobs/index.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { openChanges } from '../../src/server/adapters/changes/postgres.ts'
import { type Clock, systemClock } from '../../src/server/adapters/clock/index.ts'
import { answers, type Database, isAway, migrate, openDatabase, openPool } from '../../src/server/adapters/db/index.ts'
import { slateKey, takeFolder } from '../../src/server/adapters/folder/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { openWorkFolders } from '../../src/server/adapters/folder/work.ts'
import { migrateQueue, runQueue, waitingJobs } from '../../src/server/adapters/queue/index.ts'
import { chooseTranscoder } from '../../src/server/adapters/transcoder/choose.ts'
import type { Transcoder } from '../../src/server/adapters/transcoder/index.ts'
import { type BuiltPages, builtPages } from '../../src/server/adapters/tree/index.ts'
import { makeApp } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import type { Guards } from '../../src/server/http/guard.ts'
import { type Rates, standardRates } from '../../src/server/http/limits.ts'
import { mediaJobs } from '../../src/server/media/index.ts'
import { shoreStore } from '../../src/server/shore/index.ts'
import { socialStore } from '../../src/server/social/index.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import { storageStore } from '../../src/server/storage/index.ts'
import { retireJob, sweepJob, type VideoStore, videoStore } from '../../src/server/videos/index.ts'
import { Person } from './person.ts'

/** Rates no test runs into by accident. Tests of the limits ask for the standard ones. */
const generousRates = Object.fromEntries(
  Object.keys(standardRates).map(name => [name, { burst: 100_000, everyMs: 1 }]),
) as unknown as Rates

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
  transcoder?: Transcoder
  /** A weaker application, for the positive control of an attack. */
  guarding?: (app: FastifyInstance, guards: Guards) => void
}

export interface TestShore extends AsyncDisposable {
  url: string
  port: number
  folder: string
  db: Database
  videos: VideoStore
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

let numbered = 0

export async function openShore(options: Options = {}): Promise<TestShore> {
  const databaseUrl = await ownDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'onshore-shore-'))
  const taken = takeFolder(folder)
  const pool = openPool(databaseUrl, 8)
  const db = openDatabase(pool)
  if (options.from) {
    await migrate(db, options.from.migration)
    await options.from.fill(db)
  }
  await migrate(db)
  await migrateQueue(pool)

  const clock = options.clock ?? systemClock
  const config = readConfig(options.environment ?? {}, { data: folder, name: 'Onshore', jurisdiction: 'ZZ' })
  const videos = videoStore(db)
  const local = localBlobs(taken.blobs)
  const blobs = options.blobs?.(local) ?? local
  const uploads = openUploads(taken.uploads)
  const transcoder = options.transcoder ?? chooseTranscoder({ ffmpeg: null, mustConfine: false })
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
      social: socialStore(db),
      staff: staffStore(db),
      storage: storageStore(db),
      jobs: () => waitingJobs(pool),
      blobs,
      uploads,
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
    ...(options.guarding ? ([options.guarding] as const) : []),
  )
  await app.listen({ port: 0, host: 'localhost' })
  const { port } = app.server.address() as { port: number }
  const url = `http://localhost:${port}`
  const media = mediaJobs({ store: videos, uploads, blobs, transcoder, clock, work: openWorkFolders(taken.work) })
  const queue = options.isIdle
    ? null
    : await runQueue(pool, [
        {
          jobs: {
            ...media.short,
            'remove-object': sweepJob({ store: videos, blobs }),
            retire: retireJob({ store: videos }),
          },
          places: 2,
        },
        { jobs: media.long, places: 1 },
      ])

  const person = async (handle: string) => Person.join(url, handle)
  const people: Record<string, Person> = {}
  for (const handle of options.people ?? []) people[handle] = await person(handle)
  return {
    url,
    port,
    folder,
    db,
    videos,
    app,
    pages,
    transcoder,
    person,
    people,
    guest: () => new Person(url),
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
      await queue?.stop()
      await app.close()
      changes.close()
      await db.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The address of a database that nothing was done in. */
export async function ownDatabase(): Promise<string> {
  const url = inject('databaseUrl')
  const name = `t_${process.pid}_${numbered++}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return url.replace(/\/postgres(?=\?|$)/, `/${name}`)
}
