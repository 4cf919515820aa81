import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
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
  /** Makes the received bytes durable. */
  sync(id: string): Promise<void>
  remove(id: string): Promise<void>
  ids(): Promise<string[]>
  changedAt(id: string): Promise<Date | null>
}

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
    async ids() {
      return (await readdir(path)).filter(name => /^[0-9a-f-]{36}$/.test(name))
    },
  }
}
