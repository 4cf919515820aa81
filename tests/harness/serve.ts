/** The real program in a process of its own, as `npm start` runs it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningIn } from '../../src/server/adapters/folder/index.ts'
import { ageAccounts } from './databases.ts'

const root = join(import.meta.dirname, '../..')

export interface Served extends AsyncDisposable {
  url: string
  port: number
  data: string
  main: ChildProcess
  output(): string
  /** Process ids of a role's child, found by its parent. */
  role(role: 'api' | 'worker' | 'keys'): number | null
  /** Engines at work on an uploaded file. */
  engines(videoId: string): number[]
  /** The database's server, then its sessions. */
  database(): number[]
  /** Makes its accounts older than a day. */
  age(): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

interface Options {
  data?: string
  args?: readonly string[]
  environment?: Record<string, string>
  /** The folder is there already, or is to be there again. */
  isKept?: boolean
}

/** Starts a shore and resolves when it says that it is ready; rejects with what it said when it ends before. */
export async function serve({
  data = mkdtempSync(join(tmpdir(), 'onshore-run-')),
  args = [],
  environment = {},
  isKept = false,
}: Options = {}): Promise<Served> {
  // A port of its own: while a killed api is being started again, another test's shore must not take its place.
  const port = await freePort()
  const main = spawn(
    process.execPath,
    [join(root, 'src/cli/onshore.js'), 'serve', '--data', data, '--port', String(port), ...args],
    {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  const ended = new Promise<number | null>(resolve => main.once('exit', code => resolve(code)))
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: string) => {
      said += text
      const found = /ready at (https?:\/\/\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    main.stdout!.setEncoding('utf8').on('data', hear)
    main.stderr!.setEncoding('utf8').on('data', hear)
    void ended.then(code => reject(new Error(`ended with ${code}: ${said}`)))
  })
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (main.exitCode === null) main.kill(signal)
    return ended
  }
  return {
    url,
    port,
    data,
    main,
    output: () => said,
    role: role =>
      childrenOf(main.pid!).find(pid =>
        commandOf(pid).includes(role === 'keys' ? 'keeper.ts\0' : `role.ts\0${role}`),
      ) ?? null,
    engines: enginesOn,
    database() {
      const server = childrenOf(main.pid!).find(pid => /\/bin\/postgres\0-D/.test(commandOf(pid)))
      return server === undefined
        ? []
        : [server, ...childrenOf(server).filter(pid => commandOf(pid).startsWith('postgres: onshore'))]
    },
    age: () => ageAccounts(runningIn(data).databaseUrl),
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
      if (!isKept) rmSync(data, { recursive: true, force: true })
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer()
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Every live process whose parent is this one. */
function childrenOf(parent: number): number[] {
  return processes().filter(pid => statOf(pid)?.parent === parent)
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
}

function statOf(pid: number): { parent: number } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return { parent: Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]) }
  } catch {
    return null
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Engines at work on files whose path has this in it: the innermost processes, not the sandbox around them. */
export function enginesOn(path: string): number[] {
  return processes().filter(pid => {
    const command = commandOf(pid)
    return /^\/usr\/bin\/ff(mpeg|probe)\0/.test(command) && command.includes(path)
  })
}

/** Processes of this machine whose command line names the folder: none is left when a shore has ended. */
export function processesNaming(folder: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(pid => `${pid} ${commandOf(Number(pid)).replaceAll('\0', ' ')}`)
    .filter(line => line.includes(folder))
}
