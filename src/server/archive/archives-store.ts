import { addJob, type Database, holdName } from '../adapters/db/index.ts'

export interface ArchiveRow {
  account_id: string
  id: string
  state: 'waiting' | 'making' | 'ready' | 'failed'
  asked_at: Date
  is_sealed: boolean
  seal: Buffer | null
  /** Opens what is sealed of the account, until the archive is made. */
  ticket: string | null
  of_bytes: number
  done_bytes: number
  bytes: number | null
  sha256: string | null
  ends_at: Date | null
}

export type ArchivesStore = ReturnType<typeof archivesStore>

/** One archive for each account: asked for, being made, there for a while. */
export function archivesStore(db: Database) {
  return {
    async ofAccount(accountId: string): Promise<ArchiveRow | null> {
      return (
        (await db.selectFrom('archives').selectAll().where('account_id', '=', accountId).executeTakeFirst()) ?? null
      )
    },

    /**
     * Asks for an archive, in place of one that is finished. `requireRoom` is asked for this one and all others that are not written yet,
     * and refuses by throwing. False where one is being made; else the id of the one that it replaces, or null.
     */
    async ask(
      wish: {
        id: string
        accountId: string
        seal: Buffer | null
        ticket: string
        ofBytes: number
        shore: string
        at: Date
      },
      requireRoom: (promisedBytes: number) => Promise<void>,
    ): Promise<false | { replaced: string | null }> {
      return db.transaction().execute(async on => {
        await holdName(on, 'archives')
        const before = await on
          .selectFrom('archives')
          .select(['id', 'state'])
          .where('account_id', '=', wish.accountId)
          .executeTakeFirst()
        if (before && (before.state === 'waiting' || before.state === 'making')) return false
        const { promised } = await on
          .selectFrom('archives')
          .select(({ fn }) => fn.sum<number | null>('of_bytes').as('promised'))
          .where('state', 'in', ['waiting', 'making'])
          .executeTakeFirstOrThrow()
        await requireRoom(wish.ofBytes + Number(promised ?? 0))
        await on.deleteFrom('archives').where('account_id', '=', wish.accountId).execute()
        await on
          .insertInto('archives')
          .values({
            account_id: wish.accountId,
            id: wish.id,
            state: 'waiting',
            asked_at: wish.at,
            is_sealed: wish.seal !== null,
            seal: wish.seal,
            ticket: wish.ticket,
            of_bytes: wish.ofBytes,
          })
          .execute()
        // One after another over the whole shore: a disk is read for one archive at a time.
        const payload = { archiveId: wish.id, accountId: wish.accountId, shore: wish.shore }
        await addJob(on, { task: 'archive', payload, key: `archive ${wish.id}`, queue: 'archives', priority: 2000 })
        return { replaced: before?.id ?? null }
      })
    },

    /** The archive is begun, or begun anew. Null where it is not waited for any more. */
    async begin(id: string): Promise<ArchiveRow | null> {
      return (
        (await db
          .updateTable('archives')
          .set({ state: 'making', done_bytes: 0 })
          .where('id', '=', id)
          .where('state', 'in', ['waiting', 'making'])
          .returningAll()
          .executeTakeFirst()) ?? null
      )
    },

    /** False where nobody waits for it any more. */
    async setDone(id: string, doneBytes: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('archives')
        .set({ done_bytes: doneBytes })
        .where('id', '=', id)
        .where('state', '=', 'making')
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    /** The file is whole. Whatever seals it is forgotten. */
    async finish(
      id: string,
      { bytes, sha256, endsAt }: { bytes: number; sha256: string; endsAt: Date },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('archives')
        .set({ state: 'ready', seal: null, ticket: null, bytes, sha256, ends_at: endsAt })
        .where('id', '=', id)
        .where('state', '=', 'making')
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async fail(id: string, endsAt: Date): Promise<void> {
      await db
        .updateTable('archives')
        .set({ state: 'failed', seal: null, ticket: null, ends_at: endsAt })
        .where('id', '=', id)
        .where('state', 'in', ['waiting', 'making'])
        .execute()
    },

    /** Takes the archive back, in whatever state; returns its id. */
    async remove(accountId: string): Promise<string | null> {
      const row = await db.deleteFrom('archives').where('account_id', '=', accountId).returning('id').executeTakeFirst()
      return row?.id ?? null
    },

    async removeEnded(now: Date): Promise<number> {
      const ended = await db.deleteFrom('archives').where('ends_at', '<=', now).executeTakeFirst()
      return Number(ended.numDeletedRows)
    },

    /** Of these files, those that an account waits for or may still download. */
    async wanted(ids: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set()
      const rows = await db.selectFrom('archives').select('id').where('id', 'in', ids).execute()
      return new Set(rows.map(({ id }) => id))
    },
  }
}
