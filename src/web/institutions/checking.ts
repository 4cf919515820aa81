import { faultIn, leafText, type SignedLeaf, utf8 } from '../../core/ledger/leaf.ts'
import { fromBase64, isSigned, sha256 } from '../ledger/signed.ts'
import { call } from '../shell/api.ts'

export interface ReadRecord {
  record: string
  /** The shore's public key as the record names it, raw, base64. */
  key: string
  items: SignedLeaf[]
}

/** The record whole, from its first entry on. */
export async function readRecord(handle: string): Promise<ReadRecord> {
  const items: SignedLeaf[] = []
  for (let from: number | null = 0; ; ) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(handle, from)
    items.push(...(page.items as SignedLeaf[]))
    from = page.next
    if (from === null) return { record: page.record, key: page.key, items }
  }
}

/** The shore's public key as it declares it, raw, base64. */
export async function declaredKey(): Promise<string> {
  const reply = await fetch('/.well-known/onshore.json', { credentials: 'omit' })
  return ((await reply.json()) as { slateKey: string }).slateKey
}

const readPage = (handle: string, from: number) =>
  call('GET /public/institutions/{handle}/record', { path: { handle }, query: { from } })

type Fault = Awaited<ReturnType<typeof faultIn>> | { number: 0; fault: 'key' }

/** Whether every entry follows the one before and is signed by the key that the shore declares; else what is wrong first. */
export async function faultOf({ record, key, items }: ReadRecord): Promise<Fault> {
  if ((await declaredKey()) !== key) return { number: 0, fault: 'key' }
  // A browser hashes in its own time; the chain is followed at once.
  const hashes = new Map<string, string>()
  for (const { leaf } of items) {
    const text = leafText(leaf)
    hashes.set(text, await sha256(Uint8Array.from([0, ...utf8(text)])))
  }
  const words = new TextDecoder()
  return faultIn(items, {
    record,
    hash: bytes => hashes.get(words.decode(bytes.subarray(1))) ?? '',
    isSigned: (message, signature) => isSigned(utf8(message), signature, fromBase64(key)),
  })
}
