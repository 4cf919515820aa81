/** Once for a whole run: one database server, and the pages built as they are now. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/server/adapters/db/embedded.ts'
import { buildPages } from '../../src/server/main.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-test-'))
  const database = await startEmbedded(folder)
  await buildPages(() => process.stdout.write('Building the pages …\n'))
  project.provide('databaseUrl', database.url)
  return async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
