import { createHash, randomUUID } from 'node:crypto'
import { constants, createWriteStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Blobs, type Kept, placeOf } from './index.ts'
import { openFile } from './send-file.ts'

/** Objects as files, two levels deep, written by temporary name, sync and rename. */
export function localBlobs(root: string): Blobs {
  const place = (hash: string): string => join(root, placeOf(hash))
  const size = async (hash: string): Promise<number | null> => {
    try {
      return (await stat(place(hash))).size
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }
  return {
    technology: 'local-files',
    size,
    async keep(file): Promise<Kept> {
      await mkdir(root, { recursive: true })
      const temporary = join(root, `.${randomUUID()}`)
      const digest = createHash('sha256')
      let bytes = 0
      // A link left by a subverted engine is not followed, and a pipe is not waited for.
      const source = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
      try {
        await pipeline(
          source.createReadStream({ highWaterMark: 1 << 20 }),
          async function* (chunks) {
            for await (const chunk of chunks as AsyncIterable<Buffer>) {
              digest.update(chunk)
              bytes += chunk.length
              yield chunk
            }
          },
          createWriteStream(temporary, { mode: 0o600 }),
        )
        const hash = digest.digest('hex')
        if ((await size(hash)) === bytes) return { hash, bytes }
        await sync(temporary)
        await mkdir(dirname(place(hash)), { recursive: true })
        await rename(temporary, place(hash))
        await sync(dirname(place(hash)))
        return { hash, bytes }
      } finally {
        await rm(temporary, { force: true })
      }
    },
    async open(hash) {
      return openFile(place(hash))
    },
    async copy(hash, file) {
      await copyFile(place(hash), file, constants.COPYFILE_EXCL)
    },
    async remove(hash) {
      await rm(place(hash), { force: true })
    },
    async *list() {
      for (const folder of await readdir(root)) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue
        for (const hash of await readdir(join(root, folder))) {
          if (!/^[0-9a-f]{64}$/.test(hash)) continue
          const found = await stat(place(hash)).catch(() => null)
          if (found) yield { hash, bytes: found.size, changedAt: found.mtime }
        }
      }
    },
    async free() {
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
    answers: async () => true,
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
