import { type Database, holdName } from '../adapters/db/index.ts'

/** Which tags an account follows. Following twice is following once. */
export function followedTagsStore(db: Database) {
  return {
    async tagsFollowed(accountId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('followed_tags')
        .select('tag')
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .orderBy('tag')
        .execute()
      return rows.map(({ tag }) => tag)
    },

    /** False where the account follows as many as it may. */
    async followTag(accountId: string, tag: string, at: Date, most: number): Promise<boolean> {
      return db.transaction().execute(async on => {
        await holdName(on, `tags ${accountId}`)
        const followed = await on
          .selectFrom('followed_tags')
          .select('tag')
          .where('account_id', '=', accountId)
          .execute()
        if (followed.some(one => one.tag === tag)) return true
        if (followed.length >= most) return false
        await on.insertInto('followed_tags').values({ account_id: accountId, tag, created_at: at }).execute()
        return true
      })
    },

    async unfollowTag(accountId: string, tag: string): Promise<void> {
      await db.deleteFrom('followed_tags').where('account_id', '=', accountId).where('tag', '=', tag).execute()
    },
  }
}
