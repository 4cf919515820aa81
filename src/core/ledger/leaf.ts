/**
 * A leaf: one entry of an append-only record, as the shore's ledger keeps it. What is personal stands in it as a commitment: who has the salt
 * can show what it stands for; where the salt is erased, every proof goes on to hold and says nothing of a person.
 */

/** What became of what; a kind is never given another meaning. */
export const leafKinds = [
  'institution.founded',
  'institution.domain',
  'institution.asleep',
  'steward.seated',
  'steward.left',
  'proposal.made',
  'proposal.ended',
  'act.publish',
  'act.edit',
  'act.delete',
  'act.comment',
  'act.profile',
  'act.seat',
  'act.unseat',
  'act.officer',
  'act.mandate',
  'act.deactivate',
  'act.reactivate',
  'act.connect',
  'act.channel',
  'act.glass',
  'act.station',
  'glass.reviewed',
  'glass.overdue',
  'notice.failed',
  'notice.acknowledged',
  'station.ended',
] as const
export type LeafKind = (typeof leafKinds)[number]

type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact }

export interface Leaf {
  readonly schema: 'onshore leaf 1'
  readonly kind: LeafKind
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string
  /** Of which record it is, by an id that names no person. */
  readonly record: string
  /** Its place in that record: 0, 1, 2 … */
  readonly number: number
  /** `leafHash` of the one before, in hex; null for the first. */
  readonly previous: string | null
  /** What anybody may know of it: nothing in here names a person. */
  readonly facts: { readonly [name: string]: Fact }
  /** `commitmentOf` each thing that is personal, in hex, by what it is. */
  readonly commitments: { readonly [what: string]: string }
}

/** A leaf with the shore's signature of it (Ed25519, RFC 8032), base64. */
export interface SignedLeaf {
  readonly leaf: Leaf
  readonly signature: string
}

/** C2SP tlog-tiles: entries are at most so many bytes. */
export const mostLeafBytes = 65_535
export const saltBytes = 32

/** JSON with the keys of every object in the order of their UTF-16 units and no space (RFC 8785, for texts, whole numbers, booleans and null). */
export const canonicalJson = (value: unknown): string => JSON.stringify(inOrder(value))

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]))
}

/** The entry itself, UTF-8. Its hash in a Merkle tree is SHA-256 of a zero byte and these (RFC 6962 §2.1). */
export const leafText = (leaf: Leaf): string => canonicalJson(leaf)

/** What the shore signs of a leaf: a line that says what it is, then the entry. */
export const leafMessage = (leaf: Leaf): string => `onshore leaf 1\n${leafText(leaf)}`

/** Lower-case hex of SHA-256 over some bytes: given, because neither a browser nor Node has one that runs in both. */
export type Hash = (bytes: Uint8Array) => string

/** UTF-8 (RFC 3629); neither the browser's nor Node's encoder is there for a file that runs anywhere. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)!
    // Half of a surrogate pair is no character: the replacement character stands for it, as in every encoder.
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
  }
  return Uint8Array.from(bytes)
}

export const leafHash = (leaf: Leaf, hash: Hash): string => hash(Uint8Array.from([0, ...utf8(leafText(leaf))]))

/**
 * Stands for something personal. Without 32 random bytes of salt, somebody who guesses the value would see that they are right; `what` keeps
 * one commitment from standing for something else.
 */
export const commitmentOf = (what: string, salt: Uint8Array, value: string, hash: Hash): string =>
  hash(Uint8Array.from([...utf8(`onshore commitment 1\n${what}\n`), ...salt, ...utf8(value)]))

/** The first thing that is wrong with a record, with the number of the entry; null where it is whole. */
export async function faultIn(
  entries: readonly SignedLeaf[],
  {
    record,
    hash,
    isSigned,
  }: { record: string; hash: Hash; isSigned(message: string, signature: string): Promise<boolean> },
): Promise<{ number: number; fault: 'order' | 'chain' | 'record' | 'signature' } | null> {
  let previous: string | null = null
  for (const [number, { leaf, signature }] of entries.entries()) {
    if (leaf.record !== record) return { number, fault: 'record' }
    if (leaf.number !== number) return { number, fault: 'order' }
    if (leaf.previous !== previous) return { number, fault: 'chain' }
    if (!(await isSigned(leafMessage(leaf), signature))) return { number, fault: 'signature' }
    previous = leafHash(leaf, hash)
  }
  return null
}
