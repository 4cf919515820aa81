import type { ErasedKind } from '../../core/leaving/receipt.ts'
import type { SignedReceipt } from '../../core/wire/leaving.ts'
import { type Database, sql } from '../adapters/db/index.ts'

export type Census = Partial<Record<ErasedKind, number>>
export interface Departure {
  accountId: string
  codeHash: string
  askedAt: Date
  leavesAt: Date
}

/** What the rows of a table are of. Tables that are not here count as `other`. */
const kindOf: Readonly<Record<string, ErasedKind>> = {
  accounts: 'account',
  avatars: 'account',
  account_words: 'account',
  newcomers: 'account',
  sessions: 'signIn',
  passkeys: 'signIn',
  recovery_codes: 'signIn',
  tokens: 'signIn',
  videos: 'clips',
  comments: 'comments',
  likes: 'likes',
  saves: 'saves',
  collections: 'saves',
  reposts: 'reposts',
  follows: 'follows',
  followed_tags: 'follows',
  blocks: 'walls',
  mutes: 'walls',
  muted: 'walls',
  notices: 'notices',
  notice_choices: 'notices',
}

/** Rows that many of an account's may be, in an order in which nothing is shown half. Each is the account's by `account_id`. */
const bulky = ['comments', 'likes', 'saves', 'reposts'] as const
const atOnce = 500

const hasOpenCase = sql<boolean>`exists (
  select from cases where cases.account_id = departures.account_id and cases.state = 'open')`

export type LeavingStore = ReturnType<typeof leavingStore>

/** Accounts that leave. Everything here may be asked for twice, and goes on where it was cut off. */
export function leavingStore(db: Database) {
  return {
    /** Hides the account, whose programs are ended. */
    async leave({ accountId, codeHash, askedAt, leavesAt }: Departure): Promise<'left' | 'already' | 'staff'> {
      return db.transaction().execute(async on => {
        const role = await on.selectFrom('roles').select('role').where('account_id', '=', accountId).executeTakeFirst()
        if (role) return 'staff'
        const added = await on
          .insertInto('departures')
          .values({ account_id: accountId, code_hash: codeHash, asked_at: askedAt, leaves_at: leavesAt })
          .onConflict(conflict => conflict.doNothing())
          .executeTakeFirst()
        if (added.numInsertedOrUpdatedRows !== 1n) return 'already'
        // A program that goes on posting would undo what was decided.
        await on.deleteFrom('tokens').where('account_id', '=', accountId).execute()
        return 'left'
      })
    },

    /** Shows the account again, unless a decision hides it. False where it was not leaving, or its erasure has begun. */
    async stay(accountId: string): Promise<boolean> {
      return db.transaction().execute(async on => {
        const removed = await on
          .deleteFrom('departures')
          .where('account_id', '=', accountId)
          .where('census', 'is', null)
          .executeTakeFirst()
        if (removed.numDeletedRows !== 1n) return false
        await sql`select settle_measure('account', ${accountId})`.execute(on)
        return true
      })
    },

    async departureOf(accountId: string): Promise<{ leavesAt: Date; waitsForCase: boolean } | null> {
      const row = await db
        .selectFrom('departures')
        .select(['leaves_at', hasOpenCase.as('waits')])
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row ? { leavesAt: row.leaves_at, waitsForCase: row.waits } : null
    },

    /** Whoever's time has come. One whose case is open comes once `leaves_at` is before `waitedSince`. */
    async due(now: Date, waitedSince: Date): Promise<Departure[]> {
      const rows = await db
        .selectFrom('departures')
        .select(['account_id as accountId', 'code_hash as codeHash', 'asked_at as askedAt', 'leaves_at as leavesAt'])
        .where('leaves_at', '<=', now)
        .where(({ or, eb, not }) => or([eb('leaves_at', '<=', waitedSince), not(hasOpenCase)]))
        .orderBy('leaves_at')
        .limit(50)
        .execute()
      return rows
    },

    /** Counts what there is to erase, once: from here on there is no way back. */
    async begin(accountId: string): Promise<Census> {
      const counted = await census(db, accountId)
      await db
        .updateTable('departures')
        .set({ census: JSON.stringify(counted) })
        .where('account_id', '=', accountId)
        .where('census', 'is', null)
        .execute()
      const { census: kept } = await db
        .selectFrom('departures')
        .select('census')
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow()
      return kept as Census
    },

    /** Files that were made for the account, and such as it brought. */
    async archivesOf(accountId: string): Promise<string[]> {
      const made = db.selectFrom('archives').select('id').where('account_id', '=', accountId)
      const brought = db.selectFrom('arrivals').select('id').where('account_id', '=', accountId)
      return (await made.union(brought).execute()).map(({ id }) => id)
    },

    async clipsOf(accountId: string): Promise<string[]> {
      const rows = await db.selectFrom('videos').select('id').where('account_id', '=', accountId).limit(100).execute()
      return rows.map(({ id }) => id)
    },

    /** Work that waits for a clip which is gone. */
    async endJobsOf(videoId: string): Promise<void> {
      await sql`
        delete from graphile_worker._private_jobs where locked_at is null and payload->>'videoId' = ${videoId}`.execute(
        db,
      )
    },

    /** Erases some of what an account has much of; false where nothing of it is left. */
    async eraseSome(accountId: string): Promise<boolean> {
      for (const table of bulky) {
        const erased = await db.transaction().execute(async on => {
          // The clips first and in one order, as whoever comments or likes takes them.
          const { rows } = await sql<{ id: string }>`
            select id from videos where id in (
              select video_id from ${sql.table(table)} where account_id = ${accountId} order by video_id limit ${atOnce}
            ) order by id for update`.execute(on)
          if (rows.length === 0) return 0n
          const { numAffectedRows = 0n } = await sql`
            delete from ${sql.table(table)} where account_id = ${accountId} and video_id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
            on,
          )
          return numAffectedRows
        })
        if (erased > 0n) return true
      }
      return false
    },

    /** What stays without the person: cases about them or theirs, and lines of the log of staff. */
    async keptOf(accountId: string): Promise<{ cases: number; log: number }> {
      const { rows } = await sql<{ cases: number; log: number }>`
        select
          (select count(*) from cases where account_id = ${accountId}) as cases,
          (select count(*) from staff_acts where actor_id = ${accountId}
            or subject = (select handle from accounts where id = ${accountId})) as log`.execute(db)
      return rows[0]!
    },

    /** What goes with one clip, or with one comment and its replies. */
    async censusOf(what: 'video' | 'comment', id: string): Promise<{ erased: Census; cases: number }> {
      const count = (table: string, column: string) =>
        sql`(select count(*)::int from ${sql.table(table)} where ${sql.ref(column)} = ${id})`
      const { rows } = await sql<Census & { cases: number }>`
        select ${count('cases', 'subject_id')} as cases, ${
          what === 'video'
            ? sql`1 as clips, ${count('video_files', 'video_id')} as files, ${count('comments', 'video_id')} as comments,
                ${count('likes', 'video_id')} as likes, ${count('saves', 'video_id')} as saves, ${count('reposts', 'video_id')} as reposts`
            : sql`1 + ${count('comments', 'parent_id')} as comments`
        }`.execute(db)
      const { cases, ...counted } = rows[0]!
      return { erased: Object.fromEntries(Object.entries(counted).filter(([, n]) => Number(n) > 0)), cases }
    },

    /** The last of it: the account itself, and the receipt in its place. */
    async finish(accountId: string, codeHash: string, erasedAt: Date, document: SignedReceipt): Promise<void> {
      await db.transaction().execute(async on => {
        await on
          .insertInto('erasures')
          .values({ code_hash: codeHash, erased_at: erasedAt, document: JSON.stringify(document) })
          .onConflict(conflict => conflict.doNothing())
          .execute()
        // The case goes on, with what was reported of which kind; what this person said of it is theirs.
        await on
          .updateTable('reports')
          .set({ words: '', code_hash: null })
          .where('account_id', '=', accountId)
          .execute()
        await on.deleteFrom('accounts').where('id', '=', accountId).execute()
      })
    },

    /** Work of one account stands in a line of its own, which the queue would keep: lines of accounts that are gone, once nothing works in them. */
    async endLines(): Promise<void> {
      await sql`
        delete from graphile_worker._private_job_queues line where locked_at is null
          and not exists (select from graphile_worker._private_jobs where job_queue_id = line.id)
          and not exists (select from accounts where id::text = line.queue_name)`.execute(db)
    },

    async receiptOf(codeHash: string): Promise<SignedReceipt | null> {
      const row = await db
        .selectFrom('erasures')
        .select('document')
        .where('code_hash', '=', codeHash)
        .executeTakeFirst()
      return row ? (row.document as SignedReceipt) : null
    },

    async forgetReceipts(before: Date): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('erasures')
        .where('erased_at', '<', before)
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }
}

/** Every table whose rows go with an account, as the database itself knows them. */
async function census(on: Database, accountId: string): Promise<Census> {
  const { rows: owned } = await sql<{ table: string; column: string }>`
    select relname as table, attname as column from pg_constraint
      join pg_class on pg_class.oid = conrelid
      join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'accounts'::regclass and confdeltype = 'c' and array_length(conkey, 1) = 1`.execute(
    on,
  )
  const counted: Census = { account: 1 }
  const add = (kind: ErasedKind, n: number) => {
    if (n > 0) counted[kind] = (counted[kind] ?? 0) + n
  }
  for (const { table, column } of owned) {
    if (table === 'departures') continue
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from ${sql.table(table)} where ${sql.ref(column)} = ${accountId}`.execute(on)
    add(kindOf[table] ?? 'other', rows[0]!.n)
  }
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from video_files join videos on videos.id = video_files.video_id where account_id = ${accountId}`.execute(
    on,
  )
  add('files', rows[0]!.n)
  return counted
}
