import { type Category, dueAt, isGrave } from '../../core/moderation/categories.ts'
import type { SubjectKind } from '../../core/moderation/measures.ts'
import { type Database, sql, withoutDeadlock } from '../adapters/db/index.ts'
import { outcomeColumns, shownWords, subjectColumns } from './subject-store.ts'

export interface ReportToAdd {
  id: string
  caseId: string
  kind: SubjectKind
  /** A clip's or comment's id; of an account, its handle. */
  subject: string
  accountId: string | null
  category: Category
  words: string
  codeHash: string | null
  at: Date
}

interface Subject {
  id: string
  accountId: string
}

/** Whether a clip is shown to an account, or to everybody where it is null. */
const shownTo = (accountId: string | null) => sql<boolean>`
  videos.published_at is not null and (videos.visibility in ('public', 'unlisted') or (videos.visibility = 'followers' and exists (
    select from follows where follows.account_id = ${accountId}::uuid and followed_id = videos.account_id and accepted_at is not null)))`

/** What a person can see of this kind and name, held so that it is not deleted meanwhile; null where there is none for them. */
async function seen(
  on: Database,
  kind: SubjectKind,
  subject: string,
  accountId: string | null,
): Promise<Subject | null> {
  // The clip before its comment, as whoever deletes holds them.
  if (kind === 'comment')
    await sql`select from videos where id = (select video_id from comments where id = ${subject}::uuid) for key share`.execute(
      on,
    )
  const { rows } =
    kind === 'video'
      ? await sql<Subject>`select id, account_id as "accountId" from videos where id = ${subject}::uuid and ${shownTo(accountId)}
          for key share`.execute(on)
      : kind === 'comment'
        ? await sql<Subject>`select comments.id, comments.account_id as "accountId" from comments join videos on videos.id = comments.video_id
            where comments.id = ${subject}::uuid and not comments.withheld and (not comments.held or videos.account_id = ${accountId}::uuid)
              and (videos.account_id = ${accountId}::uuid or ${shownTo(accountId)}) for key share of comments`.execute(
            on,
          )
        : await sql<Subject>`select id, id as "accountId" from accounts where handle = ${subject.replace(/^@/, '').toLowerCase()}
            and suspended_at is null for key share`.execute(on)
  return rows[0] ?? null
}

export function reportsStore(db: Database) {
  return {
    /**
     * Adds a report to the open case about the same thing, or opens one. Whoever reports the same twice corrects their report.
     * `missing`: there is no such thing for them to see; `own`: it is theirs.
     */
    async report(report: ReportToAdd): Promise<{ id: string; isGrave: boolean; dueAt: Date } | 'missing' | 'own'> {
      return withoutDeadlock(() =>
        db.transaction().execute(async on => {
          const { accountId, at, category } = report
          const subject = await seen(on, report.kind, report.subject, accountId)
          if (!subject) return 'missing'
          if (subject.accountId === accountId) return 'own'
          const found = { ...report, subjectId: subject.id, concernedId: subject.accountId, foundBy: 'report' as const }
          const opened = await openCase(on, { ...found, id: report.caseId, isGrave: isGrave(category) })
          const { id } = await on
            .insertInto('reports')
            .values({
              id: report.id,
              case_id: opened.id,
              account_id: accountId,
              category,
              words: report.words,
              created_at: at,
              code_hash: report.codeHash,
            })
            .onConflict(conflict =>
              conflict
                .columns(['case_id', 'account_id'])
                .where('account_id', 'is not', null)
                .doUpdateSet({ category, words: report.words, created_at: at }),
            )
            .returning('id')
            .executeTakeFirstOrThrow()
          return { id, isGrave: opened.is_grave, dueAt: opened.due_at }
        }),
      )
    },

    /** What there is of this kind and name, whoever can see it. */
    subject: (kind: SubjectKind, subject: string) => existing(db, kind, subject),

    /** A case by what a moderator found themselves, or the one that is open already. */
    async find(found: { id: string; kind: SubjectKind; subject: string; accountId: string | null; at: Date }) {
      return db.transaction().execute(async on => {
        const subject = await existing(on, found.kind, found.subject)
        if (!subject) return 'missing'
        if (subject.accountId === found.accountId) return 'own'
        const wish = { ...found, subjectId: subject.id, concernedId: subject.accountId }
        return openCase(on, { ...wish, foundBy: 'find', isGrave: false })
      })
    },

    /** What one account reported, newest first, behind one. */
    async reportsOf(accountId: string, before: string | null, limit: number) {
      let query = reportRows().where('reports.account_id', '=', accountId)
      if (before !== null) query = query.where('reports.id', '<', before)
      return query.orderBy('reports.id', 'desc').limit(limit).execute()
    },

    async reportByCode(codeHash: string) {
      return (await reportRows().where('reports.code_hash', '=', codeHash).executeTakeFirst()) ?? null
    },

    /** Who reported, by which code, and in which words is forgotten; that something was reported stays a number. */
    async forgetReports(closedBefore: Date): Promise<number> {
      const forgotten = await sql`
        update reports set account_id = null, words = '', code_hash = null from cases
        where cases.id = reports.case_id and cases.closed_at < ${closedBefore}
          and (reports.account_id is not null or reports.words <> '' or reports.code_hash is not null)`.execute(db)
      return Number(forgotten.numAffectedRows ?? 0n)
    },
  }

  function reportRows() {
    return db
      .selectFrom('reports')
      .innerJoin('cases', 'cases.id', 'reports.case_id')
      .leftJoinLateral(
        eb =>
          eb
            .selectFrom('decisions')
            .selectAll()
            .whereRef('decisions.case_id', '=', 'cases.id')
            .where('measure', '<>', 'hide')
            .where(({ or, and, eb: is }) =>
              or([is('appeal_id', 'is', null), and([is('appeal_id', 'is not', null), is('measure', '<>', 'restore')])]),
            )
            .orderBy('at', 'desc')
            .limit(1)
            .as('decisions'),
        join => join.onTrue(),
      )
      .leftJoin('rules', 'rules.id', 'decisions.rule_id')
      .leftJoin('appeals', join =>
        join.onRef('appeals.decision_id', '=', 'decisions.id').onRef('appeals.account_id', '=', 'reports.account_id'),
      )
      .select([
        'reports.id',
        'reports.category',
        'reports.words',
        'reports.created_at',
        'cases.due_at',
        'cases.state',
        ...subjectColumns,
        shownWords.as('subject_words'),
        ...outcomeColumns,
      ])
  }
}

/** The open case about something: a new one, or the one there is, which becomes as grave as the gravest report. */
export async function openCase(
  on: Database,
  one: {
    id: string
    kind: SubjectKind
    subjectId: string
    concernedId: string
    foundBy: 'report' | 'find' | 'match'
    isGrave: boolean
    at: Date
  },
) {
  return on
    .insertInto('cases')
    .values({
      id: one.id,
      kind: one.kind,
      subject_id: one.subjectId,
      account_id: one.concernedId,
      found_by: one.foundBy,
      is_grave: one.isGrave,
      opened_at: one.at,
      due_at: dueAt(one.at, one.isGrave),
      taken_by: null,
      taken_at: null,
      state: 'open',
      closed_at: null,
    })
    .onConflict(conflict =>
      conflict.columns(['kind', 'subject_id']).where('state', '=', 'open').doUpdateSet({
        is_grave: sql<boolean>`cases.is_grave or excluded.is_grave`,
        due_at: sql<Date>`least(cases.due_at, excluded.due_at)`,
      }),
    )
    .returning(['id', 'is_grave', 'due_at'])
    .executeTakeFirstOrThrow()
}

async function existing(on: Database, kind: SubjectKind, subject: string): Promise<Subject | null> {
  const { rows } =
    kind === 'account'
      ? await sql<Subject>`select id, id as "accountId" from accounts where handle = ${subject.replace(/^@/, '').toLowerCase()} for key share`.execute(
          on,
        )
      : await sql<Subject>`select id, account_id as "accountId" from ${sql.table(kind === 'video' ? 'videos' : 'comments')}
          where id = ${subject}::uuid for key share`.execute(on)
  return rows[0] ?? null
}
