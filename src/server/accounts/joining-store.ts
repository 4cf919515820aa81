import { type Database, sql } from '../adapters/db/index.ts'

/** By what an account is let in: a code that was given out, or words that somebody reads first. */
export interface Admission {
  inviteHash: string | null
  words: string | null
}

/** Whether an account waits to be let in, or was not let in; null for every other. */
export type Newcomer = 'waiting' | 'refused' | null
export const newcomerColumn = sql<Newcomer>`(
  select case when newcomers.refused_at is null then 'waiting' else 'refused' end from newcomers
  where newcomers.account_id = accounts.id)`.as('newcomer')

/** Within the transaction that adds the account. False where the code opens nothing, or nothing more. */
export async function admit(on: Database, accountId: string, how: Admission, at: Date): Promise<boolean> {
  if (how.inviteHash !== null) {
    const taken = await on
      .updateTable('invites')
      .set(({ eb }) => ({ used: eb('used', '+', 1) }))
      .where('code_hash', '=', how.inviteHash)
      .where('ends_at', '>', at)
      .whereRef('used', '<', 'uses')
      .executeTakeFirst()
    if (taken.numUpdatedRows !== 1n) return false
  }
  if (how.words !== null)
    await on.insertInto('newcomers').values({ account_id: accountId, words: how.words, asked_at: at }).execute()
  return true
}

/** Who joined lately, who waits to be let in, and codes that let in. */
export function joiningStore(db: Database) {
  const waitingId = (handle: string) =>
    db
      .selectFrom('newcomers')
      .innerJoin('accounts', 'accounts.id', 'newcomers.account_id')
      .select('accounts.id')
      .where('accounts.handle', '=', handle)
      .where('refused_at', 'is', null)
      .executeTakeFirst()
  return {
    /** Whether it is the account of an institution: nobody's alone. */
    async isInstitution(accountId: string): Promise<boolean> {
      const row = await db
        .selectFrom('institutions')
        .select('id')
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row !== undefined
    },

    /** Names of institutions, and names that are kept for some: nobody else may pass for them. */
    async keptSkeletons(): Promise<string[]> {
      const rows = await db
        .selectFrom('kept_names')
        .select('skeleton')
        .union(db.selectFrom('institutions').select('skeleton'))
        .execute()
      return rows.map(({ skeleton }) => skeleton)
    },

    async joinedSince(at: Date): Promise<number> {
      const { n } = await db
        .selectFrom('accounts')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('created_at', '>', at)
        .where(sql<boolean>`not generated`)
        .executeTakeFirstOrThrow()
      return Number(n)
    },

    /** Whether a code opens an account now; opening it asks once more. */
    async isInvite(codeHash: string, at: Date): Promise<boolean> {
      const found = await db
        .selectFrom('invites')
        .select('id')
        .where('code_hash', '=', codeHash)
        .where('ends_at', '>', at)
        .whereRef('used', '<', 'uses')
        .executeTakeFirst()
      return found !== undefined
    },

    async addInvite(one: { id: string; codeHash: string; uses: number; at: Date; endsAt: Date }): Promise<void> {
      const { id, codeHash: code_hash, uses, at: made_at, endsAt: ends_at } = one
      await db.insertInto('invites').values({ id, code_hash, uses, made_at, ends_at }).execute()
    },

    /** Invitations, the newest first, without their codes. */
    async invites(limit: number) {
      return db
        .selectFrom('invites')
        .select(['id', 'made_at', 'ends_at', 'uses', 'used'])
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
    },

    /** False where it is not there, or has ended. */
    async endInvite(id: string, at: Date): Promise<boolean> {
      const ended = await db
        .updateTable('invites')
        .set({ ends_at: at })
        .where('id', '=', id)
        .where('ends_at', '>', at)
        .executeTakeFirst()
      return ended.numUpdatedRows === 1n
    },

    async forgetInvites(endedBefore: Date): Promise<number> {
      const gone = await db.deleteFrom('invites').where('ends_at', '<', endedBefore).executeTakeFirst()
      return Number(gone.numDeletedRows)
    },

    /** Who waits, those who have waited longest first. */
    async waiting(limit: number) {
      return db
        .selectFrom('newcomers')
        .innerJoin('accounts', 'accounts.id', 'newcomers.account_id')
        .select(['accounts.handle', 'accounts.name', 'newcomers.words', 'newcomers.asked_at'])
        .where('refused_at', 'is', null)
        .orderBy('asked_at')
        .limit(limit)
        .execute()
    },

    async countWaiting(): Promise<number> {
      const { n } = await db
        .selectFrom('newcomers')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('refused_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(n)
    },

    isWaiting: async (handle: string): Promise<boolean> => (await waitingId(handle)) !== undefined,

    /** Of two who decide at once, one does. False where nobody waits by that handle. */
    async letIn(handle: string): Promise<boolean> {
      const found = await waitingId(handle)
      if (!found) return false
      const gone = await db
        .deleteFrom('newcomers')
        .where('account_id', '=', found.id)
        .where('refused_at', 'is', null)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    },

    /** Ends every way in at once; the row says why to whoever signs in after. False where nobody waits by that handle. */
    async refuseNewcomer(handle: string, at: Date, why: string): Promise<boolean> {
      return db.transaction().execute(async on => {
        const found = await waitingId(handle)
        if (!found) return false
        // Whoever is just signing in holds the row, and comes before or after.
        await on.selectFrom('accounts').select('id').where('id', '=', found.id).forUpdate().execute()
        const refused = await on
          .updateTable('newcomers')
          .set({ refused_at: at, refused_why: why })
          .where('account_id', '=', found.id)
          .where('refused_at', 'is', null)
          .executeTakeFirst()
        if (refused.numUpdatedRows !== 1n) return false
        await on.deleteFrom('sessions').where('account_id', '=', found.id).execute()
        await on.deleteFrom('tokens').where('account_id', '=', found.id).execute()
        return true
      })
    },

    /** Why an account was not let in, and when that was said; null for every other. */
    async refusalOf(accountId: string): Promise<{ why: string; at: Date } | null> {
      const row = await db
        .selectFrom('newcomers')
        .select(['refused_why', 'refused_at'])
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row?.refused_at ? { why: row.refused_why!, at: row.refused_at } : null
    },

    /** Removes accounts that were not let in, with everything of theirs. */
    async removeRefused(before: Date): Promise<number> {
      const removed = await db
        .deleteFrom('accounts')
        .where('id', 'in', ({ selectFrom }) =>
          selectFrom('newcomers').select('account_id').where('refused_at', '<', before),
        )
        .executeTakeFirst()
      return Number(removed.numDeletedRows)
    },
  }
}
