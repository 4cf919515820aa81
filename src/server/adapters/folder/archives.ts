import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'
import type { OpenObject } from '../blobs/index.ts'
import { openFile } from '../blobs/send-file.ts'

/**
 * Archives of accounts, by their id, on this machine’s disk: made here, or brought. One that is being written has another name until it
 * is whole. What is unpacked of one lies beside it, under numbers.
 */
export interface Archives {
  /** Where the tus library keeps what is brought. */
  readonly datastore: FileStore
  /** Path of an archive, for whoever writes it. */
  file(id: string): string
  /** Bytes of an archive that is there, or null. */
  size(id: string): Promise<number | null>
  /** True where as many bytes were received as were announced. */
  isWhole(id: string): Promise<boolean>
  /** Makes the received bytes durable. */
  sync(id: string): Promise<void>
  open(id: string): Promise<OpenObject>
  /** Takes it away, whole or half, and what was unpacked of it. */
  remove(id: string): Promise<void>
  /** Ids of everything that is there, half ones too. */
  ids(): Promise<string[]>
  /** Room left, in bytes. */
  free(): Promise<number>
  /** An empty place for what an archive holds; what was there of it before is gone. */
  unpack(id: string): Promise<Unpacked>
  /** Path of a file that was unpacked, for whoever takes it. */
  unpacked(id: string, place: number): string
  unpackedSize(id: string, place: number): Promise<number | null>
  /** Null where it has more bytes than it may. */
  readUnpacked(id: string, place: number, most: number): Promise<Buffer | null>
}

export interface Unpacked {
  /** Writes a file under a number; resolves with its SHA-256, hex. */
  take(place: number, content: AsyncIterable<Uint8Array>): Promise<string>
  read(place: number, most: number): Promise<Buffer | null>
}

const named = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.part|\.json|\.files)?$/

export function openArchives(path: string): Archives {
  const file = (id: string): string => {
    if (named.exec(id)?.[1] !== id) throw new Error(`not an archive: ${id}`)
    return join(path, id)
  }
  const unpacked = (id: string, place: number): string => join(`${file(id)}.files`, String(Math.trunc(place)))
  const size = (of: string) =>
    stat(of).then(
      found => found.size,
      () => null,
    )
  const readUnpacked = async (id: string, place: number, most: number): Promise<Buffer | null> => {
    const handle = await open(unpacked(id, place), 'r')
    try {
      return (await handle.stat()).size > most ? null : await handle.readFile()
    } finally {
      await handle.close()
    }
  }
  const datastore = new FileStore({ directory: path })
  return {
    datastore,
    file,
    size: id => size(file(id)),
    async isWhole(id) {
      return datastore.getUpload(id).then(
        found => found.offset === found.size,
        () => false,
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
    open: id => openFile(file(id)),
    async remove(id) {
      for (const ending of ['', '.part', '.json', '.files'])
        await rm(`${file(id)}${ending}`, { recursive: true, force: true })
    },
    async ids() {
      return [...new Set((await readdir(path)).flatMap(name => named.exec(name)?.[1] ?? []))]
    },
    async free() {
      const { bavail, bsize } = await statfs(path)
      return bavail * bsize
    },
    async unpack(id) {
      const folder = `${file(id)}.files`
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { mode: 0o700 })
      return {
        async take(place, content) {
          const digest = createHash('sha256')
          await pipeline(
            content,
            async function* (chunks) {
              for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
                digest.update(chunk)
                yield chunk
              }
            },
            createWriteStream(unpacked(id, place), { flags: 'wx', mode: 0o600 }),
          )
          return digest.digest('hex')
        },
        read: (place, most) => readUnpacked(id, place, most),
      }
    },
    unpacked,
    unpackedSize: (id, place) => size(unpacked(id, place)),
    readUnpacked,
  }
}
