import {
  type Digest,
  digestPlace,
  digestText,
  faultInDigests,
  type Happened,
  type SignedDigest,
} from '../../core/institutions/digest.ts'
import { commitmentOf, type Leaf, leafText, utf8 } from '../../core/ledger/leaf.ts'
import type { DigestOpened } from '../../core/wire/digest.ts'
import { fromBase64, isSigned, sha256 } from '../ledger/signed.ts'
import { call } from '../shell/api.ts'
import { declaredKey } from './checking.ts'

export interface ReadDigests {
  key: string
  items: SignedDigest[]
}

/** Every digest that is kept, the oldest first. */
export async function readDigests(handle: string): Promise<ReadDigests> {
  const items: SignedDigest[] = []
  for (let from = 1; ; ) {
    const page = await call('GET /api/institutions/{handle}/digests', { path: { handle }, query: { from } })
    items.push(...(page.items as SignedDigest[]))
    if (page.next === null) return { key: page.key, items }
    from = page.next
  }
}

export type DigestsFault = { number: number; fault: string } | null

/** Whether each follows the one before and is signed by the key that the shore declares; else what is wrong first. */
export async function faultOfDigests(handle: string, { key, items }: ReadDigests): Promise<DigestsFault> {
  if ((await declaredKey()) !== key) return { number: items[0]?.digest.number ?? 0, fault: 'key' }
  const hashes = new Map<string, string>()
  for (const { digest } of items) {
    const text = digestText(digest)
    hashes.set(text, await sha256(utf8(text)))
  }
  const words = new TextDecoder()
  return faultInDigests(items, {
    institution: handle,
    hash: bytes => hashes.get(words.decode(bytes)) ?? '',
    isSigned: (message, signature) => isSigned(utf8(message), signature, fromBase64(key)),
  })
}

/** What the public record holds of these entries, to the last byte; what stands otherwise there is not among them. */
export async function entriesOf(handle: string, happened: readonly Happened[]): Promise<ReadonlyMap<number, Leaf>> {
  const found = new Map<number, Leaf>()
  const wanted = new Map(happened.map(({ number, hash }) => [number, hash]))
  const end = happened.at(-1)?.number ?? -1
  for (let from = happened[0]?.number ?? null; from !== null && from <= end; ) {
    const page: { items: { leaf: unknown }[]; next: number | null } = await call(
      'GET /public/institutions/{handle}/record',
      { path: { handle }, query: { from } },
    )
    for (const { leaf } of page.items as { leaf: Leaf }[]) {
      const hash = await sha256(Uint8Array.from([0, ...utf8(leafText(leaf))]))
      if (wanted.get(leaf.number) === hash) found.set(leaf.number, leaf)
    }
    from = page.next
  }
  return found
}

interface Opened {
  one: DigestOpened
  entries: ReadonlyMap<number, Leaf>
}

/** Whether a digest is one of those, to the last byte; and whether what it says happened stands so in the public record. */
export async function faultOfDigest(handle: string, { one, entries }: Opened, all: ReadDigests): Promise<DigestsFault> {
  const { number, happened } = one.digest
  const text = digestText(one.digest as Digest)
  const known = all.items.find(({ digest }) => digest.number === number)
  if (!known || digestText(known.digest) !== text) return { number, fault: 'chain' }
  const fault = await faultOfDigests(handle, all)
  if (fault) return fault
  return happened.every(entry => entries.has(entry.number)) ? null : { number, fault: 'record' }
}

/** Whom each seat of a digest stands for, where its commitment opens with the salt that came along; null where nothing opens it. */
export async function namesIn({ digest, people }: DigestOpened): Promise<(string | null)[]> {
  return Promise.all(
    digest.canAct.map(async ({ steward }, place) => {
      const person = people.find(({ what }) => what === digestPlace(place))
      if (!person) return null
      const salt = Uint8Array.from(person.salt.match(/../g) ?? [], byte => Number.parseInt(byte, 16))
      let opened = new Uint8Array()
      commitmentOf(person.what, salt, person.handle, bytes => {
        opened = bytes as Uint8Array<ArrayBuffer>
        return ''
      })
      return (await sha256(opened)) === steward ? person.handle : null
    }),
  )
}
