/**
 * What an erasure leaves behind for whoever asked for it: what was erased, what was kept and why, and when copies forget. It names no
 * account and no clip, so it says nothing to anybody who finds it.
 */

/** An account that asks to be erased is hidden at once, and erased after so long. */
export const secondThoughtMs = 14 * 86_400_000
/** A case about the account is decided first; an erasure waits for it no longer than this. */
export const longestWaitMs = 30 * 86_400_000
/** A receipt can be read for so long after the erasure. */
export const receiptKeptMs = 365 * 86_400_000
/** Files without a clip are removed within this. */
export const filesGoneMs = 3_600_000
/** The database’s own files and its log keep bytes of deleted rows no longer than this. */
export const pagesGoneMs = 30 * 86_400_000
/** Words and tags that nothing public has any more leave the search within this. */
export const searchGoneMs = 2 * 86_400_000

/** What rows are of, in the words of a person. */
export type ErasedKind =
  | 'account'
  | 'signIn'
  | 'clips'
  | 'files'
  | 'comments'
  | 'likes'
  | 'saves'
  | 'reposts'
  | 'follows'
  | 'walls'
  | 'notices'
  | 'other'

export interface ErasureReceipt {
  readonly version: 1
  readonly shore: string
  readonly what: 'account' | 'video' | 'comment'
  /** ISO 8601, when it was asked for and when it was done. */
  readonly askedAt: string
  readonly erasedAt: string
  /** Rows that are gone, by what they were of; only what there was any of. */
  readonly erased: Readonly<Partial<Record<ErasedKind, number>>>
  /** What stays, without the person: how many, and until when (null: as long as the shore). */
  readonly kept: readonly { readonly what: 'cases' | 'log'; readonly count: number; readonly until: string | null }[]
  /** By when each kind of copy has forgotten. */
  readonly copies: {
    /** From when on what was encrypted for the person opens in no copy any more. */
    readonly keys: string
    /** The database’s own files and its log. */
    readonly pages: string
    readonly files: string
    readonly search: string
    readonly slates: string
    readonly backups: string
  }
}

/** What is signed (Ed25519, RFC 8032): a line that says what it is, then the receipt as JSON with its keys in order at every depth. */
export const receiptMessage = (receipt: ErasureReceipt): string =>
  `onshore erasure receipt 1\n${JSON.stringify(inOrder(receipt))}`

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]))
}
