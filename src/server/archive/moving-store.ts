import { addJob, type Database, sql } from '../adapters/db/index.ts'

export type MovingStore = ReturnType<typeof movingStore>

export function movingStore(db: Database) {
  return {
    async ofAccount(id: string): Promise<{ movedTo: string | null; movedAt: Date | null; movedFrom: string | null }> {
      const row = await db
        .selectFrom('accounts')
        .select(['moved_to', 'moved_at', 'moved_from'])
        .where('id', '=', id)
        .executeTakeFirst()
      return { movedTo: row?.moved_to ?? null, movedAt: row?.moved_at ?? null, movedFrom: row?.moved_from ?? null }
    },

    /** Null takes it back, and with it what its followers were told. */
    async setMovedTo(id: string, movedTo: string | null, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        await on
          .updateTable('accounts')
          .set({ moved_to: movedTo, moved_at: movedTo === null ? null : at })
          .where('id', '=', id)
          .execute()
        await on.deleteFrom('notices').where('kind', '=', 'moved').where('subject_id', '=', id).execute()
        if (movedTo !== null)
          await addJob(on, { task: 'tell-moved', payload: { accountId: id }, key: `moved ${id}`, priority: 100 })
      })
    },

    async setMovedFrom(id: string, movedFrom: string): Promise<void> {
      await db.updateTable('accounts').set({ moved_from: movedFrom }).where('id', '=', id).execute()
    },

    /** Tells everybody who follows, as far as they want to hear of it. Twice is once. */
    async tellFollowers(id: string): Promise<void> {
      await sql`
        select tell_notice(follows.account_id, 'moved', accounts.id, accounts.id, null, '-infinity', accounts.moved_at, accounts.moved_to)
        from accounts join follows on follows.followed_id = accounts.id and follows.accepted_at is not null
        where accounts.id = ${id} and moved_to is not null order by follows.account_id`.execute(db)
    },
  }
}
