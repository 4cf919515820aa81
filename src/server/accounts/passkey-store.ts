import type { QueryCreator } from 'kysely'
import { type Database, isDuplicate, type Schema } from '../adapters/db/index.ts'

export interface PasskeyRow {
  id: string
  account_id: string
  credential_id: string
  public_key: Uint8Array
  counter: number
  transports: string[]
  name: string
  created_at: Date
  last_used_at: Date | null
}
/** By their names, so that the statement is planned once (`adapters/db/prepared.ts`). */
const everyColumn = [
  ...(['id', 'account_id', 'credential_id', 'public_key', 'counter'] as const),
  ...(['transports', 'name', 'created_at', 'last_used_at'] as const),
]
export type PasskeyToAdd = Omit<PasskeyRow, 'account_id' | 'last_used_at'>

export type Purpose = 'join' | 'add' | 'sign-in' | 'step-up' | 'station' | 'station-open'

export interface Challenge {
  hash: string
  purpose: Purpose
  account_id: string | null
  /** The session that asked; nobody else can answer. */
  session_id: string | null
  handle: string | null
  expires_at: Date
}

export type PasskeyStore = ReturnType<typeof passkeyStore>

export function passkeyStore(db: Database) {
  return {
    async addChallenge(challenge: Challenge): Promise<void> {
      await db.insertInto('challenges').values(challenge).execute()
    },

    /** Takes a challenge away: one answer each, however many arrive at the same moment. Null where there is none to answer. */
    async takeChallenge(hash: string, purpose: Purpose, at: Date): Promise<Challenge | null> {
      const row = await db
        .deleteFrom('challenges')
        .where('hash', '=', hash)
        .where('purpose', '=', purpose)
        .where('expires_at', '>', at)
        .returningAll()
        .executeTakeFirst()
      return row ?? null
    },

    async endChallenges(before: Date): Promise<number> {
      const ended = await db.deleteFrom('challenges').where('expires_at', '<=', before).executeTakeFirst()
      return Number(ended.numDeletedRows)
    },

    async passkeysOf(accountId: string): Promise<PasskeyRow[]> {
      return db.selectFrom('passkeys').selectAll().where('account_id', '=', accountId).orderBy('id').execute()
    },

    async byCredential(credentialId: string): Promise<PasskeyRow | null> {
      const row = await db
        .selectFrom('passkeys')
        .select(everyColumn)
        .where('credential_id', '=', credentialId)
        .executeTakeFirst()
      return row ?? null
    },

    /** False where the credential is known already. */
    async addPasskey(accountId: string, passkey: PasskeyToAdd): Promise<boolean> {
      try {
        await db.insertInto('passkeys').values(rowOf(accountId, passkey)).execute()
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },

    usePasskey: (id: string, counter: number, day: Date) => usePasskeyIn(db, { id, counter, day }),

    /** Removes a passkey, unless it is the last way in of its account. */
    async removePasskey(accountId: string, id: string): Promise<'removed' | 'last' | 'not-found'> {
      return db.transaction().execute(async on => {
        const account = await on
          .selectFrom('accounts')
          .select('passphrase_hash')
          .where('id', '=', accountId)
          .forUpdate()
          .executeTakeFirstOrThrow()
        const all = await on.selectFrom('passkeys').select('id').where('account_id', '=', accountId).execute()
        if (!all.some(one => one.id === id)) return 'not-found'
        if (all.length === 1 && account.passphrase_hash === null) return 'last'
        await on.deleteFrom('passkeys').where('id', '=', id).execute()
        return 'removed'
      })
    },
  }
}

export const rowOf = (accountId: string, passkey: PasskeyToAdd) => ({
  ...passkey,
  account_id: accountId,
  public_key: Buffer.from(passkey.public_key),
  last_used_at: null,
})

/** Notes a use. False where another use was quicker with the same or a higher counter: one of the two is a copy. */
export async function usePasskeyIn(on: Database, use: PasskeyUseToNote): Promise<boolean> {
  return (await usingPasskey(on, use).executeTakeFirst()).numUpdatedRows === 1n
}

export interface PasskeyUseToNote {
  id: string
  counter: number
  day: Date
}

/** The statement of `usePasskeyIn`, for whoever has more to ask in the same breath. */
export const usingPasskey = (on: QueryCreator<Schema>, { id, counter, day }: PasskeyUseToNote) =>
  on
    .updateTable('passkeys')
    .set({ counter, last_used_at: day })
    .where('id', '=', id)
    .where(({ eb, or, and, val }) =>
      or([eb('counter', '<', counter), and([eb('counter', '=', 0), eb(val(counter), '=', 0)])]),
    )
