import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasPostgres15, openPostgres15 } from '../harness/postgres15.ts'

/** Files whose statements others go through as well, and such as repeat them many times over; `npm run soak` leaves none out. */
const repeating =
  process.env['ONSHORE_POSTGRES15'] === 'all'
    ? []
    : [
        ...[
          'moderation-model',
          'moving',
          'archive',
          'foreign-archives',
          'institutions-model',
          'young',
          'newcomers',
          'joining',
        ],
        ...[
          'sharing',
          'passkeys',
          'same-file',
          'schedule',
          'videos',
          'notices',
          'kept',
          'changes',
          'storage',
          'keys',
          'follows',
        ],
      ]
const root = join(import.meta.dirname, '../..')

describe.skipIf(!hasPostgres15)(`on Debian’s PostgreSQL 15${hasPostgres15 ? '' : ' [postgresql-15]'}`, () => {
  it('the API suite, but for its long repetitions, passes as on the embedded database', {
    timeout: 900_000,
  }, async () => {
    await using database = await openPostgres15()
    const report = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.json')
    const runner = spawn(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--config',
        'tests/vitest.config.ts',
        'tests/api',
        ...repeating.flatMap(name => ['--exclude', `tests/api/${name}.test.ts`]),
      ],
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
    const failed = found.testResults
      .flatMap(file => file.assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName)
    expect(failed).toEqual([])
    expect(found.numFailedTests).toBe(0)
    expect(found.numPassedTests).toBeGreaterThan(30)
  })
})
