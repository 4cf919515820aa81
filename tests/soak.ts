/**
 * What takes longer than a test run: a thousand kills of server and worker, and a thousand mutated files, in parts of a hundred. Stop it at any time; on the
 * same commit it goes on where it stopped. What came of it stands in `docs/audit/soak.json`.
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
  kills: number
  of: number
  failedParts: number
}

const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Soak) : null
const soak: Soak = before?.commit === commit ? before : { commit, at: '', kills: 0, of: all, failedParts: 0 }
while (soak.kills < all) {
  process.stdout.write(`${soak.kills} of ${all} kills and mutated files\n`)
  const { status } = spawnSync(
    'vitest',
    ['run', '-c', 'tests/vitest.config.ts', 'tests/media/kill', 'tests/attack/fuzz'],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ONSHORE_KILLS: String(part),
        ONSHORE_MUTATED: String(part),
        ONSHORE_MUTATED_FROM: String(soak.kills),
      },
    },
  )
  if (status === null) process.exit(1)
  soak.kills += part
  soak.at = new Date().toISOString()
  if (status !== 0) soak.failedParts++
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(soak, null, 2)}\n`)
}
process.stdout.write(`${soak.kills} kills, ${soak.failedParts} parts failed\n`)
process.exit(soak.failedParts > 0 ? 1 : 0)
