import { type Database, sql } from '../adapters/db/index.ts'

/** Names in one order, so that two who lock several never wait for each other. */
const hold = (on: Database, handles: readonly string[]) =>
  on.selectFrom('accounts').select('id').where('handle', 'in', handles).orderBy('id').forKeyShare().execute()

/**
 * Whether an account limits itself to those who followed it before, and this one did not. The caller holds the limited account's row,
 * as `wallBetween` does: whoever turns the limits on at this moment comes before or after.
 */
export async function isLimited(on: Database, accountId: string, otherId: string, at: Date): Promise<boolean> {
  if (accountId === otherId) return false
  const { rows } = await sql`
    select from accounts where accounts.id = ${otherId} and limited_until > ${at}
      and not exists (select from follows where follows.account_id = ${accountId} and followed_id = accounts.id
        and accepted_at <= limited_since)`.execute(on)
  return rows.length > 0
}

/** The first of the accounts that a text names which takes no mention from this one now, or null. */
export async function limitedAmong(
  on: Database,
  accountId: string,
  handles: readonly string[],
  at: Date,
): Promise<string | null> {
  if (handles.length === 0) return null
  await hold(on, handles)
  const { rows } = await sql<{ handle: string }>`
    select handle from accounts where handle = any(${handles}::text[]) and id <> ${accountId} and limited_until > ${at}
      and not exists (select from follows where follows.account_id = ${accountId} and followed_id = accounts.id
        and accepted_at <= limited_since) order by handle limit 1`.execute(on)
  return rows[0]?.handle ?? null
}

export interface Protection {
  holdsNewcomers: boolean
  limitedUntil: Date | null
}

/** What an account does about newcomers and pile-ons. Nothing else that it chose is touched. */
export function protectionStore(db: Database) {
  return {
    async protectionOf(accountId: string, at: Date): Promise<Protection> {
      const row = await db
        .selectFrom('accounts')
        .select(['holds_newcomers', 'limited_until'])
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      const isOn = row.limited_until !== null && row.limited_until > at
      return { holdsNewcomers: row.holds_newcomers, limitedUntil: isOn ? row.limited_until : null }
    },

    async setHoldsNewcomers(accountId: string, holds: boolean): Promise<void> {
      await db.updateTable('accounts').set({ holds_newcomers: holds }).where('id', '=', accountId).execute()
    },

    /** Limits that are on keep their beginning when their end is moved: who followed since is no old follower. */
    async setLimit(accountId: string, until: Date | null, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        const row = await on
          .selectFrom('accounts')
          .select(['limited_since', 'limited_until'])
          .where('id', '=', accountId)
          // Waits for whoever is just commenting, following or passing on, and lets nobody else begin.
          .forUpdate()
          .executeTakeFirstOrThrow()
        const isOn = row.limited_until !== null && row.limited_until > at
        await on
          .updateTable('accounts')
          .set({ limited_since: until === null ? null : isOn ? row.limited_since : at, limited_until: until })
          .where('id', '=', accountId)
          .execute()
      })
    },
  }
}
