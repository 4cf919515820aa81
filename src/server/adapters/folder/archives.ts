import { readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenObject } from '../blobs/index.ts'
import { openFile } from '../blobs/send-file.ts'

/** Archives of accounts, by their id, on this machine’s disk. One that is being written has another name until it is whole. */
export interface Archives {
  /** Path of an archive, for whoever writes it. */
  file(id: string): string
  /** Bytes of an archive that is whole, or null. */
  size(id: string): Promise<number | null>
  open(id: string): Promise<OpenObject>
  /** Takes it away, whole or half. */
  remove(id: string): Promise<void>
  /** Ids of everything that is there, half ones too. */
  ids(): Promise<string[]>
  /** Room left, in bytes. */
  free(): Promise<number>
}

const named = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.part)?$/

export function openArchives(path: string): Archives {
  const file = (id: string): string => {
    if (!named.test(id) || id.endsWith('.part')) throw new Error(`not an archive: ${id}`)
    return join(path, id)
  }
  return {
    file,
    async size(id) {
      return stat(file(id)).then(
        ({ size }) => size,
        () => null,
      )
    },
    open: id => openFile(file(id)),
    async remove(id) {
      await Promise.all([rm(file(id), { force: true }), rm(`${file(id)}.part`, { force: true })])
    },
    async ids() {
      return [...new Set((await readdir(path)).flatMap(name => named.exec(name)?.[1] ?? []))]
    },
    async free() {
      const { bavail, bsize } = await statfs(path)
      return bavail * bsize
    },
  }
}
