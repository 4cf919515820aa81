import type { RefusalCode, RefusalParams } from '../../core/errors.ts'
import type { Visibility } from '../../core/videos/visibility.ts'
import { addJob, type Database, holdName, sql } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'

export type ArrivalState = 'arriving' | 'sealed' | 'opening' | 'bringing' | 'done' | 'refused'

export interface Fault {
  code: string
  params: Record<string, string | number>
}

export interface ArrivalRow {
  account_id: string
  id: string
  state: ArrivalState
  file_name: string
  bytes: number
  begun_at: Date
  /** Of clips of which the archive does not say who may see them. */
  visibility: Visibility
  file_key: Buffer | null
  /** Opens what is sealed of it, until it is brought. */
  ticket: string | null
  came_from: string | null
  proof: Record<string, unknown> | null
  fault: Fault | null
  ended_at: Date | null
}

/** As it is kept. */
export type SealedArrival = Omit<ArrivalRow, 'proof'> & { proof: string | null }

export type ItemKind = 'clip' | 'words' | 'saves'
export interface NewItem {
  kind: ItemKind
  origin: string
  words: Record<string, unknown>
  fault?: Fault
}
export interface ItemRow {
  arrival_id: string
  place: number
  kind: string
  origin: string
  words: Record<string, unknown>
  state: 'waiting' | 'checking' | 'done' | 'there' | 'refused'
  video_id: string | null
  fault: Fault | null
}

export type SealedItem = Omit<ItemRow, 'words'> & { words: string }

export type ArrivalsStore = ReturnType<typeof arrivalsStore>

/** Whose line an arrival’s job stands in: one after another for each account. */
const jobOf = (id: string, notBefore?: Date) => ({
  ...{ task: 'arrival', payload: { arrivalId: id }, key: `arrival ${id}`, priority: 1000 },
  ...(notBefore ? { notBefore } : {}),
})
const ended = ['done', 'refused'] as const

/** Archives that are brought: one for each account, its items in their order, and what each became. */
export function arrivalsStore(db: Database, keys: Keys) {
  const byId = async (id: string): Promise<SealedArrival | null> =>
    (await db.selectFrom('arrivals').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  return {
    byId,
    async ofAccount(accountId: string): Promise<SealedArrival | null> {
      return (
        (await db.selectFrom('arrivals').selectAll().where('account_id', '=', accountId).executeTakeFirst()) ?? null
      )
    },

    /** Begins, in place of one that ended. False where one is under way; else the id of the one that it replaces, or null. */
    async begin(
      one: {
        id: string
        accountId: string
        fileName: string
        ticket: string
        bytes: number
        visibility: Visibility
        at: Date
      },
      requireRoom: (promisedBytes: number) => Promise<void>,
    ): Promise<false | { replaced: string | null }> {
      const fileName = await keys.seal(one.accountId, 'arrivals.file_name', one.fileName)
      return db.transaction().execute(async on => {
        await holdName(on, 'arrivals')
        const before = await on
          .selectFrom('arrivals')
          .select(['id', 'state'])
          .where('account_id', '=', one.accountId)
          .executeTakeFirst()
        if (before && !(ended as readonly string[]).includes(before.state)) return false
        const { promised } = await on
          .selectFrom('arrivals')
          .select(({ fn }) => fn.sum<number | null>('bytes').as('promised'))
          .where('state', 'not in', ended)
          .executeTakeFirstOrThrow()
        await requireRoom(one.bytes + Number(promised ?? 0))
        await on.deleteFrom('arrivals').where('account_id', '=', one.accountId).execute()
        await on
          .insertInto('arrivals')
          .values({
            account_id: one.accountId,
            id: one.id,
            state: 'arriving',
            file_name: fileName,
            ticket: one.ticket,
            bytes: one.bytes,
            begun_at: one.at,
            visibility: one.visibility,
          })
          .execute()
        return { replaced: before?.id ?? null }
      })
    },

    /** Every byte is there: it waits for its passphrase, or is opened. Can be asked for twice. */
    async arrive(id: string, isSealed: boolean): Promise<void> {
      await db.transaction().execute(async on => {
        const { numUpdatedRows } = await on
          .updateTable('arrivals')
          .set({ state: isSealed ? 'sealed' : 'opening' })
          .where('id', '=', id)
          .where('state', '=', 'arriving')
          .executeTakeFirst()
        if (numUpdatedRows === 1n && !isSealed) await addJob(on, jobOf(id))
      })
    },

    async unseal(id: string, fileKey: Buffer): Promise<void> {
      await db.transaction().execute(async on => {
        const { numUpdatedRows } = await on
          .updateTable('arrivals')
          .set({ state: 'opening', file_key: fileKey })
          .where('id', '=', id)
          .where('state', '=', 'sealed')
          .executeTakeFirst()
        if (numUpdatedRows === 1n) await addJob(on, jobOf(id))
      })
    },

    /** What is in it is known: its items wait. */
    async opened(
      { id, account_id }: { id: string; account_id: string },
      {
        cameFrom,
        proof,
        items,
      }: { cameFrom: string; proof: Record<string, unknown> | null; items: readonly NewItem[] },
    ): Promise<void> {
      const seal = (column: string, words: readonly string[]) => keys.sealAll(account_id, column, words)
      const [from] = await seal('arrivals.came_from', [cameFrom])
      const [proven] = proof ? await seal('arrivals.proof', [JSON.stringify(proof)]) : [null]
      const origins = await seal(
        'arriving_items.origin',
        items.map(({ origin }) => origin),
      )
      const said = await seal(
        'arriving_items.words',
        items.map(({ words }) => JSON.stringify(words)),
      )
      await db.transaction().execute(async on => {
        const { numUpdatedRows } = await on
          .updateTable('arrivals')
          .set({ state: 'bringing', file_key: null, came_from: from!, proof: proven! })
          .where('id', '=', id)
          .where('state', '=', 'opening')
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return
        await on.deleteFrom('arriving_items').where('arrival_id', '=', id).execute()
        const rows = items.map(({ kind, fault }, place) => ({
          ...{ arrival_id: id, place, kind, origin: origins[place]!, words: said[place]! },
          ...{
            state: fault ? ('refused' as const) : ('waiting' as const),
            fault: fault ? JSON.stringify(fault) : null,
          },
        }))
        for (let from = 0; from < rows.length; from += 500)
          await on
            .insertInto('arriving_items')
            .values(rows.slice(from, from + 500))
            .execute()
      })
    },

    /** What is not dealt with yet, in its order. */
    async nextItems(id: string, limit: number): Promise<SealedItem[]> {
      return db
        .selectFrom('arriving_items')
        .selectAll()
        .where('arrival_id', '=', id)
        .where('state', 'in', ['waiting', 'checking'])
        .orderBy('place')
        .limit(limit)
        .execute()
    },

    async setItem(
      { arrival_id, place }: Pick<ItemRow, 'arrival_id' | 'place'>,
      change: {
        state?: ItemRow['state']
        videoId?: string
        fault?: { code: RefusalCode | string; params: RefusalParams }
      },
    ): Promise<void> {
      await db
        .updateTable('arriving_items')
        .set({
          ...(change.state ? { state: change.state } : {}),
          ...(change.videoId ? { video_id: change.videoId } : {}),
          ...(change.fault ? { fault: JSON.stringify(change.fault) } : {}),
        })
        .where('arrival_id', '=', arrival_id)
        .where('place', '=', place)
        .execute()
    },

    /** The job goes on a moment later. */
    async goOn(id: string, notBefore: Date): Promise<void> {
      await db.transaction().execute(on => addJob(on, jobOf(id, notBefore)))
    },

    /** What was refused for a reason that has passed is tried once more. False where nothing of it waits. */
    async tryAgain(accountId: string, ticket: string): Promise<boolean> {
      return db.transaction().execute(async on => {
        const row = await on
          .updateTable('arrivals')
          .set({
            state: sql<'bringing'>`case when came_from is null then 'opening' else 'bringing' end`,
            fault: null,
            ended_at: null,
            ticket,
          })
          .where('account_id', '=', accountId)
          .where('state', '=', 'refused')
          .returning('id')
          .executeTakeFirst()
        if (row) await addJob(on, jobOf(row.id))
        return row !== undefined
      })
    },

    async end(id: string, at: Date, fault: Fault | null): Promise<void> {
      await db
        .updateTable('arrivals')
        .set({
          state: fault ? 'refused' : 'done',
          fault: fault && JSON.stringify(fault),
          ended_at: at,
          file_key: null,
          ...(fault ? {} : { ticket: null }),
        })
        .where('id', '=', id)
        .where('state', 'not in', ended)
        .execute()
    },

    async remove(accountId: string): Promise<string | null> {
      const row = await db.deleteFrom('arrivals').where('account_id', '=', accountId).returning('id').executeTakeFirst()
      return row?.id ?? null
    },

    /** Takes away what ended before a moment, and what nobody went on with since another. */
    async removeOld(endedBefore: Date, begunBefore: Date): Promise<number> {
      const gone = await db
        .deleteFrom('arrivals')
        .where(({ or, and, eb }) =>
          or([
            eb('ended_at', '<=', endedBefore),
            and([eb('state', 'in', ['arriving', 'sealed']), eb('begun_at', '<=', begunBefore)]),
          ]),
        )
        .executeTakeFirst()
      return Number(gone.numDeletedRows)
    },

    /** Files that are still needed: of arrivals that are not done. */
    async wanted(ids: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set()
      const rows = await db
        .selectFrom('arrivals')
        .select('id')
        .where('id', 'in', ids)
        .where('state', '<>', 'done')
        .execute()
      return new Set(rows.map(({ id }) => id))
    },

    /** Clips alone: profile, collections and muted words come along. */
    async counts(id: string): Promise<{ done: number; of: number; there: number; refused: number }> {
      const { rows } = await sql<{ done: number; of: number; there: number; refused: number }>`
        select count(*) filter (where state in ('done', 'there', 'refused'))::int as done, count(*)::int as of,
          count(*) filter (where state = 'there')::int as there, count(*) filter (where state = 'refused')::int as refused
        from arriving_items where arrival_id = ${id} and kind = 'clip'`.execute(db)
      return rows[0]!
    },

    async refusedItems(id: string, limit: number): Promise<SealedItem[]> {
      return db
        .selectFrom('arriving_items')
        .selectAll()
        .where('arrival_id', '=', id)
        .where('state', '=', 'refused')
        .orderBy('place')
        .limit(limit)
        .execute()
    },

    /** Which clip something became, where it came before and is still there. */
    async arrivedAs(accountId: string, origin: string): Promise<string | null> {
      const row = await db
        .selectFrom('arrived')
        .select('video_id')
        .where('account_id', '=', accountId)
        .where('origin', 'in', [origin, await keys.seal(accountId, 'arrived.origin', origin)])
        .executeTakeFirst()
      return row?.video_id ?? null
    },

    /** The clip is dated as it was where it came from, names nobody of here, and comes once. */
    async date(accountId: string, videoId: string, said: string, firstShownAt: Date | null): Promise<void> {
      const origin = await keys.seal(accountId, 'arrived.origin', said)
      await db.transaction().execute(async on => {
        await on.updateTable('videos').set({ first_shown_at: firstShownAt }).where('id', '=', videoId).execute()
        // Whoever has that handle here is somebody else.
        await on.deleteFrom('mentions').where('video_id', '=', videoId).execute()
        await on
          .insertInto('arrived')
          .values({ account_id: accountId, origin, video_id: videoId })
          .onConflict(conflict => conflict.columns(['account_id', 'origin']).doUpdateSet({ video_id: videoId }))
          .execute()
      })
    },

    /** Why the account may show nothing new, if so. */
    async standingOf(
      accountId: string,
    ): Promise<{ isSuspended: boolean; restrictedUntil: Date | null; isWaiting: boolean; isYoung: boolean }> {
      const { rows } = await sql<{ suspended: boolean; until: Date | null; waiting: boolean; young: boolean }>`
        select suspended_at is not null as suspended, case when restricted_until > now() then restricted_until end as until,
          exists (select from newcomers where account_id = accounts.id) as waiting, is_young as young
        from accounts where id = ${accountId}`.execute(db)
      const row = rows[0]
      return {
        ...{ isSuspended: row?.suspended ?? true, restrictedUntil: row?.until ?? null },
        ...{ isWaiting: row?.waiting ?? false, isYoung: row?.young ?? false },
      }
    },
  }
}
