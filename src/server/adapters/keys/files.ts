import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { refuse } from '../../../core/errors.ts'

/** The shore's key; the one that takes its place while a rotation runs; the one it took the place of, until that is over. */
export type ShoreKeyName = 'shore.key' | 'shore.key.new' | 'shore.key.old'

export type KeyFiles = ReturnType<typeof openKeyFiles>

const head = 'onshore-shore-key-1'

/**
 * A folder of keys: the shore's own (32 bytes), one file for each account, sealed, and a name for each key that was destroyed.
 * Whatever is put is whole and on the disk when the call returns.
 */
export function openKeyFiles(folder: string) {
  const accounts = join(folder, 'accounts')
  const gone = join(folder, 'gone')
  for (const part of [folder, accounts, gone]) mkdirSync(part, { recursive: true, mode: 0o700 })
  for (const part of [accounts, gone]) sweepHalves(part)
  const fileOf = (id: string) => join(accounts, id.slice(-2), id)
  const goneOf = (name: string) => join(gone, name.slice(0, 2), name)
  const known = new Map<ShoreKeyName, { ino: number; at: number; key: Buffer }>()
  return {
    folder,
    /** Refuses `keys.damaged`. Read again when the file is another one, or was changed. */
    shoreKey(name: ShoreKeyName): Buffer | null {
      const file = join(folder, name)
      const now = statSync(file, { throwIfNoEntry: false })
      if (!now) return null
      const before = known.get(name)
      if (before?.ino === now.ino && before.at === now.mtimeMs) return before.key
      const [said, text] = (read(file)?.toString() ?? '').trim().split(' ')
      const key = Buffer.from(text ?? '', 'base64url')
      if (said !== head || key.length !== 32) throw refuse('keys.damaged', { got: name })
      known.set(name, { ino: now.ino, at: now.mtimeMs, key })
      return key
    },
    putShoreKey(name: ShoreKeyName, key: Buffer): void {
      put(join(folder, name), Buffer.from(`${head} ${key.toString('base64url')}\n`))
    },
    /** Of two that make one at the same moment, the first holds. */
    addShoreKey(key: Buffer): void {
      add(join(folder, 'shore.key'), Buffer.from(`${head} ${key.toString('base64url')}\n`))
    },
    moveShoreKey(from: ShoreKeyName, to: ShoreKeyName): void {
      renameSync(join(folder, from), join(folder, to))
      sync(folder)
    },
    removeShoreKey: (name: ShoreKeyName): void => destroy(join(folder, name)),

    accountKey: (id: string): Buffer | null => read(fileOf(id)),
    /** Of two that add one at the same moment, the first holds. */
    addAccountKey: (id: string, sealed: Buffer): void => add(fileOf(id), sealed),
    putAccountKey: (id: string, sealed: Buffer): void => put(fileOf(id), sealed),
    /** Written over before its name goes; what a disk keeps of that is named in docs/operate/keys.md. */
    removeAccountKey: (id: string): void => destroy(fileOf(id)),
    accountIds: (): string[] => names(accounts),
    /** Another one with every change of the file; null where there is none. */
    accountMark(id: string): string | null {
      const now = statSync(fileOf(id), { throwIfNoEntry: false })
      return now ? `${now.ino} ${now.mtimeMs}` : null
    },
    accountKeyAt: (id: string): Date | null => {
      const file = fileOf(id)
      return existsSync(file) ? statSync(file).mtime : null
    },

    addGone: (name: string, at: Date): void => put(goneOf(name), Buffer.from(at.toISOString())),
    goneAt: (name: string): Date | null => {
      const text = read(goneOf(name))?.toString()
      return text === undefined ? null : new Date(text)
    },
    removeGone: (name: string): void => rmSync(goneOf(name), { force: true }),
    goneNames: (): string[] => names(gone),

    note: (name: 'shares.json'): string | null => read(join(folder, name))?.toString() ?? null,
    putNote: (name: 'shares.json', text: string): void => put(join(folder, name), Buffer.from(text)),
  }
}

/** Puts a file in the place of another at once, or not at all. For files that are not in a folder of keys as well. */
export function put(file: string, bytes: Uint8Array): void {
  const mine = half(file, bytes)
  renameSync(mine, file)
  sync(dirname(file))
}

function add(file: string, bytes: Buffer): void {
  const mine = half(file, bytes)
  try {
    linkSync(mine, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(mine, { force: true })
  }
  sync(dirname(file))
}

let count = 0
function half(file: string, bytes: Uint8Array): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const mine = `${file}.${process.pid}.${count++}.half`
  writeFileSync(mine, bytes, { mode: 0o600, flush: true })
  return mine
}

function destroy(file: string): void {
  if (!existsSync(file)) return
  const open = openSync(file, 'r+')
  try {
    writeSync(open, Buffer.alloc(statSync(file).size), 0)
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
  rmSync(file)
  sync(dirname(file))
}

function sync(folder: string): void {
  const open = openSync(folder, 'r')
  try {
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}

/** A file that is not in a folder of keys. */
export const readWhole = (file: string): string => readFileSync(file, 'utf8')

function read(file: string): Buffer | null {
  // An exception costs more than a look.
  if (!existsSync(file)) return null
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const names = (folder: string): string[] =>
  readdirSync(folder).flatMap(part => readdirSync(join(folder, part)).filter(name => !name.endsWith('.half')))

/** What a killed process was writing. One that is being written now is younger. */
function sweepHalves(folder: string): void {
  for (const part of readdirSync(folder))
    for (const name of readdirSync(join(folder, part)).filter(one => one.endsWith('.half'))) {
      const file = join(folder, part, name)
      if (existsSync(file) && Date.now() - statSync(file).mtimeMs > 60_000) rmSync(file, { force: true })
    }
}
