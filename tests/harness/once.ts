/** Once for a whole run: one database server, the pages built as they are now, and a folder for the clips. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/server/adapters/db/embedded.ts'
import { buildPages } from '../../src/server/main.ts'
import { prepareServer, waitForNoDisk } from './databases.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
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

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await openDatabase()
  await prepareServer(database.url)
  await buildPages(() => process.stdout.write('Building the pages …\n'))
  project.provide('databaseUrl', database.url)
  // A run within a run shares the clips of the outer one.
  const clips = process.env['TEST_CLIPS'] ? null : mkdtempSync(join(tmpdir(), 'onshore-clips-'))
  if (clips) process.env['TEST_CLIPS'] = clips
  return async () => {
    await database.stop()
    if (clips) rmSync(clips, { recursive: true, force: true })
  }
}
