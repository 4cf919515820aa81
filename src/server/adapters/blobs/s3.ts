import { createHash } from 'node:crypto'
import { constants, createWriteStream, openAsBlob } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { S3mini } from 's3mini'
import { type Blobs, type Kept, placeOf, StoreAway } from './index.ts'

export interface S3Place {
  /** `https://host`, without the bucket; addressed by path. */
  endpoint: string
  bucket: string
  region: string
  key: string
  secret: string
}

const wholeBytes = 512 * 1024
const isAwayStatus = (status: number) => status >= 500 || status === 429

/** Objects in a bucket of any server that speaks S3, under the same two-level names as local files. */
export function s3Blobs({ endpoint, bucket, region, key, secret }: S3Place): Blobs {
  const client = new S3mini({
    accessKeyId: key,
    secretAccessKey: secret,
    endpoint: `${endpoint}/${bucket}`,
    region,
    // What is not there is an answer; a server that cannot be reached, or cannot answer, is away.
    fetch: async (input, init) => {
      let reply: Response
      // A store that takes a request and says nothing is away as well. Of a reply, only its beginning is waited for like this.
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(), init?.method === 'PUT' || init?.method === 'POST' ? 120_000 : 10_000)
      try {
        reply = await fetch(input, { ...init, signal: late.signal })
      } catch (error) {
        throw new StoreAway(`the object store does not answer: ${causeOf(error)}`, { cause: error })
      } finally {
        clearTimeout(timer)
      }
      if (isAwayStatus(reply.status)) {
        await reply.body?.cancel()
        throw new StoreAway(`the object store answers ${reply.status}`)
      }
      return reply
    },
  })
  let asked: { at: number; answer: Promise<boolean> } | null = null
  const size = async (hash: string): Promise<number | null> => {
    const name = placeOf(hash)
    try {
      return await client.getContentLength(name)
    } catch (error) {
      if (statusOf(error) === 404) return null
      throw awayIn(error) ?? error
    }
  }
  const read = async (hash: string, range?: { start: number; end: number }): Promise<Readable> => {
    try {
      const reply = range
        ? await client.getObjectRaw(placeOf(hash), false, range.start, range.end + 1)
        : await client.getObjectRaw(placeOf(hash))
      // The whole object in place of a range would be more than was announced.
      if (range && reply.status !== 206) throw new StoreAway(`the object store answers a range with ${reply.status}`)
      return Readable.fromWeb(reply.body as ReadableStream)
    } catch (error) {
      throw awayIn(error) ?? error
    }
  }
  return {
    technology: 's3',
    size,
    async keep(file): Promise<Kept> {
      // A link left by a subverted engine is not followed, and a pipe is not waited for.
      const source = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
      try {
        const digest = createHash('sha256')
        let bytes = 0
        for await (const chunk of source.createReadStream({ autoClose: false, start: 0, highWaterMark: 1 << 20 })) {
          digest.update(chunk as Buffer)
          bytes += (chunk as Buffer).length
        }
        const hash = digest.digest('hex')
        if ((await size(hash)) === bytes) return { hash, bytes }
        const whole = await openAsBlob(`/proc/self/fd/${source.fd}`, { type: 'application/octet-stream' })
        await client.putAnyObject(placeOf(hash), whole).catch(error => {
          throw awayIn(error) ?? error
        })
        if ((await size(hash)) !== bytes) throw new Error(`the object store kept another size of ${hash}`)
        return { hash, bytes }
      } finally {
        await source.close()
      }
    },
    async open(hash) {
      if ((await size(hash)) === null) throw new Error(`there is no object ${hash}`)
      return {
        send: async ({ start, end, atOnce = wholeBytes }, to) =>
          pump(await read(hash, { start, end }), to, end - start + 1, atOnce),
        close: async () => undefined,
      }
    },
    async copy(hash, file) {
      try {
        await pipeline(await read(hash), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
      } catch (error) {
        await rm(file, { force: true })
        throw error
      }
    },
    async remove(hash) {
      await client.deleteObject(placeOf(hash)).catch(error => {
        if (statusOf(error) !== 404) throw awayIn(error) ?? error
      })
    },
    async *list() {
      let token: string | undefined
      do {
        const page = await client.listObjectsPaged('/', '', 1000, token).catch(error => {
          throw awayIn(error) ?? error
        })
        for (const { Key, Size, LastModified } of page?.objects ?? []) {
          const hash = Key.split('/').at(-1)!
          if (Key === `${hash.slice(0, 2)}/${hash}` && /^[0-9a-f]{64}$/.test(hash))
            yield { hash, bytes: Number(Size), changedAt: new Date(LastModified) }
        }
        token = page?.nextContinuationToken
      } while (token)
    },
    // A store says no itself when it is full.
    free: async () => Number.MAX_SAFE_INTEGER,
    // Whoever asks, and however often: the store is asked once a second at most.
    answers() {
      if (asked === null || performance.now() - asked.at > 1000)
        asked = { at: performance.now(), answer: client.bucketExists().catch(() => false) }
      return asked.answer
    },
  }
}

/** Pieces of at most `atOnce`, each written when the one before was taken; what is not wanted any more is not fetched. */
async function pump(from: Readable, to: Writable, bytes: number, atOnce: number): Promise<void> {
  let left = bytes
  const leave = () => from.destroy()
  to.once('close', leave)
  try {
    for await (const chunk of from as AsyncIterable<Uint8Array>) {
      for (let at = 0; at < chunk.length; at += atOnce) {
        if (to.destroyed) return
        await new Promise<void>(resolve => to.write(chunk.subarray(at, at + atOnce), () => resolve()))
      }
      left -= chunk.length
    }
    if (left !== 0 && !to.destroyed) throw new StoreAway('the object store sent less than it has')
    if (!to.destroyed) await new Promise<void>(resolve => to.end(() => resolve()))
  } catch (error) {
    if (!to.destroyed) throw error
  } finally {
    to.off('close', leave)
  }
}

function statusOf(error: unknown): number | null {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { status } = one as { status?: number }
    if (status !== undefined) return status
  }
  return null
}

/** The library wraps what its fetch throws. */
function awayIn(error: unknown): StoreAway | null {
  for (let one: unknown = error; one instanceof Error; one = one.cause) if (one instanceof StoreAway) return one
  return null
}

const causeOf = (error: unknown): string => {
  const { cause, message } = error as Error
  return cause instanceof Error ? cause.message : message
}
