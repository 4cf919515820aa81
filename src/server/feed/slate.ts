import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Slate } from '../../core/wire/slate.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { presentVideo, type VideoStore } from '../videos/index.ts'
import type { SlatesStore } from './slates-store.ts'

export interface MadeSlate {
  slate: Slate
  body: Buffer
  brotli: Buffer
  /** Base64 Ed25519 signature over `body`. */
  signature: string
  etag: string
}

export interface Slates {
  current(): Promise<MadeSlate>
  /** The current slate where it is at hand; null where it has to be looked at again. */
  fresh(): MadeSlate | null
  /** Base64 of the raw 32-byte public key. */
  publicKey: string
}

const newestCount = 120
const bestLovedCount = 60
/** A slate is looked at again after this long; while nothing changed, the same bytes go on being sent. */
const freshMs = 1000

const compress = promisify(brotliCompress)

export function openSlates({
  store,
  slates,
  clock,
  key,
  shoreName,
}: {
  store: VideoStore
  slates: Pick<SlatesStore, 'last'>
  clock: Clock
  key: KeyObject
  shoreName: string
}): Slates {
  let made: MadeSlate | null = null
  let entriesOfMade = ''
  let until = 0
  let making: Promise<MadeSlate> | null = null

  async function make(): Promise<MadeSlate> {
    const [rows, newest] = await Promise.all([store.candidates(newestCount, bestLovedCount), slates.last()])
    const entries = rows.map(row => presentVideo(row))
    const ranked = newest?.hash ?? null
    const text = JSON.stringify([entries, ranked])
    until = performance.now() + freshMs
    if (made && text === entriesOfMade) return made
    const slate: Slate = { shore: shoreName, madeAt: clock.now().toISOString(), entries, ranked }
    const body = Buffer.from(JSON.stringify(slate))
    const signature = sign(null, body, key).toString('base64')
    const brotli = await compress(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    })
    made = { slate, body, brotli, signature, etag: `"${signature.slice(0, 27)}"` }
    entriesOfMade = text
    return made
  }
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
    fresh: () => (performance.now() < until ? made : null),
    async current() {
      if (made && performance.now() < until) return made
      making ??= make().finally(() => {
        making = null
      })
      return making
    },
  }
}
