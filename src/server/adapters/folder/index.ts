/** The shore's folder on disk: who holds it, where its parts are, and what a command on the same machine needs to find it. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { refuse } from '../../../core/errors.ts'

export type { Archives, Unpacked } from './archives.ts'
export type { Uploads } from './uploads.ts'
export type { WorkFolder, WorkFolders } from './work.ts'

const keyNames = ['slate-key.pem']

export interface Running {
  pid: number
  port: number
  databaseUrl: string
  /** The socket of the process that keeps the keys. */
  keys: string
  /** Where the shore keeps its objects, as its configuration has it. */
  objects: {
    s3Endpoint: string | null
    s3Bucket: string
    s3Region: string
    s3Key: string
    s3Secret: string
  }
  /** What a command says of the shore, whose environment it need not have. */
  settings: { minimumAge: number; joining: string; clipDays: number | null; hasModel: boolean }
}

export interface Folder {
  readonly path: string
  readonly uploads: string
  readonly blobs: string
  readonly work: string
  readonly archives: string
  /** What the running shore tells commands on this machine; readable by its owner only. */
  announce(running: Running): void
  release(): void
}

/** Takes the folder for this process. Refuses `shore.in-use` while another process holds it; a dead holder's claim heals. */
export function takeFolder(path: string): Folder {
  const root = resolve(path)
  mkdirSync(root, { recursive: true, mode: 0o700 })
  chmodSync(root, 0o700)
  const lock = join(root, 'lock')
  claim(lock, root)
  const parts = {
    uploads: join(root, 'uploads'),
    blobs: join(root, 'blobs'),
    work: join(root, 'work'),
    archives: join(root, 'archives'),
  }
  // Half-done work of a process that is gone; whatever mattered is in the database or among the blobs.
  rmSync(parts.work, { recursive: true, force: true })
  for (const part of Object.values(parts)) mkdirSync(part, { recursive: true, mode: 0o700 })
  return {
    path: root,
    ...parts,
    announce(running) {
      const file = join(root, 'run.json')
      writeFileSync(`${file}.new`, JSON.stringify(running), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    release() {
      rmSync(join(root, 'run.json'), { force: true })
      rmSync(lock, { force: true })
    },
  }
}

/** The running shore of a folder. Refuses `shore.not-running`. */
export function runningIn(path: string): Running {
  const root = resolve(path)
  const holder = readHolder(join(root, 'lock'))
  if (!holder || !isAlive(holder) || !existsSync(join(root, 'run.json')))
    throw refuse('shore.not-running', { folder: root })
  return JSON.parse(readFileSync(join(root, 'run.json'), 'utf8')) as Running
}

/** Keys of the shore that a copy of it needs, by name, as far as they are there. */
export function keysIn(folder: string): { name: string; file: string }[] {
  return keyNames.map(name => ({ name, file: join(folder, name) })).filter(({ file }) => existsSync(file))
}

/** Puts a key back where there is none. */
export function putKey(folder: string, name: string, file: string): void {
  if (!keyNames.includes(name)) throw new Error(`not a key of a shore: ${name}`)
  renameSync(file, join(folder, name))
  chmodSync(join(folder, name), 0o600)
}

const restoringIn = (folder: string): string => join(folder, 'restoring')

/** Marks a folder as one whose restore has begun and is not done; a start refuses it, and a restore may begin anew in it. */
export const beginRestore = (folder: string): void => writeFileSync(restoringIn(folder), '', { mode: 0o600 })
export const endRestore = (folder: string): void => rmSync(restoringIn(folder), { force: true })
export const isRestoring = (folder: string): boolean => existsSync(restoringIn(folder))

/** Takes away whatever was put into a folder that was empty before. */
export function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
}

/** True where nothing has been kept in the folder yet. */
export const isEmptyFolder = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0

/** The shore's Ed25519 key for slates, made at the first start. Api and worker may both be the first: whose key is there holds. */
export function slateKey(folder: string): KeyObject {
  const file = join(folder, 'slate-key.pem')
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    const mine = `${file}.${randomUUID()}`
    writeFileSync(mine, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    try {
      linkSync(mine, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(mine, { force: true })
    }
  }
  return createPrivateKey(readFileSync(file))
}

interface Holder {
  pid: number
  /** Start time of the process in clock ticks since boot: a process id alone comes round again. */
  startedAt: string
}

function claim(lock: string, root: string): void {
  const mine = `${lock}.${randomUUID()}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        // A link is made whole or not at all, so nobody ever reads half a lock.
        linkSync(mine, lock)
        return
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = readHolder(lock)
      if (holder && isAlive(holder)) throw refuse('shore.in-use', { pid: holder.pid, folder: root })
      rmSync(lock, { force: true })
    }
    throw refuse('shore.in-use', { pid: 0, folder: root })
  } finally {
    rmSync(mine, { force: true })
  }
}

function readHolder(lock: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder
  } catch {
    return null
  }
}

function startOf(pid: number): string | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22, counted after the command name, which may hold spaces and brackets (proc(5)).
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return existsSync('/proc/self/stat') ? null : aliveWithoutProc(pid)
  }
}

function aliveWithoutProc(pid: number): string | null {
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch {
    return null
  }
}

function isAlive(holder: Holder): boolean {
  const startedAt = startOf(holder.pid)
  return startedAt !== null && startedAt === holder.startedAt
}
