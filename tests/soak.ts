/**
 * What takes longer than a test run, in parts: `npm run soak` runs them all, `npm run soak -- sequences kills` those two. Stop it at any
 * time: on the same commit a part goes on where it stopped. What came of each, when, and on which commit stands in
 * `docs/audit/soak.json`; a part that was not run anew keeps what came of it before.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Part {
  what: string
  of: number
  /** So many of them in one go. */
  step: number
  files: readonly string[]
  environment(from: number, step: number): Record<string, string>
}

interface Outcome {
  done: number
  of: number
  commit: string
  at: string
  /** Where each go began that did not pass. */
  failedFrom: number[]
}

const parts: Record<string, Part> = {
  views: {
    what: 'views of fifty viewers, none of which is anywhere but with them',
    ...{ of: 1000, step: 1000, files: ['tests/e2e/nothing-leaves'] },
    environment: () => ({ ONSHORE_VIEWERS: '50', ONSHORE_VIEWS: '20' }),
  },
  faults: {
    what: 'faults of a disk, each at every write of a posting in turn',
    ...{ of: 2, step: 2, files: ['tests/media/faults'] },
    environment: () => ({ ONSHORE_FAULTS: 'both' }),
  },
  postgres15: {
    what: 'the stories of the API on PostgreSQL 15',
    ...{ of: 1, step: 1, files: ['tests/live/postgres15'] },
    environment: () => ({ ONSHORE_POSTGRES15: 'all' }),
  },
  sequences: {
    what: 'random sequences of acts of institutions',
    ...{ of: 10_000, step: 1000, files: ['tests/api/institutions-model'] },
    environment: (from, step) => ({
      ONSHORE_SEQUENCES: String(step),
      ONSHORE_SEQUENCES_FROM: String(from + 1),
    }),
  },
  kills: {
    what: 'kills of server, worker, engine and database, as many mutated files, and for twenty of each one kill of archives, keys and erasures',
    ...{ of: 1000, step: 100, files: ['tests/media/kill', 'tests/media/archive-kill', 'tests/attack/fuzz'] },
    environment: (from, step) => ({
      ONSHORE_KILLS: String(step),
      ONSHORE_ARCHIVE_KILLS: String(step / 20),
      ONSHORE_KILLS_FROM: String(from),
      ONSHORE_MUTATED: String(step),
      ONSHORE_MUTATED_FROM: String(from),
    }),
  },
}

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/audit/soak.json')
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const outcomes = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Record<string, Outcome>

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !parts[name])
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.\n`)
  process.exit(2)
}

let hasFailed = false
for (const [name, { what, of, step, files, environment }] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const before = outcomes()[name]
  const outcome: Outcome = before?.commit === commit ? before : { done: 0, of, commit, at: '', failedFrom: [] }
  while (outcome.done < of) {
    process.stdout.write(`${name}, ${outcome.done} of ${of}: ${what}\n`)
    const { status } = spawnSync('vitest', ['run', '-c', 'tests/vitest.config.ts', ...files], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment(outcome.done, step) },
    })
    // It was stopped: nothing came of this go.
    if (status === null) process.exit(1)
    if (status !== 0) outcome.failedFrom.push(outcome.done)
    outcome.done += step
    outcome.at = new Date().toISOString()
    mkdirSync(dirname(file), { recursive: true })
    // Another part may have been run beside this one.
    writeFileSync(file, `${JSON.stringify({ ...outcomes(), [name]: outcome }, null, 2)}\n`)
  }
  hasFailed ||= outcome.failedFrom.length > 0
}
process.exit(hasFailed ? 1 : 0)
