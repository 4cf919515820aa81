import type { Database } from '../adapters/db/index.ts'

export interface TokenToAdd {
  id: string
  accountId: string
  tokenHash: string
  scopes: string[]
  name: string
  at: Date
  expiresAt: Date
}

export type TokenStore = ReturnType<typeof tokenStore>

export function tokenStore(db: Database) {
  return {
    /** False where the account has `most` tokens already. */
    async add(token: TokenToAdd, most: number): Promise<boolean> {
      return db.transaction().execute(async on => {
        await on.selectFrom('accounts').select('id').where('id', '=', token.accountId).forUpdate().execute()
        const { n } = await on
          .selectFrom('tokens')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('account_id', '=', token.accountId)
          .executeTakeFirstOrThrow()
        if (Number(n) >= most) return false
        await on
          .insertInto('tokens')
          .values({
            id: token.id,
            account_id: token.accountId,
            token_hash: token.tokenHash,
            scopes: token.scopes,
            name: token.name,
            created_at: token.at,
            expires_at: token.expiresAt,
          })
          .execute()
        return true
      })
    },

    async ofAccount(accountId: string) {
      return db
        .selectFrom('tokens')
        .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'])
        .where('account_id', '=', accountId)
        .orderBy('id', 'desc')
        .execute()
    },

    async byHash(tokenHash: string) {
      return db
        .selectFrom('tokens')
        .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
        .leftJoin('newcomers', 'newcomers.account_id', 'tokens.account_id')
        .leftJoin('departures', 'departures.account_id', 'tokens.account_id')
        .select([
          'tokens.id',
          'tokens.scopes',
          'tokens.expires_at as expiresAt',
          'tokens.last_used_at as lastUsedAt',
          'accounts.id as accountId',
          'accounts.suspended_at as suspendedAt',
          'accounts.restricted_until as restrictedUntil',
          'accounts.created_at as createdAt',
          'newcomers.account_id as waitingId',
          'departures.leaves_at as leavesAt',
          'accounts.is_young as isYoung',
          'accounts.handle',
          'accounts.name',
        ])
        .where('tokens.token_hash', '=', tokenHash)
        .executeTakeFirst()
    },

    async touch(id: string, at: Date): Promise<void> {
      await db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id).execute()
    },

    /** Ends one token. True when there was one to end. */
    async end(accountId: string, id: string): Promise<boolean> {
      const ended = await db
        .deleteFrom('tokens')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return ended.numDeletedRows > 0n
    },

    async endExpired(before: Date): Promise<number> {
      const ended = await db.deleteFrom('tokens').where('expires_at', '<', before).executeTakeFirst()
      return Number(ended.numDeletedRows)
    },
  }
}
