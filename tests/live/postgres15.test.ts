import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { hasPostgres15, openPostgres15 } from '../harness/postgres15.ts'
import { serverOf } from '../harness/shore.ts'

const isAll = process.env['ONSHORE_POSTGRES15'] === 'all'
const root = join(import.meta.dirname, '../..')

async function versionOf(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query('show server_version_num')
    return Math.floor(Number(rows[0].server_version_num) / 10_000)
  } finally {
    await client.end()
  }
}

describe.skipIf(!hasPostgres15)(`on Debian’s PostgreSQL 15${hasPostgres15 ? '' : ' [postgresql-15]'}`, () => {
  it('every attack and every browser of this run stands, and everything else on the embedded database', async () => {
    expect(await versionOf(serverOf('/tests/attack/any.test.ts'))).toBe(15)
    expect(await versionOf(serverOf('/tests/e2e/any.test.ts'))).toBe(15)
    expect(await versionOf(serverOf('/tests/api/any.test.ts'))).toBeGreaterThan(15)
  })

  // `npm run soak` does.
  if (isAll)
    it('the API suite passes as on the embedded database', { timeout: 1_800_000 }, async () => {
      await using database = await openPostgres15()
      const folder = mkdtempSync(join(tmpdir(), 'onshore-report-'))
      const report = join(folder, 'report.json')
      const runner = spawn(
        process.execPath,
        [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts', 'tests/api'],
        {
          cwd: root,
          env: { ...process.env, TEST_DATABASE_URL: database.url, TEST_REPORT: report },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      )
      await new Promise(resolve => runner.once('exit', resolve))
      const found = JSON.parse(readFileSync(report, 'utf8')) as {
        numPassedTests: number
        numFailedTests: number
        testResults: { assertionResults: { status: string; fullName: string }[] }[]
      }
      rmSync(folder, { recursive: true })
      const failed = found.testResults
        .flatMap(file => file.assertionResults)
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => fullName)
      expect(failed).toEqual([])
      expect(found.numFailedTests).toBe(0)
      expect(found.numPassedTests).toBeGreaterThan(200)
    })
})
