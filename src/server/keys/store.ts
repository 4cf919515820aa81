import { createHash } from 'node:crypto'
import { type Database, sql } from '../adapters/db/index.ts'

export type KeyStore = ReturnType<typeof keyStore>

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Whose a secret is, and which accounts there are, as the key process asks it for itself. */
export function keyStore(db: Database) {
  return {
    async ofSession(secret: string, usedSince: Date): Promise<string | null> {
      const row = await db
        .selectFrom('sessions')
        .select('account_id')
        .where('token_hash', '=', hashOf(secret))
        .where('last_used_at', '>=', usedSince)
        .executeTakeFirst()
      return row?.account_id ?? null
    },

    async ofToken(secret: string, now: Date): Promise<string | null> {
      const row = await db
        .selectFrom('tokens')
        .select('account_id')
        .where('token_hash', '=', hashOf(secret))
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row?.account_id ?? null
    },

    /** Whether an account is gone, or its erasure has begun: from there, there is no way back. */
    async isLeaving(accountId: string): Promise<boolean> {
      const { rows } = await sql<{ leaving: boolean }>`
        select not exists (select from accounts where id = ${accountId})
          or exists (select from departures where account_id = ${accountId} and census is not null) as leaving`.execute(
        db,
      )
      return rows[0]!.leaving
    },

    /** Which of these accounts there are. */
    async among(ids: readonly string[]): Promise<Set<string>> {
      const { rows } = await sql<{ id: string }>`
        select id from accounts where id = any(${ids}::uuid[])`.execute(db)
      return new Set(rows.map(({ id }) => id))
    },
  }
}
