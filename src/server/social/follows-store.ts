import type { TieState } from '../../core/wire/social.ts'
import type { PersonRow } from '../accounts/index.ts'
import { type Database, holdName } from '../adapters/db/index.ts'
import { type Wall, wallBetween } from './blocks-store.ts'

export interface TieRow extends PersonRow {
  created_at: Date
  accepted_at: Date | null
}

const stateOf = ({ accepted_at }: { accepted_at: Date | null }): TieState => (accepted_at ? 'accepted' : 'asked')

/** Who follows whom. Asking twice is asking once. */
export function followsStore(db: Database) {
  const idOf = async (on: Database, handle: string) =>
    on.selectFrom('accounts').select(['id', 'is_closed']).where('handle', '=', handle).executeTakeFirst()
  return {
    /** What the follow comes to; null where nobody has the handle. */
    async follow(
      accountId: string,
      handle: string,
      at: Date,
      most: number,
    ): Promise<TieState | Wall | 'self' | 'most' | null> {
      return db.transaction().execute(async on => {
        await holdName(on, `follows ${accountId}`)
        const other = await on
          .selectFrom('accounts')
          .select(['id', 'is_closed', 'limited_until'])
          .where('handle', '=', handle)
          .where('suspended_at', 'is', null)
          // An account that is closed or opened at this moment answers as it is after.
          .forShare()
          .executeTakeFirst()
        if (!other) return null
        if (other.id === accountId) return 'self'
        const wall = await wallBetween(on, accountId, other.id)
        if (wall) return wall
        const there = await on
          .selectFrom('follows')
          .select('accepted_at')
          .where('account_id', '=', accountId)
          .where('followed_id', '=', other.id)
          .executeTakeFirst()
        if (there) return stateOf(there)
        const { n } = await on
          .selectFrom('follows')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('account_id', '=', accountId)
          .executeTakeFirstOrThrow()
        if (Number(n) >= most) return 'most'
        const isAsked = other.is_closed || (other.limited_until !== null && other.limited_until > at)
        const tie = { accepted_at: isAsked ? null : at }
        await on
          .insertInto('follows')
          .values({ account_id: accountId, followed_id: other.id, created_at: at, ...tie })
          .execute()
        return stateOf(tie)
      })
    },

    async unfollow(accountId: string, handle: string): Promise<void> {
      const other = await idOf(db, handle)
      if (!other) return
      await db.deleteFrom('follows').where('account_id', '=', accountId).where('followed_id', '=', other.id).execute()
    },

    /** Gives leave. False where nobody by that handle follows or has asked. */
    async accept(accountId: string, handle: string, at: Date): Promise<boolean> {
      const other = await idOf(db, handle)
      if (!other) return false
      const accepted = await db
        .updateTable('follows')
        .set(({ fn, val }) => ({ accepted_at: fn.coalesce('accepted_at', val(at)) }))
        .where('account_id', '=', other.id)
        .where('followed_id', '=', accountId)
        .executeTakeFirst()
      return accepted.numUpdatedRows === 1n
    },

    /** Takes a follower away, or declines who has asked. They are not told. */
    async dismiss(accountId: string, handle: string): Promise<boolean> {
      const other = await idOf(db, handle)
      if (!other) return false
      const gone = await db
        .deleteFrom('follows')
        .where('account_id', '=', other.id)
        .where('followed_id', '=', accountId)
        .executeTakeFirst()
      return gone.numDeletedRows > 0n
    },

    /** Everybody the account follows or has asked to follow, newest first. */
    async followsOf(accountId: string): Promise<TieRow[]> {
      return db
        .selectFrom('follows')
        .innerJoin('accounts', 'accounts.id', 'follows.followed_id')
        .select([
          'accounts.handle',
          'accounts.name',
          'accounts.avatar_hash',
          'follows.created_at',
          'follows.accepted_at',
        ])
        .where('accounts.suspended_at', 'is', null)
        .where('follows.account_id', '=', accountId)
        .orderBy('follows.created_at', 'desc')
        .execute()
    },

    /** Who follows the account or asks to: those who ask first, then the newest; `skip` as many as were read. */
    async followersOf(accountId: string, skip: number, limit: number): Promise<TieRow[]> {
      return db
        .selectFrom('follows')
        .innerJoin('accounts', 'accounts.id', 'follows.account_id')
        .select([
          'accounts.handle',
          'accounts.name',
          'accounts.avatar_hash',
          'follows.created_at',
          'follows.accepted_at',
        ])
        .where('accounts.suspended_at', 'is', null)
        .where('follows.followed_id', '=', accountId)
        .orderBy('follows.accepted_at', order => order.desc().nullsFirst())
        .orderBy('follows.account_id')
        .offset(skip)
        .limit(limit)
        .execute()
    },

    /**
     * Whom an account follows, or who follows it, for anyone: where the account shows its ties, those of others who show theirs.
     * Null where it does not show them. Newest first; `skip` as many as were read.
     */
    async shownTies(
      handle: string,
      side: 'follows' | 'followers',
      skip: number,
      limit: number,
    ): Promise<PersonRow[] | null> {
      const account = await db
        .selectFrom('accounts')
        .select(['id', 'shows_ties'])
        .where('handle', '=', handle)
        .where('suspended_at', 'is', null)
        .executeTakeFirst()
      if (!account?.shows_ties) return null
      const [one, other] =
        side === 'follows' ? (['account_id', 'followed_id'] as const) : (['followed_id', 'account_id'] as const)
      return db
        .selectFrom('follows')
        .innerJoin('accounts', 'accounts.id', `follows.${other}`)
        .select(['accounts.handle', 'accounts.name', 'accounts.avatar_hash'])
        .where(`follows.${one}`, '=', account.id)
        .where('follows.accepted_at', 'is not', null)
        .where('accounts.shows_ties', '=', true)
        .where('accounts.suspended_at', 'is', null)
        .orderBy('follows.accepted_at', 'desc')
        .orderBy(`follows.${other}`)
        .offset(skip)
        .limit(limit)
        .execute()
    },
  }
}
