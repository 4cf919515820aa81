import { boundOf, type RetentionId } from '../../core/register/retentions.ts'
import { type Database, type RawBuilder, sql } from '../adapters/db/index.ts'
import { pagesStore } from './pages-store.ts'

/** What is past its bound: how much, and since when the oldest of it. */
export interface Overdue {
  rows: number
  oldest: Date | null
}

export interface Run {
  rule: string
  at: Date
  ended: number
  total: number
}

export type RetentionStore = ReturnType<typeof retentionStore>

/** By rule: from where, from which moment on its time counts, and which rows alone. */
const bounds: Partial<
  Record<RetentionId, { from: RawBuilder<unknown>; since: RawBuilder<unknown>; where?: RawBuilder<unknown> }>
> = {
  waiting: { from: sql`newcomers`, since: sql`refused_at` },
  invite: { from: sql`invites`, since: sql`ends_at` },
  session: { from: sql`sessions`, since: sql`last_used_at` },
  verified: { from: sql`sessions`, since: sql`verified_at` },
  // What is written in the row is its end.
  challenge: { from: sql`challenges`, since: sql`expires_at - interval '5 minutes'` },
  archive: { from: sql`archives`, since: sql`ends_at - interval '7 days'` },
  brought: { from: sql`arrivals`, since: sql`ended_at` },
  erasure: { from: sql`erasures`, since: sql`erased_at` },
  token: { from: sql`tokens`, since: sql`expires_at` },
  // What is written in the row is its end.
  station: { from: sql`stations`, since: sql`waits_until` },
  founding: { from: sql`institutions`, since: sql`begun_at`, where: sql`state = 'founding'` },
  digest: {
    from: sql`digests`,
    since: sql`until`,
    where: sql`number < (select max(number) from digests newest where newest.institution_id = digests.institution_id)`,
  },
  code: { from: sql`operator_codes`, since: sql`created_at` },
  upload: { from: sql`videos`, since: sql`created_at`, where: sql`state = 'uploading'` },
  name: { from: sql`videos`, since: sql`uploaded_at`, where: sql`posted_at is not null and file_name <> ''` },
  draft: {
    from: sql`videos left join drafts on drafts.video_id = videos.id`,
    since: sql`greatest(uploaded_at, changed_at)`,
    where: sql`posted_at is null and state in ('ready', 'refused')`,
  },
  notice: { from: sql`notices`, since: sql`at` },
  report: {
    from: sql`reports join cases on cases.id = reports.case_id`,
    since: sql`cases.closed_at`,
    where: sql`(reports.account_id is not null or reports.words <> '' or reports.code_hash is not null)`,
  },
  request: { from: sql`requests`, since: sql`changed_at`, where: sql`account_id is not null and state <> 'open'` },
  pack: {
    from: sql`slates`,
    since: sql`made_at`,
    where: sql`body is not null and number < (select max(number) from slates)`,
  },
}

/** What is past its bound, as the tables themselves say, whoever should have ended it; and what was ended. */
export function retentionStore(db: Database) {
  return {
    ...pagesStore(db),

    /** Of a rule that counts from a column. Null of the others. */
    async overdue(rule: RetentionId, now: Date): Promise<Overdue | null> {
      const bound = bounds[rule]
      if (!bound) return null
      const before = new Date(now.getTime() - boundOf(rule))
      const { rows } = await sql<Overdue>`
        select count(*)::int as rows, min(${bound.since}) as oldest from ${bound.from}
        where ${bound.since} < ${before} and ${bound.where ?? sql`true`}`.execute(db)
      return rows[0]!
    },

    /** Words and tags of a search that nothing public has any more. */
    async unusedWords(): Promise<Overdue> {
      const { rows } = await sql<{ n: number }>`
        with used as materialized (
          select word from ts_stat('select words from video_words') union select word from ts_stat('select words from account_words')
        )
        select ((select count(*) from words where not exists (select from used where used.word = words.word))
          + (select count(*) from tags where not exists (select from video_tags where video_tags.tag = tags.tag)))::int as n`.execute(
        db,
      )
      return { rows: rows[0]!.n, oldest: null }
    },

    async runs(): Promise<Run[]> {
      return db.selectFrom('retention_runs').selectAll().orderBy('rule').execute()
    },

    async keepRun(rule: RetentionId, at: Date, ended: number): Promise<void> {
      await db
        .insertInto('retention_runs')
        .values({ rule, at, ended, total: ended })
        .onConflict(on =>
          on.column('rule').doUpdateSet({ at, ended, total: eb => eb('retention_runs.total', '+', ended) }),
        )
        .execute()
    },
  }
}
