/**
 * One file that holds many: tar (POSIX.1-2001 pax), inside age (age-encryption.org/v1) where it is encrypted. Whoever writes it to a
 * recipient needs the public key only, and cannot read it afterwards.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption'
import tar from 'tar-stream'
import { recipientOf, type Seal } from './seal.ts'

export { type Seal, sealFor } from './seal.ts'
export { kindOf, unpack } from './unpack.ts'
export { fileKeyOf, unseal } from './unseal.ts'

export interface ArchiveKey {
  /** Kept by whoever may read the archives, away from the shore. */
  identity: string
  /** Given to the shore. */
  recipient: string
}

/** A new key pair, hybrid of X25519 and ML-KEM-768 (age’s `age1pq…`). */
export async function makeArchiveKey(): Promise<ArchiveKey> {
  const identity = await generateHybridIdentity()
  return { identity, recipient: await identityToRecipient(identity) }
}

export interface Entry {
  name: string
  bytes: number
  /** Hex. */
  sha256: string
}

export interface ArchiveWriter {
  /** Adds a file’s bytes under a name. */
  add(name: string, file: string): Promise<Entry>
  addText(name: string, text: string): Promise<Entry>
  /** The archive is whole, durable and under its own name when this resolves, with what the file came to. */
  finish(): Promise<{ bytes: number; sha256: string }>
  /** Leaves nothing behind. */
  abandon(): Promise<void>
}

/** `to`: an age public key, a seal, or null for a tar that anybody reads. Throws where a key is none. */
export async function writeArchive(path: string, to: string | Seal | null): Promise<ArchiveWriter> {
  const pack = tar.pack()
  const source = to === null ? Readable.from(pack) : await encrypted(Readable.from(pack), to)
  const part = `${path}.part`
  const whole = createHash('sha256')
  let wholeBytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      whole.update(chunk)
      wholeBytes += chunk.length
      done(null, chunk)
    },
  })
  const writing = pipeline(source, counted, createWriteStream(part, { mode: 0o600 }))
  writing.catch(error => pack.destroy(error as Error))
  const put = async (name: string, bytes: number, source: Readable): Promise<Entry> => {
    const digest = createHash('sha256')
    const entry = pack.entry({ name, size: bytes, mtime: new Date(0) })
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk)
        done(null, chunk)
      },
    })
    await pipeline(source, counting, entry)
    return { name, bytes, sha256: digest.digest('hex') }
  }
  return {
    async add(name, file) {
      // A file may grow meanwhile: what it had is taken.
      const { size } = await stat(file)
      const source = size === 0 ? Readable.from([]) : createReadStream(file, { end: size - 1, highWaterMark: 1 << 20 })
      return put(name, size, source)
    },
    async addText(name, text) {
      const bytes = Buffer.from(text)
      return put(name, bytes.length, Readable.from([bytes]))
    },
    async finish() {
      pack.finalize()
      await writing
      const handle = await open(part, 'r')
      await handle.sync()
      await handle.close()
      await rename(part, path)
      return { bytes: wholeBytes, sha256: whole.digest('hex') }
    },
    async abandon() {
      pack.destroy()
      await writing.catch(() => undefined)
      await rm(part, { force: true })
    },
  }
}

async function encrypted(plain: Readable, to: string | Seal): Promise<Readable> {
  const encrypter = new Encrypter()
  if (typeof to === 'string') encrypter.addRecipient(to)
  else encrypter.addRecipient(recipientOf(to))
  const sealed = await encrypter.encrypt(Readable.toWeb(plain) as globalThis.ReadableStream<Uint8Array>)
  return Readable.fromWeb(sealed as ReadableStream)
}

/**
 * Goes through an archive from its beginning, and hands each file over as a stream that has to be read to its end. Rejects for a
 * wrong key, and as soon as a byte is not the one that was written: each 64 KiB are authenticated before they are handed over.
 */
export async function readArchive(
  path: string,
  identity: string,
  onEntry: (name: string, bytes: number, content: Readable) => Promise<void>,
): Promise<Entry[]> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const source = createReadStream(path, { highWaterMark: 1 << 20 })
  const opened = await decrypter.decrypt(Readable.toWeb(source) as globalThis.ReadableStream<Uint8Array>)
  const extract = tar.extract()
  const reading = pipeline(Readable.fromWeb(opened as ReadableStream), extract)
  reading.catch(() => undefined)
  const entries: Entry[] = []
  for await (const entry of extract) {
    const { name, size = 0 } = entry.header
    const digest = createHash('sha256')
    const content = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk)
        done(null, chunk)
      },
    })
    await Promise.all([pipeline(entry as unknown as Readable, content), onEntry(name, size, content)])
    entries.push({ name, bytes: size, sha256: digest.digest('hex') })
  }
  await reading
  return entries
}
