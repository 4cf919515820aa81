/**
 * The shore as a whole: takes its folder, starts the database, builds the pages, and keeps two children running, the api and
 * the worker. Whatever ends it, they end with it.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Refusal, refuse } from '../core/errors.ts'
import { systemClock } from './adapters/clock/index.ts'
import { type EmbeddedDatabase, startEmbedded } from './adapters/db/embedded.ts'
import { answers, isAway, migrate, openDatabase, openPool, sql } from './adapters/db/index.ts'
import { isRestoring, type Running, runningIn, takeFolder } from './adapters/folder/index.ts'
import { socketPlace } from './adapters/keys/index.ts'
import { migrateQueue } from './adapters/queue/index.ts'
import { compiledFolder, compressPages, root, sourceFiles } from './adapters/tree/index.ts'
import { type Config, configKeys, readConfig, settingsOf } from './config.ts'
import { hostOf, requireDeclaredStores } from './shore/index.ts'
import { makeOperatorCode, staffStore } from './staff/index.ts'

export type StartStep =
  | 'startData'
  | 'startDatabase'
  | 'startDatabaseFirst'
  | 'startPages'
  | 'databaseEnded'
  | 'databaseAway'
  | 'operatorCode'

export interface ServeOptions {
  port: number | null
  data: string | null
  /** Whether the trial shore's clips are drawn. */
  isTrial: boolean
  /** Called as the start goes on; the caller has the words. */
  say(step: StartStep, facts?: Record<string, string>): void
}

export interface Shore {
  readonly address: string
  /** Resolves when the shore has stopped, by `stop` or by a signal. */
  readonly stopped: Promise<void>
  stop(): Promise<void>
}

const firstPort = 8080
/** V8's own choice for new objects is three times 16 MiB; requests are small, and most shores are. */
const youngMemory = '--max-semi-space-size=4'
/** Of V8's threads beside the one that answers, as many as have a processor of their own: more of them are in its way. */
const helpers = `--v8-pool-size=${Math.max(1, Math.min(4, availableParallelism() - 1))}`

/** Starts a shore and resolves when it answers. Refuses `shore.*` in words. */
export async function serve(options: ServeOptions): Promise<Shore> {
  const config = readConfig(undefined, {
    ...(options.data === null ? {} : { data: options.data }),
    ...(options.port === null ? {} : { port: options.port }),
  })
  requireDeclaredStores(config)
  if (isRestoring(config.data)) throw refuse('backup.unfinished', { where: config.data })
  const folder = takeFolder(config.data)
  let database: EmbeddedDatabase | null = null
  const undo: (() => Promise<void> | void)[] = [() => folder.release()]
  try {
    // Asked before the slow part, so that a taken port is said at once.
    await freePort(config)
    removeLeftovers(config.data)
    options.say('startData', { folder: config.data })
    if (!config.databaseUrl) {
      options.say(existsSync(join(config.data, 'postgres/complete')) ? 'startDatabase' : 'startDatabaseFirst')
      database = await startEmbedded(config.data)
      undo.unshift(() => database?.stop())
    }
    const databaseUrl = config.databaseUrl ?? database!.url
    await untilDatabaseAnswers(databaseUrl, host => options.say('databaseAway', { host }))
    await bringUpToDate(databaseUrl)
    await buildPages(() => options.say('startPages'))
    const environment = environmentFor(config, databaseUrl, 0)
    const keeper = await startKeeper(environment, undo, config.data)
    const kind = { isTrial: options.isTrial, isEmbedded: database !== null, keys: keeper }
    const worker = keepRunning('worker', 'role.ts', argumentsOf('worker', kind), environment)
    undo.unshift(() => worker.stop())
    const { api, port } = await startApi(config, databaseUrl, kind)
    undo.unshift(() => api.stop())
    const { s3Endpoint, s3Bucket, s3Region, s3Key, s3Secret } = config
    const objects = { s3Endpoint, s3Bucket, s3Region, s3Key, s3Secret }
    folder.announce({ pid: process.pid, port, databaseUrl, objects, keys: keeper, settings: settingsOf(config) })
    const address = config.origin ?? `http://localhost:${port}`
    const code = await firstOperatorCode(databaseUrl)
    if (code !== null) options.say('operatorCode', { address, code })
    return shoreOf(address, undo, database, options.say)
  } catch (error) {
    for (const step of undo) await step()
    throw error
  }
}

/**
 * One more api or worker for a shore that runs: on this machine, found through its folder, or on any database that the
 * configuration names. It shares the shore's folder. The address is an api's. Refuses `shore.not-running`, `shore.port-taken`.
 */
export async function serveRole(
  role: 'api' | 'worker',
  { data, port }: { data: string | null; port: number | null },
): Promise<Pick<Shore, 'stopped' | 'stop'> & { address: string | null }> {
  const config = readConfig(undefined, {
    ...(data === null ? {} : { data }),
    ...(port === null ? {} : { port }),
  })
  requireDeclaredStores(config)
  const databaseUrl = config.databaseUrl ?? runningIn(config.data).databaseUrl
  const undo: (() => Promise<void> | void)[] = []
  const keys = keysOfRunning(config) ?? (await startKeeper(environmentFor(config, databaseUrl, 0), undo, null))
  const kind = { isTrial: false, isEmbedded: config.databaseUrl === null, keys }
  let kept: Kept
  let address: string | null = null
  if (role === 'api') {
    await buildPages(() => undefined)
    const { api, port } = await startApi(config, databaseUrl, kind)
    kept = api
    address = `http://localhost:${port}`
  } else {
    kept = keepRunning('worker', 'role.ts', argumentsOf('worker', kind), environmentFor(config, databaseUrl, 0))
    await kept.isUp
  }
  const { promise: stopped, resolve } = Promise.withResolvers<void>()
  const stop = async () => {
    await kept.stop()
    for (const step of undo) await step()
    resolve()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop())
  return { address, stopped, stop }
}

function shoreOf(
  address: string,
  undo: (() => Promise<void> | void)[],
  database: EmbeddedDatabase | null,
  say: ServeOptions['say'],
): Shore {
  let stopping: Promise<void> | null = null
  const { promise: stopped, resolve } = Promise.withResolvers<void>()
  const stop = () => {
    stopping ??= (async () => {
      for (const step of undo) await step()
      resolve()
    })()
    return stopping
  }
  // A database that cannot be brought back takes the shore with it; starting again heals it.
  database?.ended.then(() => {
    if (stopping) return
    say('databaseEnded')
    process.exitCode = 1
    void stop()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
  return { address, stopped, stop }
}

/** Starts the api on the chosen port. Between looking for a free one and taking it another program may have been quicker. */
async function startApi(config: Config, databaseUrl: string, kind: Kind): Promise<{ api: Kept; port: number }> {
  for (let attempt = 0; ; attempt++) {
    const port = await freePort(config)
    const api = keepRunning('api', 'role.ts', argumentsOf('api', kind), environmentFor(config, databaseUrl, port))
    try {
      await api.isUp
      return { api, port }
    } catch (error) {
      await api.stop()
      if (config.port !== null || attempt > 20 || !String(error).includes('EADDRINUSE')) throw error
    }
  }
}

/** The chosen port, or 8080 or the next free one. Refuses `shore.port-taken`. */
async function freePort(config: Config): Promise<number> {
  const host = listenHost(config)
  if (config.port !== null) {
    if (!(await isFree(config.port, host))) throw refuse('shore.port-taken', { port: config.port })
    return config.port
  }
  for (let port = firstPort; port < firstPort + 100; port++) if (await isFree(port, host)) return port
  throw refuse('shore.port-taken', { port: firstPort })
}

function listenHost(config: Config): string {
  return config.origin && !config.proxy ? '0.0.0.0' : '127.0.0.1'
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host }, () => server.close(() => resolve(true)))
  })
}

/** A shore that was killed leaves its socket folder behind; nothing else knows its name. */
function removeLeftovers(data: string): void {
  try {
    const { databaseUrl, keys } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as Partial<Running>
    const folders = [new URL(databaseUrl ?? '').searchParams.get('host'), keys && dirname(keys)]
    for (const folder of folders)
      if (folder && basename(folder).startsWith('onshore-')) rmSync(folder, { recursive: true, force: true })
  } catch {
    // No earlier run, or one that was stopped properly.
  }
  rmSync(join(data, 'run.json'), { force: true })
}

/** A database that is on its way up, or away for a moment, is waited for; who waits is told what for. */
async function untilDatabaseAnswers(databaseUrl: string, onAway: (host: string) => void): Promise<void> {
  const pool = openPool(databaseUrl, 1)
  const db = openDatabase(pool)
  try {
    for (let attempt = 0; !(await answers(db)); attempt++) {
      // A wrong name or passphrase does not come right by waiting.
      if (attempt === 0) await sql`select 1`.execute(db).catch(error => !isAway(error) && Promise.reject(error))
      if (attempt % 15 === 0) onAway(hostOf(databaseUrl))
      await new Promise(resolve => setTimeout(resolve, 2000))
    }
  } finally {
    await db.destroy()
  }
}

async function bringUpToDate(databaseUrl: string): Promise<void> {
  const pool = openPool(databaseUrl, 2)
  const db = openDatabase(pool)
  await migrate(db)
  await migrateQueue(pool)
  await db.destroy()
}

/** A code for the first operator, a new one at each start; null once there is one. */
async function firstOperatorCode(databaseUrl: string): Promise<string | null> {
  const db = openDatabase(openPool(databaseUrl, 1))
  try {
    const store = staffStore(db)
    return (await store.countRoles()).operator > 0 ? null : await makeOperatorCode(store, systemClock)
  } finally {
    await db.destroy()
  }
}

/** Builds the pages when their source changed since they were built. */
export async function buildPages(onBuild: () => void): Promise<void> {
  const stamp = join(root, 'dist/stamp')
  const source = createHash('sha256')
  for (const file of sourceFiles()) {
    if (
      /^(src\/(web|core|server\/adapters\/tree)\/|package-lock\.json|vite\.config\.ts)/.test(file) &&
      !file.endsWith('.test.ts')
    )
      source.update(file).update(readFileSync(join(root, file)))
  }
  const hash = source.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  onBuild()
  const vite = spawn(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn', '--configLoader', 'native'],
    // Whatever the caller's NODE_ENV is: with another one, packages are taken in their development form.
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } },
  )
  let said = ''
  for (const stream of [vite.stdout, vite.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise(resolve => vite.once('close', resolve))
  if (code !== 0) throw new Error(`the pages could not be built:\n${said}`)
  compressPages()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, hash)
}

/** A child reads its settings from the environment, like any start; only what this process decided is set. */
function environmentFor(config: Config, databaseUrl: string, port: number): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TMPDIR: process.env['TMPDIR'],
    NODE_ENV: 'production',
    // What a child runs is stripped and compiled once: the next start is quicker, and holds no compiler in memory.
    NODE_COMPILE_CACHE: compiledFolder() ?? join(config.data, 'compiled'),
  }
  for (const [id, { name }] of Object.entries(configKeys)) {
    const value = config[id as keyof Config]
    if (value !== null && String(value) !== '') environment[name] = String(value)
  }
  return {
    ...environment,
    [configKeys.databaseUrl.name]: databaseUrl,
    [configKeys.port.name]: String(port),
    [configKeys.data.name]: config.data,
  }
}

/** What a child has to know besides the configuration. */
interface Kind {
  isTrial: boolean
  isEmbedded: boolean
  /** The socket of the process that keeps the keys. */
  keys: string
}

const argumentsOf = (role: 'api' | 'worker', { isTrial, isEmbedded, keys }: Kind): string[] => [
  role,
  isTrial ? 'trial' : 'bare',
  isEmbedded ? 'embedded' : 'external',
  keys,
]

/** Starts the process that keeps the keys, and says where it listens. */
async function startKeeper(
  environment: NodeJS.ProcessEnv,
  undo: (() => Promise<void> | void)[],
  data: string | null,
): Promise<string> {
  const place = socketPlace(data)
  undo.unshift(() => place.remove())
  const keeper = keepRunning('keys', 'keeper.ts', [place.path], environment)
  undo.unshift(() => keeper.stop())
  await keeper.isUp
  return place.path
}

/** The key process of the shore that runs in this folder, if one does. */
function keysOfRunning({ data }: Config): string | null {
  try {
    return runningIn(data).keys
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

interface Kept {
  isUp: Promise<void>
  stop(): Promise<void>
}

/** Runs a role and starts it again when it ends, a little later each time it ends at once. */
function keepRunning(
  role: 'api' | 'worker' | 'keys',
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Kept {
  let child: ChildProcess
  let isStopping = false
  let pauseMs = 0
  const { promise: isUp, resolve, reject } = Promise.withResolvers<void>()
  const start = () => {
    let wasUp = false
    child = fork(join(import.meta.dirname, program), [...args], {
      env: environment,
      execArgv: [youngMemory, helpers],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    child.on('message', message => {
      wasUp ||= message === 'up'
      if (message === 'up') resolve()
      else reject(new Error(`the ${role} did not start: ${String(message)}`))
    })
    child.once('exit', () => {
      if (isStopping) return
      // One that was working is wanted back at once; one that cannot start is given time.
      pauseMs = wasUp ? 0 : Math.min(5000, pauseMs * 2 + 100)
      setTimeout(() => !isStopping && start(), pauseMs)
    })
  }
  start()
  return {
    isUp,
    async stop() {
      isStopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise(done => child.once('exit', done))
      // Closing the channel is the word to stop; it is also what a killed parent says.
      if (child.connected) child.disconnect()
      const hurry = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(hurry)
    },
  }
}
