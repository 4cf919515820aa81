import type { Category } from '../../core/moderation/categories.ts'
import { moderationLimits } from '../../core/moderation/categories.ts'
import type { Measure, SubjectKind } from '../../core/moderation/measures.ts'
import { type Database, type RawBuilder, sql } from '../adapters/db/index.ts'

export interface CaseRow {
  id: string
  kind: SubjectKind
  subject_id: string
  account_id: string | null
  is_grave: boolean
  opened_at: Date
  due_at: Date
  found_by: 'report' | 'find' | 'match'
  state: 'open' | 'decided' | 'gone'
  taken: 'no' | 'mine' | 'other'
  is_hidden: boolean
  categories: { category: Category; n: number }[]
}

/** A place in the queue. */
export interface QueuePlace {
  isGrave: boolean
  dueAt: Date
  id: string
}

const mostCounted = 1000

/** Cases that are about a moderator, or that they reported themselves, are somebody else's. */
export const notTheirs = (moderatorId: string) => sql`
  cases.account_id is distinct from ${moderatorId}::uuid
  and not exists (select from reports where reports.case_id = cases.id and reports.account_id = ${moderatorId}::uuid)`

const columnsFor = (moderatorId: string, now: Date) => sql`
  cases.id, cases.kind, cases.subject_id, cases.account_id, cases.is_grave, cases.opened_at, cases.due_at, cases.found_by, cases.state,
  case when cases.taken_by = ${moderatorId} then 'mine'
    when cases.taken_by is not null and cases.taken_at > ${new Date(now.getTime() - moderationLimits.takenMs)} then 'other' else 'no' end as taken,
  exists (select from decisions where case_id = cases.id and measure = 'hide') as is_hidden,
  coalesce((select json_agg(json_build_object('category', category, 'n', n) order by n desc, category)
    from (select category, count(*)::int as n from reports where case_id = cases.id group by category) said), '[]') as categories`

/** The moderators' queue, and what whoever takes a case is shown besides. */
export function casesStore(db: Database) {
  const one = async (where: RawBuilder<unknown>, moderatorId: string, now: Date): Promise<CaseRow | null> => {
    const { rows } = await sql<CaseRow>`select ${columnsFor(moderatorId, now)} from cases where ${where}`.execute(db)
    return rows[0] ?? null
  }
  return {
    /** Open cases, the grave ones first, each by when it is due. */
    async queue(moderatorId: string, after: QueuePlace | null, limit: number, now: Date): Promise<CaseRow[]> {
      const behind = after
        ? sql`and ${after.isGrave ? sql`(not is_grave or ` : sql`(not is_grave and `} (due_at, id) > (${after.dueAt}::timestamptz, ${after.id}::uuid))`
        : sql``
      const { rows } = await sql<CaseRow>`select ${columnsFor(moderatorId, now)}
        from (select * from cases where state = 'open' and ${notTheirs(moderatorId)} ${behind}
          order by is_grave desc, due_at, id limit ${limit}) cases
        order by is_grave desc, due_at, id`.execute(db)
      return rows
    },

    /** How many wait, counted no further than a thousand. */
    async waiting(now: Date): Promise<{ open: number; grave: number; late: number; nextGraveDueAt: Date | null }> {
      const count = (where: RawBuilder<unknown>) =>
        sql`(select count(*)::int from (select from cases where state = 'open' ${where} limit ${mostCounted}) counted)`
      const { rows } = await sql<{ open: number; grave: number; late: number; nextGraveDueAt: Date | null }>`
        select ${count(sql``)} as open, ${count(sql`and is_grave`)} as grave, ${count(sql`and due_at < ${now}`)} as late,
          (select min(due_at) from cases where state = 'open' and is_grave) as "nextGraveDueAt"`.execute(db)
      return rows[0]!
    },

    caseFor: (id: string, moderatorId: string, now: Date) =>
      one(sql`cases.id = ${id} and ${notTheirs(moderatorId)}`, moderatorId, now),

    /** Takes a case that nobody else looks at. False where somebody does, or it is theirs not to decide, or is not open. */
    async take(id: string, moderatorId: string, at: Date): Promise<boolean> {
      const { numAffectedRows = 0n } = await sql`
        update cases set taken_by = ${moderatorId}, taken_at = ${at} where id = ${id} and state = 'open' and ${notTheirs(moderatorId)}
          and (taken_by is null or taken_by = ${moderatorId} or taken_at <= ${new Date(at.getTime() - moderationLimits.takenMs)})`.execute(
        db,
      )
      return numAffectedRows === 1n
    },

    async letGo(id: string, moderatorId: string): Promise<void> {
      await db
        .updateTable('cases')
        .set({ taken_by: null, taken_at: null })
        .where('id', '=', id)
        .where('taken_by', '=', moderatorId)
        .execute()
    },

    /** What was said in reports, without who said it. */
    async said(caseId: string, limit: number) {
      return db
        .selectFrom('reports')
        .select(['category', 'words', 'created_at'])
        .where('case_id', '=', caseId)
        .orderBy('created_at')
        .limit(limit)
        .execute()
    },

    /** What was decided about an account before, newest first. */
    async history(accountId: string, limit: number) {
      return db
        .selectFrom('decisions')
        .innerJoin('cases', 'cases.id', 'decisions.case_id')
        .innerJoin('rules', 'rules.id', 'decisions.rule_id')
        .select([
          'decisions.id',
          'decisions.at',
          'cases.kind',
          'decisions.measure',
          'rules.code as rule',
          'decisions.reason',
          sql<boolean>`exists (select from appeals where decision_id = decisions.id and outcome = 'overturned')`.as(
            'overturned',
          ),
        ])
        .where('cases.account_id', '=', accountId)
        .where('decisions.measure', '<>', 'hide')
        .where('decisions.appeal_id', 'is', null)
        .orderBy('decisions.at', 'desc')
        .limit(limit)
        .execute()
    },

    async othersOf(accountId: string, but: string) {
      return db
        .selectFrom('cases')
        .select(['id', 'kind', 'is_grave'])
        .where('account_id', '=', accountId)
        .where('state', '=', 'open')
        .where('id', '<>', but)
        .orderBy('due_at')
        .limit(20)
        .execute()
    },

    /** A comment with where it stands, whether it is shown or not. */
    async commentOf(id: string) {
      const row = await db
        .selectFrom('comments')
        .innerJoin('accounts as writer', 'writer.id', 'comments.account_id')
        .innerJoin('videos', 'videos.id', 'comments.video_id')
        .innerJoin('accounts as author', 'author.id', 'videos.account_id')
        .leftJoin('comments as parent', 'parent.id', 'comments.parent_id')
        .select([
          'comments.id',
          'comments.text',
          'comments.created_at',
          'writer.handle',
          'writer.name',
          'writer.avatar_hash',
          'videos.id as video_id',
          'videos.caption',
          'author.handle as author_handle',
          'author.name as author_name',
          'author.avatar_hash as author_avatar_hash',
          'parent.text as answers',
        ])
        .where('comments.id', '=', id)
        .executeTakeFirst()
      return row ?? null
    },

    async personById(id: string) {
      const row = await db
        .selectFrom('accounts')
        .select(['id', 'handle', 'name', 'avatar_hash'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row ?? null
    },

    /** The clip of a case that this moderator has taken, or of an appeal they may decide; null otherwise. */
    async videoOfCase(caseId: string, moderatorId: string): Promise<string | null> {
      const { rows } = await sql<{ id: string }>`
        select cases.subject_id as id from cases where cases.id = ${caseId}::uuid and cases.kind = 'video' and ${notTheirs(moderatorId)}
          and ((state = 'open' and taken_by = ${moderatorId}) or exists (
            select from appeals join decisions on decisions.id = appeals.decision_id
            where decisions.case_id = cases.id and appeals.outcome is null and decisions.by_id is distinct from ${moderatorId}::uuid))`.execute(
        db,
      )
      return rows[0]?.id ?? null
    },
  }
}

/**
 * Holds what a case is about, in the order in which every program holds it: the account, the clip, the comment. Whoever deletes it at this
 * moment comes before or after; whoever only refers to it (a report, a like) goes on.
 */
export async function holdSubject(
  on: Database,
  { kind, subject_id, account_id }: { kind: SubjectKind; subject_id: string; account_id: string | null },
): Promise<void> {
  if (kind === 'account') {
    await sql`select from accounts where id = ${subject_id} for no key update`.execute(on)
    return
  }
  if (account_id) await sql`select from accounts where id = ${account_id} for share`.execute(on)
  await sql`select from videos where id = ${kind === 'video' ? subject_id : sql`(select video_id from comments where id = ${subject_id})`}
    for no key update`.execute(on)
  if (kind === 'comment') await sql`select from comments where id = ${subject_id} for no key update`.execute(on)
}

/** Whether an account has a role among staff, which an operator takes first. */
export async function hasRole(on: Database, accountId: string): Promise<boolean> {
  const row = await on.selectFrom('roles').select('role').where('account_id', '=', accountId).executeTakeFirst()
  return row !== undefined
}

export const settleMeasure = (on: Database, kind: SubjectKind, subjectId: string) =>
  sql`select settle_measure(${kind}, ${subjectId})`.execute(on)

/** Tells one account, or nobody where it is gone. */
export const tell = async (
  on: Database,
  kind: 'decision' | 'appeal' | 'answer',
  {
    accountId,
    subjectId,
    at,
    words,
  }: { accountId: string | null; subjectId: string; at: Date; words: Measure | string },
): Promise<void> => {
  if (accountId)
    await sql`select tell_notice(${accountId}, ${kind}, null, ${subjectId}, null, '-infinity', ${at}, ${words})`.execute(
      on,
    )
}
