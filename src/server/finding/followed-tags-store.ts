import { type Database, holdName } from '../adapters/db/index.ts'
import { type Keys, opened, type Self } from '../keys/index.ts'

/** Which tags an account follows. Following twice is following once. */
export function followedTagsStore(db: Database, keys: Keys) {
  const sealed = (accountId: string, tag: string) => keys.seal(accountId, 'followed_tags.tag', tag)
  return {
    /** The newest first. A tag that cannot be opened any more is left out. */
    async tagsFollowed(accountId: string, self: Self): Promise<string[]> {
      const rows = await db
        .selectFrom('followed_tags')
        .select('tag')
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .execute()
      return (await opened(self, 'followed_tags.tag', 'tag', rows)).flatMap(({ tag }) => tag ?? [])
    },

    /** False where the account follows as many as it may. */
    async followTag(accountId: string, said: string, at: Date, most: number): Promise<boolean> {
      const tag = await sealed(accountId, said)
      return db.transaction().execute(async on => {
        await holdName(on, `tags ${accountId}`)
        const followed = await on
          .selectFrom('followed_tags')
          .select('tag')
          .where('account_id', '=', accountId)
          .execute()
        if (followed.some(one => one.tag === tag || one.tag === said)) return true
        if (followed.length >= most) return false
        await on.insertInto('followed_tags').values({ account_id: accountId, tag, created_at: at }).execute()
        return true
      })
    },

    async unfollowTag(accountId: string, tag: string): Promise<void> {
      await db
        .deleteFrom('followed_tags')
        .where('account_id', '=', accountId)
        // What was followed before there were keys is in clear until it is sealed.
        .where('tag', 'in', [tag, await sealed(accountId, tag)])
        .execute()
    },
  }
}
