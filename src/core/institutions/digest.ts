/**
 * The week of an institution in one signed document, for whoever answers for it: who can act, what happened, what waits, what failed. Each
 * holds the hash of the one before, so one that was kept back is missed. It names nobody: a steward stands in it as a commitment.
 */
import { canonicalJson, type Hash, type LeafKind, utf8 } from '../ledger/leaf.ts'
import type { ProposedAct, Rule } from './mandate.ts'
import type { StewardRole } from './stewards.ts'
import type { ToldStep, ToldWay } from './telling.ts'

export const digestEveryMs = 7 * 86_400_000
export const digestKeptMs = 53 * digestEveryMs

/** Whatever is a time here is ISO 8601, UTC; whatever is a hash, SHA-256 in lower-case hex. */
export interface Digest {
  readonly schema: 'onshore digest 1'
  readonly shore: string
  readonly institution: string
  /** 1, 2, 3 … */
  readonly number: number
  /** Where the one before ended; of the first, when the institution was confirmed. */
  readonly from: string
  readonly until: string
  /** Seats that are taken. `steward` is `commitmentOf('steward N', salt, handle)`, N counted from 1 in this order. */
  readonly canAct: readonly {
    readonly role: StewardRole
    readonly steward: string
    readonly since: string
    /** How many passkeys sign for the seat. */
    readonly passkeys: number
  }[]
  /** Entries of the record, from where the digest before ended. */
  readonly happened: readonly Happened[]
  /** How many entries the record had by now: the next digest begins with this number. */
  readonly entries: number
  readonly waits: readonly Waiting[]
  readonly failed: Failed
  /** `digestHash` of the one before; null for the first. */
  readonly previous: string | null
}

export interface Happened {
  readonly number: number
  readonly kind: LeafKind
  readonly at: string
  /** `leafHash` of the entry. */
  readonly hash: string
}

export interface Waiting {
  readonly act: ProposedAct
  /** The hash that is signed. */
  readonly proposal: string
  /** Null for who has no seat any more. */
  readonly by: StewardRole | null
  readonly rule: Rule
  /** Signatures that count by now. */
  readonly signatures: number
  readonly expires: string
  /** When it takes effect, once enough have signed. */
  readonly due: string | null
}

export interface Failed {
  /** Notices that were not handed over: of a proposal, or of a digest. */
  readonly notices: readonly {
    readonly act: ProposedAct | null
    readonly proposal: string | null
    readonly digest: number | null
    readonly step: ToldStep
    readonly way: ToldWay
    readonly at: string
    /** Null while it is on its way. */
    readonly fault: string | null
    readonly isAcknowledged: boolean
  }[]
  /** Where the domain does not show the proof: since when. */
  readonly domain: { readonly domain: string; readonly since: string | null; readonly fault: string } | null
  /** Broken glasses that nobody has reviewed. */
  readonly glasses: readonly {
    readonly act: ProposedAct
    readonly broken: string
    readonly due: string
    readonly isOverdue: boolean
  }[]
  /** Proposals of which nothing came, and why. */
  readonly ended: readonly {
    readonly act: ProposedAct
    readonly proposal: string
    readonly state: 'stopped' | 'void' | 'expired'
    readonly why: string
    readonly at: string
  }[]
}

/** A digest with the shore's signature of it (Ed25519, RFC 8032), base64. */
export interface SignedDigest {
  readonly digest: Digest
  readonly signature: string
}

export const digestText = (digest: Digest): string => canonicalJson(digest)
/** What the shore signs: a line that says what it is, then the digest. */
export const digestMessage = (text: string): string => `onshore digest 1\n${text}`
export const digestHash = (text: string, hash: Hash): string => hash(utf8(text))
/** What the salt of a steward's commitment is for. */
export const digestPlace = (place: number): string => `steward ${place + 1}`

/**
 * Whether a digest is to be made: once in each week, counted from when the institution was confirmed. A gap of several weeks is one digest.
 * One that ends later than a week from now was made by a clock that was ahead, and is not waited for.
 */
export function isDigestDue({ began, last, now }: { began: Date; last: Date | null; now: Date }): boolean {
  const weekOf = (at: Date) => Math.floor((at.getTime() - began.getTime()) / digestEveryMs)
  const from = last ?? began
  return weekOf(now) > weekOf(from) || from.getTime() - now.getTime() > digestEveryMs
}

export const countFailed = ({ notices, domain, glasses, ended }: Failed): number =>
  notices.length + glasses.length + ended.length + (domain ? 1 : 0)

type DigestFault = 'institution' | 'order' | 'chain' | 'entries' | 'signature'

/** The first thing that is wrong with digests that follow one another, with its number; null where they are whole. Begins with any number. */
export async function faultInDigests(
  digests: readonly SignedDigest[],
  {
    institution,
    hash,
    isSigned,
  }: { institution: string; hash: Hash; isSigned(message: string, signature: string): Promise<boolean> },
): Promise<{ number: number; fault: DigestFault } | null> {
  let former: Digest | null = null
  for (const { digest, signature } of digests) {
    const fault = faultAfter(digest, former, institution, hash)
    if (fault) return { number: digest.number, fault }
    if (!(await isSigned(digestMessage(digestText(digest)), signature)))
      return { number: digest.number, fault: 'signature' }
    former = digest
  }
  return null
}

function faultAfter(digest: Digest, former: Digest | null, institution: string, hash: Hash): DigestFault | null {
  const { number, previous, happened, entries, from } = digest
  if (digest.institution !== institution) return 'institution'
  if (former ? number !== former.number + 1 : number < 1 || (number === 1) !== (previous === null)) return 'order'
  if (former && (previous !== digestHash(digestText(former), hash) || from !== former.until)) return 'chain'
  const first = former?.entries ?? (number === 1 ? 0 : entries - happened.length)
  const isWhole = happened.every((entry, place) => entry.number === first + place)
  return isWhole && entries === first + happened.length ? null : 'entries'
}

/** The digest as a mail: numbers and an address, both languages in one, because nobody knows which the mailbox reads. */
export function mailOfDigest(digest: Digest, address: string): { subject: string; text: string } {
  const { institution, shore, number, from, until, canAct, happened, waits } = digest
  const failed = countFailed(digest.failed)
  const day = (at: string) => at.slice(0, 10)
  const there = `${address}/institutions/${institution}/digests/${number}`
  const isWell = failed === 0
  return {
    subject: isWell
      ? `@${institution}: digest ${number} / résumé ${number}`
      : `@${institution}: digest ${number}, failed: ${failed} / résumé ${number}, échecs : ${failed}`,
    text: [
      `Digest ${number} of @${institution} on ${shore}, ${day(from)} to ${day(until)}.`,
      `Failed: ${failed}. Can act: ${canAct.length}. Entries of the record: ${happened.length}. Waiting: ${waits.length}.`,
      'Who and what, and a check of the signature:',
      there,
      '',
      `Résumé ${number} de @${institution} sur ${shore}, du ${day(from)} au ${day(until)}.`,
      `Échecs : ${failed}. Peuvent agir : ${canAct.length}. Entrées du registre : ${happened.length}. En attente : ${waits.length}.`,
      'Qui et quoi, et la vérification de la signature :',
      there,
      '',
    ].join('\n'),
  }
}
