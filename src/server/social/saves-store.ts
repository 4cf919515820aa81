import { type Database, holdName } from '../adapters/db/index.ts'
import { type Keys, opened, type Self } from '../keys/index.ts'

export interface SavedRow {
  video_id: string
  collection_id: string | null
  created_at: Date
}

/** What the account keeps to come back to, in collections of its own. Nobody else sees which. */
export function savesStore(db: Database, keys: Keys) {
  const ownCollection = (on: Database, accountId: string, id: string) =>
    on
      .selectFrom('collections')
      .select('id')
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .forShare()
      .executeTakeFirst()
  return {
    /** Puts a saved clip into a collection, or into none. False where the clip is not saved, or the collection is not there. */
    async putSaved(accountId: string, videoId: string, collectionId: string | null): Promise<boolean> {
      return db.transaction().execute(async on => {
        if (collectionId !== null && !(await ownCollection(on, accountId, collectionId))) return false
        const put = await on
          .updateTable('saves')
          .set({ collection_id: collectionId })
          .where('account_id', '=', accountId)
          .where('video_id', '=', videoId)
          .executeTakeFirst()
        return put.numUpdatedRows === 1n
      })
    },

    async savesOf(accountId: string): Promise<SavedRow[]> {
      return db
        .selectFrom('saves')
        .select(['video_id', 'collection_id', 'created_at'])
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .execute()
    },

    /** By their names; null where a name cannot be opened any more. */
    async collectionsOf(accountId: string, self: Self): Promise<{ id: string; name: string | null }[]> {
      const rows = await db
        .selectFrom('collections')
        .select(['id', 'name'])
        .where('account_id', '=', accountId)
        .orderBy('id')
        .execute()
      const named = await opened(self, 'collections.name', 'name', rows)
      return named.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
    },

    /** False where there are as many as there may be. */
    async addCollection(
      one: { id: string; accountId: string; name: string; at: Date },
      most: number,
    ): Promise<boolean> {
      const name = await keys.seal(one.accountId, 'collections.name', one.name)
      return db.transaction().execute(async on => {
        await holdName(on, `collections ${one.accountId}`)
        const { n } = await on
          .selectFrom('collections')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('account_id', '=', one.accountId)
          .executeTakeFirstOrThrow()
        if (Number(n) >= most) return false
        await on
          .insertInto('collections')
          .values({ id: one.id, account_id: one.accountId, name, created_at: one.at })
          .execute()
        return true
      })
    },

    /** False where it is not one of the account's. */
    async nameCollection(accountId: string, id: string, name: string): Promise<boolean> {
      const named = await db
        .updateTable('collections')
        .set({ name: await keys.seal(accountId, 'collections.name', name) })
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return named.numUpdatedRows === 1n
    },

    /** What was in it stays saved. */
    async removeCollection(accountId: string, id: string): Promise<boolean> {
      const gone = await db
        .deleteFrom('collections')
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    },
  }
}
