import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'

/** Files as they were sent, by video id. The tus library writes them; this reads and removes them. */
export interface Uploads {
  /** Where the tus library keeps what arrives. */
  readonly datastore: FileStore
  /** Path of the file, for the transcoder. */
  file(id: string): string
  /** Bytes received so far, or null where there is no such upload. */
  size(id: string): Promise<number | null>
  /** True where as many bytes were received as were announced. */
  isWhole(id: string): Promise<boolean>
  /** SHA-256 of what is there, as hexadecimal digits. */
  hash(id: string): Promise<string>
  /** Makes the received bytes durable. */
  sync(id: string): Promise<void>
  remove(id: string): Promise<void>
  ids(): Promise<string[]>
  changedAt(id: string): Promise<Date | null>
  /** Room left where uploads are kept, in bytes. */
  free(): Promise<number>
  /** Links what is there into a folder of the same disk, where it stays; what is linked already is left. Returns all names. */
  holdIn(folder: string): Promise<string[]>
  /** Takes a file of the same disk as what was sent for an upload, and leaves it where it is. Twice is once. */
  take(id: string, from: string): Promise<void>
  /** Puts back a file that was held, under its name. */
  put(name: string, file: string): Promise<void>
}

const held = /^[0-9a-f-]{36}(\.json)?$/

export function openUploads(path: string): Uploads {
  const datastore = new FileStore({ directory: path })
  const file = (id: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`not an upload id: ${id}`)
    return join(path, id)
  }
  return {
    datastore,
    file,
    async size(id) {
      return stat(file(id)).then(
        ({ size }) => size,
        () => null,
      )
    },
    async isWhole(id) {
      return datastore.getUpload(id).then(
        ({ offset, size }) => offset === size,
        () => false,
      )
    },
    async changedAt(id) {
      return stat(file(id)).then(
        ({ mtime }) => mtime,
        () => null,
      )
    },
    async hash(id) {
      const hash = createHash('sha256')
      await pipeline(createReadStream(file(id), { highWaterMark: 1024 * 1024 }), hash)
      return hash.digest('hex')
    },
    async sync(id) {
      const handle = await open(file(id), 'r')
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
    async remove(id) {
      await Promise.all([rm(file(id), { force: true }), rm(`${file(id)}.json`, { force: true })])
    },
    async free() {
      const { bavail, bsize } = await statfs(path)
      return bavail * bsize
    },
    async holdIn(folder) {
      for (const name of await readdir(path))
        if (held.test(name))
          await link(join(path, name), join(folder, name)).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error
          })
      return (await readdir(folder)).filter(name => held.test(name))
    },
    async take(id, from) {
      await rm(file(id), { force: true })
      await link(from, file(id))
    },
    async put(name, from) {
      if (!held.test(name)) throw new Error(`not an upload: ${name}`)
      await rename(from, join(path, name))
    },
    async ids() {
      return (await readdir(path)).filter(name => /^[0-9a-f-]{36}$/.test(name))
    },
  }
}
