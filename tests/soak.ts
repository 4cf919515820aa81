/**
 * What takes longer than a test run: a thousand kills of server, worker, engine and database, fifty each of archives, keys and erasures, a thousand mutated files, in parts
 * of a hundred; every write of a posting failing in turn, by both faults of a disk; fifty viewers of a thousand clips; ten thousand sequences of acts of institutions; and every test of the API on PostgreSQL 15. Stop it at any time; on the same commit
 * it goes on where it stopped. What came of it stands in `docs/audit/soak.json`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/audit/soak.json')
const all = 1000
const part = 100

interface Soak {
  commit: string
  at: string
  /** Kills, and as many mutated files. */
  done: number
  of: number
  /** Whether every write was made to fail, by an I/O error and by a full disk. */
  hasFailedWrites: boolean
  /** Whether fifty viewers had watched a thousand clips, and none of it was anywhere but with them. */
  hasViewed: boolean
  /** Random sequences of acts of institutions, of ten thousand. */
  sequences: number
  /** Whether every test of the API had passed on PostgreSQL 15. */
  hasOlderPostgres: boolean
  failedParts: string[]
}

const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Soak) : null
const soak: Soak =
  before?.commit === commit
    ? before
    : {
        commit,
        at: '',
        done: 0,
        of: all,
        hasViewed: false,
        sequences: 0,
        hasOlderPostgres: false,
        hasFailedWrites: false,
        failedParts: [],
      }

/** Runs test files as one part; its end, good or bad, is written before the next begins. */
function run(name: string, files: readonly string[], environment: Record<string, string>, change: () => void): void {
  process.stdout.write(`${name}\n`)
  const { status } = spawnSync('vitest', ['run', '-c', 'tests/vitest.config.ts', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  if (status === null) process.exit(1)
  change()
  soak.at = new Date().toISOString()
  if (status !== 0) soak.failedParts.push(name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(soak, null, 2)}\n`)
}

if (!soak.hasViewed)
  run(
    'a thousand views',
    ['tests/e2e/nothing-leaves'],
    { ONSHORE_VIEWERS: '50', ONSHORE_VIEWS: '20' },
    () => (soak.hasViewed = true),
  )
if (!soak.hasFailedWrites)
  run('every write fails', ['tests/media/faults'], { ONSHORE_FAULTS: 'both' }, () => (soak.hasFailedWrites = true))
if (!soak.hasOlderPostgres)
  run(
    'everything on PostgreSQL 15',
    ['tests/live/postgres15'],
    { ONSHORE_POSTGRES15: 'all' },
    () => (soak.hasOlderPostgres = true),
  )
for (const part = 2000; (soak.sequences ?? 0) < 10_000; ) {
  const from = soak.sequences ?? 0
  run(
    `sequences of institutions ${from} to ${from + part}`,
    ['tests/api/institutions-model'],
    { ONSHORE_SEQUENCES: String(part), ONSHORE_SEQUENCES_FROM: String(from + 1) },
    () => (soak.sequences = from + part),
  )
}
while (soak.done < all) {
  const from = soak.done
  run(
    `kills and mutated files ${from} to ${from + part}`,
    ['tests/media/kill', 'tests/media/archive-kill', 'tests/attack/fuzz'],
    {
      ONSHORE_KILLS: String(part),
      ONSHORE_ARCHIVE_KILLS: '5',
      ONSHORE_KILLS_FROM: String(from),
      ONSHORE_MUTATED: String(part),
      ONSHORE_MUTATED_FROM: String(from),
    },
    () => (soak.done += part),
  )
}
process.stdout.write(`${soak.done} kills and mutated files, ${soak.failedParts.length} parts failed\n`)
process.exit(soak.failedParts.length > 0 ? 1 : 0)
