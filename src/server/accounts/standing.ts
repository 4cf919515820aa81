import { isNewAt } from '../../core/accounts/limits.ts'
import type { Actor } from '../http/guard.ts'

interface AccountOfActor {
  accountId: string
  handle: string
  name: string
  suspendedAt: Date | null
  restrictedUntil: Date | null
  isYoung: boolean
  createdAt: Date
  waitingId: string | null
  leavesAt: Date | null
}

type Standing = Omit<Actor, 'sessionId' | 'scopes' | 'role' | 'isVerified' | 'self'>

/** What an account is at this moment, by whichever credential it acts. */
export const standingOf = (account: AccountOfActor, now: Date): Standing => ({
  accountId: account.accountId,
  handle: account.handle,
  name: account.name,
  isSuspended: account.suspendedAt !== null,
  isLeaving: account.leavesAt !== null,
  restrictedUntil: account.restrictedUntil && account.restrictedUntil > now ? account.restrictedUntil : null,
  isYoung: account.isYoung,
  isNew: isNewAt(account.createdAt, now),
  isWaiting: account.waitingId !== null,
})
