/**
 * Whether a proposal has the signatures that its rule asks for. Counted anew from what is there at the moment of effect: who is no steward
 * any more, or not by a role that may, does not count, nor does a signature over anything but what would be done.
 */
import type { Rule } from './mandate.ts'
import { mayPropose, type Seat } from './stewards.ts'

export interface Approval {
  readonly accountId: string
  readonly passkeyId: string
  /** What was signed: the SHA-256 of the proposal as it stood then, hex. */
  readonly hash: string
  readonly at: Date
  readonly isTakenBack: boolean
}

export interface Counting {
  readonly rule: Rule
  readonly proposedBy: string | null
  readonly expiresAt: Date
  /** Of the proposal as it stands now, with the files that lie there now. */
  readonly hash: string
  readonly approvals: readonly Approval[]
  readonly seats: readonly Seat[]
}

/** Accounts whose signatures count, each once however many passkeys signed. */
export type Count = (counting: Counting) => ReadonlySet<string>

export const countApprovals: Count = ({ rule, proposedBy, expiresAt, hash, approvals, seats }) => {
  const counted = new Set<string>()
  for (const approval of approvals) {
    const seat = seats.find(one => one.accountId === approval.accountId && one.isTaken)
    const isValid =
      !approval.isTakenBack &&
      approval.hash === hash &&
      approval.at <= expiresAt &&
      approval.accountId !== proposedBy &&
      seat?.passkeyIds.includes(approval.passkeyId) &&
      rule.from.some(role => role === seat.role)
    if (isValid) counted.add(approval.accountId)
  }
  return counted
}

/** Whoever proposed is still one who may. */
const isProposerSeated = ({ proposedBy, seats }: Pick<Counting, 'proposedBy' | 'seats'>): boolean =>
  seats.some(({ accountId, isTaken, role }) => accountId === proposedBy && isTaken && mayPropose(role))

export const isReached = (counting: Counting, count: Count = countApprovals): boolean =>
  isProposerSeated(counting) && count(counting).size >= counting.rule.approvals
