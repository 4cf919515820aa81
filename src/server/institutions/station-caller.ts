import { hashSecret, standingOf } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Station } from '../http/guard.ts'
import type { Keys } from '../keys/index.ts'
import type { InstitutionStore } from './store.ts'

/** A device by its secret, and the steward that it acts as. Null where it is closed, ended, or its steward may propose no more. */
export async function stationAs(
  { store, clock, keys }: { store: InstitutionStore; clock: Clock; keys: Keys },
  secret: string,
): Promise<Station | null> {
  const openHash = hashSecret(secret)
  const now = clock.now()
  const row = await store.openStation(openHash, now)
  if (!row) return null
  const { id, name, institution, accountId, handle, stewardName, createdAt } = row
  const isEnrolled = accountId !== null && handle !== null && stewardName !== null && createdAt !== null
  const account = isEnrolled
    ? {
        ...{ accountId, handle, name: stewardName, createdAt, waitingId: null, leavesAt: row.leavesAt },
        ...{ suspendedAt: row.suspendedAt, restrictedUntil: row.restrictedUntil, isYoung: row.isYoung ?? false },
      }
    : null
  return {
    ...{ id, name, openHash, institution },
    actor: account && {
      ...standingOf(account, now),
      ...{ sessionId: null, scopes: [], role: null, isVerified: false },
      // Nothing that is sealed opens to a device.
      self: keys.self({ ticket: '' }),
    },
  }
}
