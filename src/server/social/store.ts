import type { Database } from '../adapters/db/index.ts'
import { commentsStore } from './comments-store.ts'
import { followsStore } from './follows-store.ts'

export type SocialStore = ReturnType<typeof socialStore>

/** Accounts that this one follows, with their leave. */
const followedBy = (on: Database, accountId: string) =>
  on
    .selectFrom('follows')
    .select('followed_id')
    .where('account_id', '=', accountId)
    .where('accepted_at', 'is not', null)

export function socialStore(db: Database) {
  /** Counts change by the rows that really changed, so liking twice is liking once. */
  const changeLike = async (accountId: string, videoId: string, at: Date | null): Promise<number | null> =>
    db.transaction().execute(async on => {
      const open = await on
        .selectFrom('videos')
        .select('likes')
        .where('id', '=', videoId)
        .where('published_at', 'is not', null)
        .where(({ or, eb, and }) =>
          or([
            eb('visibility', 'in', ['public', 'unlisted']),
            eb('account_id', '=', accountId),
            and([eb('visibility', '=', 'followers'), eb('account_id', 'in', followedBy(on, accountId))]),
          ]),
        )
        .forUpdate()
        .executeTakeFirst()
      if (!open) return null
      const changed = at
        ? (
            await on
              .insertInto('likes')
              .values({ account_id: accountId, video_id: videoId, created_at: at })
              .onConflict(conflict => conflict.doNothing())
              .executeTakeFirst()
          ).numInsertedOrUpdatedRows
        : (
            await on
              .deleteFrom('likes')
              .where('account_id', '=', accountId)
              .where('video_id', '=', videoId)
              .executeTakeFirst()
          ).numDeletedRows
      const likes = open.likes + (at ? 1 : -1) * Number(changed ?? 0n)
      if (changed) await on.updateTable('videos').set({ likes }).where('id', '=', videoId).execute()
      return likes
    })
  return {
    ...followsStore(db),
    ...commentsStore(db),

    /** The clip's likes afterwards, or null where the account may not see the clip. */
    like: (accountId: string, videoId: string, at: Date) => changeLike(accountId, videoId, at),
    unlike: (accountId: string, videoId: string) => changeLike(accountId, videoId, null),
    /** Every clip the account likes, newest first: downloaded whole and joined on the device. */
    async likesOf(accountId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('likes')
        .select('video_id')
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(row => row.video_id)
    },
  }
}
