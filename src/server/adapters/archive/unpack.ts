import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import tar from 'tar-stream'
import { openPromise, type Entry as ZipEntry } from 'yauzl'
import { Refusal, refuse } from '../../../core/errors.ts'

/** What an archive may unpack to, whatever it says of itself. */
export interface Bounds {
  files: number
  bytes: number
  nameBytes: number
}

export type ArchiveKind = 'tar' | 'zip' | 'age'

/** What a file is by its first bytes; null for anything else. */
export async function kindOf(path: string): Promise<ArchiveKind | null> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0)
    const text = buffer.subarray(0, bytesRead).toString('latin1')
    if (text.startsWith('age-encryption.org/v1\n')) return 'age'
    if (text.startsWith('PK\u0003\u0004')) return 'zip'
    return text.slice(257, 262) === 'ustar' ? 'tar' : null
  } finally {
    await handle.close()
  }
}

type Take = (name: string, bytes: number, content: Readable) => Promise<void>

/**
 * Goes through a tar or a zip from a stranger and hands over its files, each a stream that has to be read to its end. A name is a name
 * here and never a path: whoever takes a file decides where it goes. Refuses `arrival.hostile`, `arrival.too-much`, `arrival.damaged`.
 */
export async function unpack(path: string, kind: 'tar' | 'zip', bounds: Bounds, take: Take): Promise<void> {
  const seen = new Set<string>()
  let bytes = 0
  const counted: Take = async (name, size, content) => {
    requireName(name, bounds)
    if (seen.has(name)) throw refuse('arrival.hostile', { got: `twice: ${shortened(name)}` })
    seen.add(name)
    bytes += size
    if (seen.size > bounds.files) throw refuse('arrival.too-much', { what: `> ${bounds.files} files` })
    if (bytes > bounds.bytes) throw refuse('arrival.too-much', { what: `> ${Math.ceil(bounds.bytes / 1e6)} MB` })
    await take(name, size, content)
  }
  try {
    await (kind === 'tar' ? unpackTar : unpackZip)(path, counted)
  } catch (error) {
    if (error instanceof Refusal || !isOfContent(error)) throw error
    throw refuse('arrival.damaged', { got: shortened(error instanceof Error ? error.message : String(error)) })
  }
}

/** A fault of the disk is ours, and is tried again. */
const isOfContent = (error: unknown): boolean =>
  !(error instanceof Error && 'syscall' in error && 'code' in error && error.code !== 'ENOENT')

const shortened = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?').slice(0, 80)

function requireName(name: string, { nameBytes }: Bounds): void {
  const parts = name.split('/')
  const isPlain =
    name !== '' &&
    Buffer.byteLength(name) <= nameBytes &&
    !/[\\\p{Cc}]/u.test(name) &&
    !/^[a-z]:/i.test(name) &&
    parts.every(part => part !== '' && part !== '.' && part !== '..')
  if (!isPlain) throw refuse('arrival.hostile', { got: shortened(name) })
}

async function unpackTar(path: string, take: Take): Promise<void> {
  const extract = tar.extract()
  const reading = pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), extract)
  reading.catch(() => undefined)
  for await (const entry of extract) {
    const { name, size = 0, type } = entry.header
    if (type === 'directory') {
      entry.resume()
      continue
    }
    if (type !== 'file') throw refuse('arrival.hostile', { got: `${type}: ${shortened(name)}` })
    await take(name, size, entry as unknown as Readable)
  }
  await reading
}

/** Of a file as large as this, the share that compression may have taken: what people keep does not shrink to a thousandth. */
const largeBytes = 10_000_000
const mostRatio = 300

async function unpackZip(path: string, take: Take): Promise<void> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true }).catch(error => {
    throw refusalOfZip(error)
  })
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      requirePlain(entry)
      await take(entry.fileName, entry.uncompressedSize, await zip.openReadStreamPromise(entry))
    }
  } catch (error) {
    throw refusalOfZip(error)
  } finally {
    zip.close()
  }
}

function requirePlain(entry: ZipEntry): void {
  const { fileName, uncompressedSize, compressedSize } = entry
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000
  if (mode !== 0 && mode !== 0o100000) throw refuse('arrival.hostile', { got: `link: ${shortened(fileName)}` })
  if (entry.isEncrypted()) throw refuse('arrival.damaged', { got: `encrypted: ${shortened(fileName)}` })
  if (uncompressedSize > largeBytes && uncompressedSize > compressedSize * mostRatio)
    throw refuse('arrival.too-much', { what: `${shortened(fileName)}, ${Math.ceil(uncompressedSize / 1e6)} MB` })
}

function refusalOfZip(error: unknown): unknown {
  const said = error instanceof Error ? error.message : String(error)
  // The library refuses such names itself.
  const name = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(said)?.[1]
  return name === undefined ? error : refuse('arrival.hostile', { got: shortened(name) })
}
