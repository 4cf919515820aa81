/** Debian's PostgreSQL 15 on a port of loopback, with its own folder: the oldest that a shore may use. */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './serve.ts'

const programs = '/usr/lib/postgresql/15/bin'
export const hasPostgres15 = existsSync(join(programs, 'initdb'))

export interface OtherDatabase extends AsyncDisposable {
  url: string
  host: string
}

const asRoot = process.getuid?.() === 0
const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
/** The database refuses to run as root; the package made a user for it. */
const asItself = (command: readonly string[]) =>
  asRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...command] : [...command]

export async function openPostgres15(): Promise<OtherDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-pg15-'))
  if (asRoot) chownSync(folder, idOf('-u'), idOf('-g'))
  const [make, ...made] = asItself([
    ...[join(programs, 'initdb'), '-D', join(folder, 'data'), '-U', 'onshore', '-A', 'trust', '-E', 'UTF8'],
    ...['--locale=C.UTF-8', '--no-sync'],
  ])
  const { status, stderr } = spawnSync(make!, made, { encoding: 'utf8', cwd: folder })
  if (status !== 0) throw new Error(`initdb: ${stderr}`)
  const port = await freePort()
  const [start, ...started] = asItself([
    ...[join(programs, 'postgres'), '-D', join(folder, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', folder],
    ...['-c', 'fsync=off', '-c', 'max_connections=200'],
  ])
  const server = spawn(start!, started, { stdio: 'ignore', cwd: folder })
  for (let attempt = 0; ; attempt++) {
    const { status } = spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
    if (status === 0) break
    if (attempt > 100) throw new Error('PostgreSQL 15 did not come up within ten seconds')
    await pause(100)
  }
  return {
    url: `postgres://onshore@127.0.0.1:${port}/postgres`,
    host: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
