import type { PersonRow } from '../accounts/index.ts'
import { type Database, holdName } from '../adapters/db/index.ts'

export type WallKind = 'blocks' | 'mutes'
/** `blocked`: the other has blocked the account. `blocking`: the account has blocked the other. */
export type Wall = 'blocked' | 'blocking'

export interface WalledRow extends PersonRow {
  created_at: Date
}

/**
 * What stands between an account and another that it wants something of, or null. Whoever builds a wall at this moment comes
 * before or after the caller's transaction.
 */
export async function wallBetween(on: Database, accountId: string, otherId: string): Promise<Wall | null> {
  if (accountId === otherId) return null
  await on.selectFrom('accounts').select('id').where('id', '=', otherId).forKeyShare().execute()
  const walls = await on
    .selectFrom('blocks')
    .select('account_id')
    .where(({ or, and, eb }) =>
      or([
        and([eb('account_id', '=', otherId), eb('other_id', '=', accountId)]),
        and([eb('account_id', '=', accountId), eb('other_id', '=', otherId)]),
      ]),
    )
    .execute()
  if (walls.some(({ account_id }) => account_id === otherId)) return 'blocked'
  return walls.length > 0 ? 'blocking' : null
}

/** Whom an account wants nothing of. Blocking ends what ties the two, both ways; muting changes nothing but what is shown. */
export function blocksStore(db: Database) {
  return {
    /** False where nobody has the handle. `most`: the account has as many walls as it may. */
    async wall(
      kind: WallKind,
      accountId: string,
      handle: string,
      at: Date,
      most: number,
    ): Promise<'there' | 'self' | 'most' | null> {
      return db.transaction().execute(async on => {
        const other = await on.selectFrom('accounts').select('id').where('handle', '=', handle).executeTakeFirst()
        if (!other) return null
        if (other.id === accountId) return 'self'
        // Two who block each other at once would wait for each other.
        await holdName(on, `wall ${[accountId, other.id].sort().join(' ')}`)
        await on.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute()
        const { n } = await on
          .selectFrom(kind)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('account_id', '=', accountId)
          .where('other_id', '!=', other.id)
          .executeTakeFirstOrThrow()
        if (Number(n) >= most) return 'most'
        await on
          .insertInto(kind)
          .values({ account_id: accountId, other_id: other.id, created_at: at })
          .onConflict(conflict => conflict.doNothing())
          .execute()
        if (kind === 'blocks') {
          const pair = [accountId, other.id]
          await on.deleteFrom('follows').where('account_id', 'in', pair).where('followed_id', 'in', pair).execute()
        }
        return 'there'
      })
    },

    async unwall(kind: WallKind, accountId: string, handle: string): Promise<void> {
      await db
        .deleteFrom(kind)
        .where('account_id', '=', accountId)
        .where('other_id', '=', ({ selectFrom }) =>
          selectFrom('accounts').select('accounts.id').where('handle', '=', handle),
        )
        .execute()
    },

    async wallsOf(kind: WallKind, accountId: string): Promise<WalledRow[]> {
      return db
        .selectFrom(kind)
        .innerJoin('accounts', 'accounts.id', `${kind}.other_id`)
        .select(['accounts.handle', 'accounts.name', 'accounts.avatar_hash', `${kind}.created_at`])
        .where(`${kind}.account_id`, '=', accountId)
        .orderBy(`${kind}.created_at`, 'desc')
        .execute() as Promise<WalledRow[]>
    },
  }
}
