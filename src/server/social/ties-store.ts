import { type Database, sql } from '../adapters/db/index.ts'
import type { After } from '../videos/index.ts'
import { type Wall, wallBetween } from './blocks-store.ts'
import { isLimited } from './protection-store.ts'

/** What one account does to a clip of another, once. */
export type Tie = 'likes' | 'saves' | 'reposts'

/** Accounts that this one follows, with their leave. */
const followedBy = (on: Database, accountId: string) =>
  on
    .selectFrom('follows')
    .select('followed_id')
    .where('account_id', '=', accountId)
    .where('accepted_at', 'is not', null)

const isYoung = async (on: Database, accountId: string): Promise<boolean> =>
  (await on.selectFrom('accounts').select('is_young').where('id', '=', accountId).executeTakeFirst())?.is_young === true

const follows = async (on: Database, accountId: string, otherId: string): Promise<boolean> =>
  (await followedBy(on, accountId).where('followed_id', '=', otherId).executeTakeFirst()) !== undefined

/** Likes, saves and reposts. Counts follow the rows by a trigger, so liking twice is liking once. */
export function tiesStore(db: Database) {
  /** A clip that the account may see, held until the transaction ends: whoever deletes or hides it comes before or after. */
  const seen = (on: Database, accountId: string, videoId: string) =>
    on
      .selectFrom('videos')
      .select(['account_id', 'visibility'])
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
  const count = async (on: Database, tie: Tie, videoId: string): Promise<{ count: number | null }> => {
    const row = await on.selectFrom('videos').select([tie, 'hides_counts']).where('id', '=', videoId).executeTakeFirst()
    return { count: !row || row.hides_counts ? null : (row[tie] as number) }
  }
  return {
    /** How many there are afterwards; null where the account may not see the clip, or, for a repost, not everybody may. */
    async addTie(
      tie: Tie,
      accountId: string,
      videoId: string,
      at: Date,
    ): Promise<{ count: number | null } | Wall | 'self' | 'young' | 'limited' | null> {
      return db.transaction().execute(async on => {
        const clip = await seen(on, accountId, videoId)
        if (!clip || (tie === 'reposts' && clip.visibility !== 'public')) return null
        if (tie === 'reposts' && clip.account_id === accountId) return 'self'
        if (
          tie === 'reposts' &&
          (await isYoung(on, clip.account_id)) &&
          !(await follows(on, accountId, clip.account_id))
        )
          return 'young'
        const wall = tie === 'saves' ? null : await wallBetween(on, accountId, clip.account_id)
        if (wall) return wall
        if (tie === 'reposts' && (await isLimited(on, accountId, clip.account_id, at))) return 'limited'
        await on
          .insertInto(tie)
          .values({ account_id: accountId, video_id: videoId, created_at: at })
          .onConflict(conflict => conflict.doNothing())
          .execute()
        return count(on, tie, videoId)
      })
    },

    /** Takes back what is there, whether or not the clip can still be seen. */
    async removeTie(tie: Tie, accountId: string, videoId: string): Promise<{ count: number | null }> {
      return db.transaction().execute(async on => {
        await on.selectFrom('videos').select('id').where('id', '=', videoId).forUpdate().execute()
        await on.deleteFrom(tie).where('account_id', '=', accountId).where('video_id', '=', videoId).execute()
        return (await seen(on, accountId, videoId)) ? count(on, tie, videoId) : { count: null }
      })
    },

    /** Every clip that the account likes or has passed on, newest first: downloaded whole and joined on the device. */
    async tiesOf(tie: Tie, accountId: string): Promise<string[]> {
      const rows = await db
        .selectFrom(tie)
        .select('video_id')
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(row => row.video_id)
    },

    /**
     * Public clips that an account likes or passes on, newest first, for anyone. Null where there is no such account, or it does not
     * show what it likes.
     */
    async shownClips(
      tie: 'likes' | 'reposts',
      handle: string,
      after: After | null,
      limit: number,
    ): Promise<After[] | null> {
      const account = await db
        .selectFrom('accounts')
        .select(['id', 'shows_likes'])
        .where('handle', '=', handle)
        .where('suspended_at', 'is', null)
        .executeTakeFirst()
      if (!account || (tie === 'likes' && !account.shows_likes)) return null
      const { rows } = await sql<After>`
        select ties.video_id as id, ties.created_at as at from ${sql.table(tie)} ties
        join videos on videos.id = ties.video_id and videos.published_at is not null and videos.visibility = 'public'
        where ties.account_id = ${account.id}
          ${after ? sql`and (ties.created_at, ties.video_id) < (${after.at}, ${after.id}::uuid)` : sql``}
        order by ties.created_at desc, ties.video_id desc limit ${limit}`.execute(db)
      return rows
    },
  }
}
