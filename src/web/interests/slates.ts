/**
 * The newest slate, checked before a candidate of it is looked at: its signature, its number, the hash of each pack. What does not
 * hold is refused, and the last good one serves on. Every device asks for the same addresses, without credentials.
 */
import { type ReadSlate, readSlate } from '../../core/feed/slate.ts'
import { type SlateHead, slateHead } from '../../core/wire/slates.ts'
import { fromBase64, isSigned, sha256 } from '../ledger/signed.ts'
import { keptRows } from '../shell/kept-rows.ts'

export interface Slate extends ReadSlate {
  /** SHA-256 of the head's bytes, hex. */
  hash: string
  number: number
  /** The words of each topic. */
  words: string[]
  placeOf: ReadonlyMap<string, number>
}

interface Written {
  head: Uint8Array
  signature: string
  packs: Uint8Array[]
}

const rows = keptRows<Written>('onshore-slates', 'slates')
let slate: Slate | null = null
let isRead = false

/** The slate of that hash; the last good one where it does not come or does not hold; null where there never was one. */
export async function slateOf(hash: string | null): Promise<Slate | null> {
  if (hash !== null && hash === slate?.hash) return slate
  const key = await signingKey().catch(() => null)
  if (!isRead) {
    isRead = true
    const kept = await rows.get('last').catch(() => undefined)
    slate = kept && key ? await check(kept, key).catch(() => null) : null
  }
  if (hash === null || hash === slate?.hash || !key) return slate
  try {
    const written = await fetchSlate(hash)
    const fresh = await check(written, key)
    // One that is older than what was seen is a good one sent again: it would take back what has been removed since.
    if (fresh.hash !== hash || (slate && fresh.number < slate.number)) return slate
    slate = fresh
    await rows.put('last', written).catch(() => undefined)
  } catch {
    // Refused: the last good one serves on.
  }
  return slate
}

const plain = { credentials: 'omit' } as const

async function bytesAt(hash: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; signature: string }> {
  const reply = await fetch(`/public/slates/${hash}`, plain)
  if (!reply.ok) throw new Error(`a slate answered ${reply.status}`)
  return { bytes: new Uint8Array(await reply.arrayBuffer()), signature: reply.headers.get('slate-signature') ?? '' }
}

async function fetchSlate(hash: string): Promise<Written> {
  const { bytes: head, signature } = await bytesAt(hash)
  const { packs } = readHead(head)
  // In the head's order, all of them: what a device leaves out would tell what it is after.
  const kept = await rows.get('last').catch(() => undefined)
  const known = new Map<string, Uint8Array>()
  for (const pack of kept?.packs ?? []) known.set(await sha256(pack), pack)
  const found: Uint8Array[] = []
  for (const { hash } of packs) found.push(known.get(hash) ?? (await bytesAt(hash)).bytes)
  return { head, signature, packs: found }
}

const readHead = (head: Uint8Array): SlateHead => slateHead.parse(JSON.parse(new TextDecoder().decode(head)))

async function check({ head, signature, packs }: Written, key: Uint8Array): Promise<Slate> {
  if (!(await isSigned(head, signature, key))) throw new Error('the slate is not signed by this shore')
  const signed = readHead(head)
  const { candidates, topics } = readSlate(signed, packs)
  for (const [n, { hash }] of signed.packs.entries())
    if ((await sha256(packs[n]!)) !== hash) throw new Error('a pack is not the one that was signed')
  return {
    hash: await sha256(head),
    number: signed.number,
    candidates,
    topics,
    words: signed.topics.map(({ words }) => words.join(' ')),
    placeOf: new Map(candidates.ids.map((id, place) => [id, place])),
  }
}

let keyAsked: Promise<Uint8Array<ArrayBuffer>> | null = null
/** The shore's key as its declaration names it. An auditor compares it with what others were given. */
function signingKey(): Promise<Uint8Array<ArrayBuffer>> {
  keyAsked ??= fetch('/.well-known/onshore.json', plain)
    .then(reply => reply.json() as Promise<{ slateKey: string }>)
    .then(({ slateKey }) => fromBase64(slateKey))
  keyAsked.catch(() => (keyAsked = null))
  return keyAsked
}
