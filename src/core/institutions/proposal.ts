/** A proposal: what it would do, fixed to the last byte, so that a passkey can sign exactly that. */
import { canonicalJson } from '../ledger/leaf.ts'
import type { ProposedAct } from './mandate.ts'

/** A file that a clip is made of, by what it is and the SHA-256 of its bytes. */
export interface FixedFile {
  readonly role: string
  readonly sha256: string
}

export interface ProposalFacts {
  readonly institution: string
  readonly id: string
  readonly act: ProposedAct
  readonly proposedBy: string
  /** ISO 8601. */
  readonly expiresAt: string
  /** Which mandate it is under: another one voids it. */
  readonly mandate: number
  /** Words, moment, audience and labels; what stands in the place of what: by act. */
  readonly what: object
  /** The glass that it is done behind, where there is one: two people are enough. */
  readonly glass?: string
  /** Files of the clip, in the order of `role` and hash. */
  readonly files: readonly FixedFile[]
}

const inOrder = (files: readonly FixedFile[]) =>
  [...files]
    .map(({ role, sha256 }) => ({ role, sha256 }))
    .sort((a, b) => (`${a.role} ${a.sha256}` < `${b.role} ${b.sha256}` ? -1 : 1))

/** What is hashed with SHA-256; the hash is the challenge of every approval (WebAuthn Level 3 §13.4.3 asks for 16 bytes or more). */
export const proposalText = (facts: ProposalFacts): string =>
  `onshore proposal 1\n${canonicalJson({ ...facts, files: inOrder(facts.files) })}`

/** What a steward signs to take a seat. */
export const seatText = (seat: { institution: string; account: string; role: string; invitedAt: string }): string =>
  `onshore seat 1\n${canonicalJson(seat)}`

/** What a steward signs to bind one more passkey to a seat, by a passkey that is bound already. */
export const bindingText = (binding: { institution: string; account: string; credential: string }): string =>
  `onshore binding 1\n${canonicalJson(binding)}`

/** What the officer or the deputy signs to let a proposal go on that could not be told of: what was not handed over, by its ids. */
export const acknowledgementText = (acknowledgement: { proposal: string; failed: readonly string[] }): string =>
  `onshore acknowledgement 1\n${canonicalJson({ ...acknowledgement, failed: [...acknowledgement.failed].sort() })}`
