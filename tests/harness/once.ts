/** Once for a whole run: the database servers, the pages built as they are now, and a folder for the clips. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/server/adapters/db/embedded.ts'
import { buildPages } from '../../src/server/main.ts'
import { prepareServer, waitForNoDisk } from './databases.ts'
import { hasPostgres15, openPostgres15 } from './postgres15.ts'
import { programsHere } from './programs.ts'
import { giveWayToShores } from './turn.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
    /** PostgreSQL 15 where it is here, for half of the tests; else the same. */
    olderDatabaseUrl: string
  }
}

/** One database server for the whole run: the embedded one, or the one that the environment names. */
async function openDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  return given ? { url: given, stop: async () => undefined } : startOwn()
}

async function startOwn() {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-test-'))
  const database = await startEmbedded(folder)
  await waitForNoDisk(database.url)
  return {
    url: database.url,
    async stop() {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The oldest that a shore may use, where it is here and the run has a choice. */
async function openOlder() {
  if (process.env['TEST_DATABASE_URL'] || !hasPostgres15) return null
  const database = await openPostgres15()
  await waitForNoDisk(database.url)
  await prepareServer(database.url)
  return database
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.once('exit', giveWayToShores())
  const database = await openDatabase()
  const [older] = await Promise.all([openOlder(), prepareServer(database.url)])
  await buildPages(() => process.stdout.write('Building the pages …\n'))
  project.provide('databaseUrl', database.url)
  project.provide('olderDatabaseUrl', older?.url ?? database.url)
  process.env['TEST_PROGRAMS'] = programsHere()
  // A run within a run shares the clips of the outer one.
  const clips = process.env['TEST_CLIPS'] ? null : mkdtempSync(join(tmpdir(), 'onshore-clips-'))
  if (clips) process.env['TEST_CLIPS'] = clips
  return async () => {
    await older?.[Symbol.asyncDispose]()
    await database.stop()
    if (clips) rmSync(clips, { recursive: true, force: true })
  }
}
