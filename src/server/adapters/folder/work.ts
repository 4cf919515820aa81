import { constants, createWriteStream } from 'node:fs'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { refuse } from '../../../core/errors.ts'

/** A folder for one piece of work, removed when it goes out of scope. */
export interface WorkFolder extends AsyncDisposable {
  readonly path: string
  file(name: string): string
  write(name: string, bytes: Uint8Array | string): Promise<string>
  remove(name: string): Promise<void>
  read(name: string): Promise<Buffer>
  /** Writes a stream into a new file. */
  take(name: string, content: AsyncIterable<Uint8Array>): Promise<string>
  /** Reads a file that must have this many bytes. An engine that wrote fewer found fewer pictures than the file promised: refuses `video.damaged`. */
  readExactly(name: string, bytes: number): Promise<Uint8Array>
  /** Reads a file that may have so many bytes and no more: refuses `video.damaged`. */
  readAtMost(name: string, bytes: number): Promise<Buffer>
}

export interface WorkFolders {
  open(): Promise<WorkFolder>
}

export function openWorkFolders(root: string): WorkFolders {
  return {
    async open() {
      const path = await mkdtemp(join(root, 'w-'))
      const file = (name: string) => join(path, name)
      return {
        path,
        file,
        async write(name, bytes) {
          await writeFile(file(name), bytes)
          return file(name)
        },
        read: name => readFile(file(name)),
        async remove(name) {
          await rm(file(name), { force: true })
        },
        async take(name, content) {
          await pipeline(content, createWriteStream(file(name), { flags: 'wx', mode: 0o600 }))
          return file(name)
        },
        async readExactly(name, bytes) {
          const found = await readOwn(file(name), bytes)
          if (found.length !== bytes) throw refuse('video.damaged', { got: 0 })
          return found
        },
        readAtMost: (name, bytes) => readOwn(file(name), bytes),
        async [Symbol.asyncDispose]() {
          await rm(path, { recursive: true, force: true })
        },
      }
    },
  }
}

/** What an engine wrote: a file of this folder, with no more bytes than it may have. */
async function readOwn(path: string, most: number): Promise<Buffer> {
  // An engine that was subverted could leave a link to somebody else's file.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    if ((await handle.stat()).size > most) throw refuse('video.damaged', { got: 0 })
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
