import { type Database, isDuplicate, madeOnce } from '../adapters/db/index.ts'
import { type Admission, admit, joiningStore, type Newcomer, newcomerColumn } from './joining-store.ts'
import { type PasskeyToAdd, rowOf } from './passkey-store.ts'
import { type ProfileRow, profileColumns, profileStore } from './profile-store.ts'

export interface AccountRow extends ProfileRow {
  id: string
  handle: string
  name: string
  passphrase_hash: string | null
  generated: boolean
  is_closed: boolean
  is_indexed: boolean
  created_at: Date
  newcomer: Newcomer
}

export interface NewAccount {
  id: string
  handle: string
  skeleton: string
  name: string
  passphraseHash: string | null
  generated: boolean
  isYoung: boolean
  recoveryCodeHashes: readonly string[]
  passkey: PasskeyToAdd | null
  admission: Admission | null
  at: Date
}

export interface Counts {
  videos: number
  likes: number
  followers: number
  /** Whether it belongs to an institution. */
  isInstitution: boolean
}

/** What a session rests on; null for an account that was just opened. */
export type Verified = { passphraseHash: string | null } | { passkeyId: string } | null

/** Takes the transaction back. */
class Unadmitted extends Error {}

export type AccountStore = ReturnType<typeof accountStore>

/** Asked with every request of an account's. */
const sessionWithHash = madeOnce((on, { tokenHash }: { tokenHash: string }) =>
  on
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .leftJoin('roles', 'roles.account_id', 'sessions.account_id')
    .leftJoin('newcomers', 'newcomers.account_id', 'sessions.account_id')
    .leftJoin('departures', 'departures.account_id', 'sessions.account_id')
    .select([
      'roles.role',
      'accounts.suspended_at as suspendedAt',
      'accounts.restricted_until as restrictedUntil',
      'accounts.created_at as createdAt',
      'newcomers.account_id as waitingId',
      'departures.leaves_at as leavesAt',
      'accounts.is_young as isYoung',
      'sessions.id as sessionId',
      'sessions.last_used_at as lastUsedAt',
      'sessions.verified_at as verifiedAt',
      'accounts.id as accountId',
      'accounts.handle',
      'accounts.name',
    ])
    .where('sessions.token_hash', '=', tokenHash),
)

export function accountStore(db: Database) {
  const accountColumns = [
    'id',
    'handle',
    'name',
    'passphrase_hash',
    'generated',
    'is_closed',
    'is_indexed',
    'created_at',
    ...profileColumns,
    newcomerColumn,
  ] as const
  const refusedNow = async (on: Database, accountId: string): Promise<boolean> =>
    (await on
      .selectFrom('newcomers')
      .select('account_id')
      .where('account_id', '=', accountId)
      .where('refused_at', 'is not', null)
      .executeTakeFirst()) !== undefined
  const replaceCodes = async (on: Database, accountId: string, hashes: readonly string[]) => {
    await on.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
    if (hashes.length > 0) {
      await on
        .insertInto('recovery_codes')
        .values(hashes.map(code_hash => ({ account_id: accountId, code_hash, used_at: null })))
        .execute()
    }
  }
  return {
    ...profileStore(db),
    ...joiningStore(db),

    /** `taken`: the handle, or one that looks like it, is. `invite`: the code that it came by opens nothing any more. */
    async add(account: NewAccount): Promise<'added' | 'taken' | 'invite'> {
      try {
        return await db.transaction().execute(async on => {
          await on
            .insertInto('accounts')
            .values({
              id: account.id,
              handle: account.handle,
              skeleton: account.skeleton,
              name: account.name,
              passphrase_hash: account.passphraseHash,
              generated: account.generated,
              is_young: account.isYoung,
              is_closed: account.isYoung,
              is_indexed: !account.isYoung,
              created_at: account.at,
            })
            .execute()
          await replaceCodes(on, account.id, account.recoveryCodeHashes)
          if (account.passkey) await on.insertInto('passkeys').values(rowOf(account.id, account.passkey)).execute()
          if (account.admission && !(await admit(on, account.id, account.admission, account.at))) throw new Unadmitted()
          return 'added' as const
        })
      } catch (error) {
        if (isDuplicate(error)) return 'taken'
        if (error instanceof Unadmitted) return 'invite'
        throw error
      }
    },

    async byHandle(handle: string): Promise<AccountRow | null> {
      return (
        (await db.selectFrom('accounts').select(accountColumns).where('handle', '=', handle).executeTakeFirst()) ?? null
      )
    },

    async byId(id: string): Promise<AccountRow | null> {
      return (await db.selectFrom('accounts').select(accountColumns).where('id', '=', id).executeTakeFirst()) ?? null
    },

    /** Public numbers of an account: clips that anyone may list, likes on them, and followers; and whether an institution has it. */
    async countsOf(accountId: string): Promise<Counts> {
      const row = await db
        .selectFrom('videos')
        .select(({ fn }) => [
          fn.countAll<number>().as('videos'),
          fn.sum<number | null>('likes').filterWhere('hides_counts', '=', false).as('likes'),
        ])
        .where('account_id', '=', accountId)
        .where('visibility', '=', 'public')
        .where('published_at', 'is not', null)
        .executeTakeFirstOrThrow()
      const { followers } = await db
        .selectFrom('follows')
        .select(({ fn }) => fn.countAll<number>().as('followers'))
        .where('followed_id', '=', accountId)
        .where('accepted_at', 'is not', null)
        .executeTakeFirstOrThrow()
      const institution = await db
        .selectFrom('institutions')
        .select('id')
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return {
        ...{ videos: Number(row.videos), likes: Number(row.likes), followers: Number(followers) },
        isInstitution: institution !== undefined,
      }
    },

    /** Closes or opens an account; opening it accepts everybody who has asked. */
    /** From now on nothing is held back for their age; what was closed stays so until they open it. */
    async growUp(accountId: string): Promise<void> {
      await db.updateTable('accounts').set({ is_young: false }).where('id', '=', accountId).execute()
    },

    async setClosed(accountId: string, isClosed: boolean, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        await on.updateTable('accounts').set({ is_closed: isClosed }).where('id', '=', accountId).execute()
        if (isClosed) return
        await on
          .updateTable('follows')
          .set({ accepted_at: at })
          .where('followed_id', '=', accountId)
          .where('accepted_at', 'is', null)
          .execute()
      })
    },

    /** False where the session that is to stay is not there any more: then nothing is changed. */
    async setPassphrase(
      accountId: string,
      passphraseHash: string,
      keepSession: string | null,
      endPasskeys = keepSession === null,
    ): Promise<boolean> {
      return db.transaction().execute(async on => {
        if (keepSession !== null) {
          const kept = on.selectFrom('sessions').select('id').where('id', '=', keepSession).forUpdate()
          if (!(await kept.executeTakeFirst())) return false
        }
        await on.updateTable('accounts').set({ passphrase_hash: passphraseHash }).where('id', '=', accountId).execute()
        let others = on.deleteFrom('sessions').where('account_id', '=', accountId)
        if (keepSession) others = others.where('id', '!=', keepSession)
        await others.execute()
        // Whoever changes the passphrase may be shutting somebody out; a token would stay inside.
        await on.deleteFrom('tokens').where('account_id', '=', accountId).execute()
        // Who recovers has no way in of their own left, so a passkey that is still there may be somebody else's.
        if (endPasskeys) await on.deleteFrom('passkeys').where('account_id', '=', accountId).execute()
        return true
      })
    },

    async setRecoveryCodes(accountId: string, hashes: readonly string[]): Promise<void> {
      await db.transaction().execute(on => replaceCodes(on, accountId, hashes))
    },

    /** Uses a code up. True once for each code; two at the same moment cannot both be first. */
    async useRecoveryCode(accountId: string, codeHash: string, at: Date): Promise<boolean> {
      const used = await db
        .updateTable('recovery_codes')
        .set({ used_at: at })
        .where('account_id', '=', accountId)
        .where('code_hash', '=', codeHash)
        .where('used_at', 'is', null)
        .executeTakeFirst()
      return used.numUpdatedRows === 1n
    },

    /** False where what was verified, a passphrase or a passkey, is not the account's any more, or it was not let in. */
    async addSession(
      session: { id: string; accountId: string; tokenHash: string; label: string; at: Date; verifiedAt: Date },
      verified: Verified,
    ): Promise<boolean> {
      return db.transaction().execute(async on => {
        const account = await on
          .selectFrom('accounts')
          .select('passphrase_hash')
          .where('id', '=', session.accountId)
          .forShare()
          .executeTakeFirst()
        if (!account || (await refusedNow(on, session.accountId))) return false
        if (verified && 'passphraseHash' in verified && account.passphrase_hash !== verified.passphraseHash)
          return false
        if (verified && 'passkeyId' in verified) {
          const passkey = on.selectFrom('passkeys').select('id').where('id', '=', verified.passkeyId).forShare()
          if (!(await passkey.executeTakeFirst())) return false
        }
        await on
          .insertInto('sessions')
          .values({
            id: session.id,
            account_id: session.accountId,
            token_hash: session.tokenHash,
            label: session.label,
            created_at: session.at,
            last_used_at: session.at,
            verified_at: session.verifiedAt,
          })
          .execute()
        return true
      })
    },

    async sessionByHash(tokenHash: string) {
      return (await sessionWithHash(db, { tokenHash }))[0]
    },

    /** What somebody is who has just signed in. */
    async sessionOf({ id, handle, name }: Pick<AccountRow, 'id' | 'handle' | 'name'>) {
      const held = await db.selectFrom('roles').select('role').where('account_id', '=', id).executeTakeFirst()
      const { is_young, newcomer } = await db
        .selectFrom('accounts')
        .select(['is_young', newcomerColumn])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const role = held?.role ?? null
      return { account: { id, handle, name, role, isYoung: is_young, isWaiting: newcomer !== null } }
    },

    async touchSession(id: string, at: Date): Promise<void> {
      await db.updateTable('sessions').set({ last_used_at: at }).where('id', '=', id).execute()
    },

    /** Gives a session another secret; whoever has a copy of the old one is out. False where the session is gone. */
    async renewSession(sessionId: string, tokenHash: string, verifiedAt: Date): Promise<boolean> {
      const renewed = await db
        .updateTable('sessions')
        .set({ token_hash: tokenHash, verified_at: verifiedAt })
        .where('id', '=', sessionId)
        .executeTakeFirst()
      return renewed.numUpdatedRows === 1n
    },

    async sessionsOf(accountId: string) {
      return db
        .selectFrom('sessions')
        .select(['id', 'label', 'created_at', 'last_used_at'])
        .where('account_id', '=', accountId)
        .orderBy('last_used_at', 'desc')
        .execute()
    },

    /** Ends every session and every access token of the account. */
    async endEverywhere(accountId: string): Promise<void> {
      await db.transaction().execute(async on => {
        await on.deleteFrom('sessions').where('account_id', '=', accountId).execute()
        await on.deleteFrom('tokens').where('account_id', '=', accountId).execute()
      })
    },

    /** Ends one session. True when there was one to end. */
    async endSession(accountId: string, id: string): Promise<boolean> {
      const ended = await db
        .deleteFrom('sessions')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return ended.numDeletedRows > 0n
    },

    async endUnusedSessions(before: Date): Promise<number> {
      const ended = await db.deleteFrom('sessions').where('last_used_at', '<', before).executeTakeFirst()
      return Number(ended.numDeletedRows)
    },

    async forgetVerified(before: Date): Promise<number> {
      const update = db.updateTable('sessions').set({ verified_at: null }).where('verified_at', '<', before)
      return Number((await update.executeTakeFirst()).numUpdatedRows)
    },
  }
}
