import type { SubjectKind } from '../../core/moderation/measures.ts'
import { isDecided, type RequestOutcome, shoreLabels } from '../../core/moderation/requests.ts'
import { type Database, type RawBuilder, sql, withoutDeadlock } from '../adapters/db/index.ts'
import { holdSubject, settleMeasure, tell } from './cases-store.ts'

export interface AnswerToGive {
  id: string
  byId: string
  outcome: RequestOutcome | 'more'
  reason: string
  at: Date
  /** Of the decision that writes a lifting down. */
  recordId: string
}

export type Answered = 'done' | 'missing' | 'answered' | 'own' | 'same'

const kindsOf = sql.join(
  Object.entries(shoreLabels).flatMap(([about, { of }]) =>
    of === 'decision' || of === 'features' ? [] : [sql`when ${sql.lit(about)} then ${sql.lit(of)}`],
  ),
  sql` `,
)

/**
 * SQL: the decision that holds over a label of the register, as `settle_measure` finds it. Where a decision is named itself, that one
 * as long as it holds.
 */
export const standing = (about: RawBuilder<unknown>, subjectId: RawBuilder<unknown>) => sql`(
  select newest.* from (
    select decisions.id, decisions.measure, decisions.at, decisions.reason, decisions.by_id, decisions.case_id, decisions.rule_id
    from decisions join cases on cases.id = decisions.case_id
    where (cases.kind, cases.subject_id) = (
        select case ${about} ${kindsOf} end, ${subjectId} where ${about} <> 'decisions'
        union all select named_case.kind, named_case.subject_id from decisions named join cases named_case on named_case.id = named.case_id
          where named.id = ${subjectId} and ${about} = 'decisions')
      and decisions.measure <> 'dismiss' and not (decisions.measure = 'restore' and decisions.appeal_id is not null)
      and not exists (select from appeals where decision_id = decisions.id and outcome = 'overturned')
      and (decisions.measure <> 'hide' or cases.state = 'open')
    order by decisions.at desc, decisions.id desc limit 1) newest
  where newest.measure <> 'restore' and (${about} <> 'decisions' or newest.id = ${subjectId}))`

/** SQL: whether somebody made the decision that a request is about. */
export const isMaker = (about: RawBuilder<unknown>, subjectId: RawBuilder<unknown>, staffId: string) =>
  sql<boolean>`exists (select from ${standing(about, subjectId)} held where held.by_id = ${staffId}::uuid)
    or (${about} = 'decisions' and exists (select from decisions made where made.id = ${subjectId} and made.by_id = ${staffId}::uuid))`

/** Answers to what people ask; an objection that is upheld takes the label away in the same transaction. */
export function answersStore(db: Database) {
  return {
    async answerRequest(answer: AnswerToGive): Promise<Answered> {
      return withoutDeadlock(() => db.transaction().execute(on => answerIn(on, answer)))
    },
  }
}

async function answerIn(on: Database, answer: AnswerToGive): Promise<Answered> {
  const { id, byId, outcome, reason, at } = answer
  const named = await on.selectFrom('requests').select(['about', 'subject_id']).where('id', '=', id).executeTakeFirst()
  if (!named) return 'missing'
  const subject = named.subject_id === null ? null : await caseOf(on, named.about, named.subject_id)
  if (subject) await holdSubject(on, subject)
  const row = await on
    .selectFrom('requests')
    .select(['account_id', 'about', 'subject_id', 'state', 'appeal_of'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.account_id === null) return 'missing'
  if (row.state !== 'open') return 'answered'
  if (row.account_id === byId) return 'own'
  const first = row.appeal_of === null ? null : await answererOf(on, row.appeal_of)
  if (first === byId) return 'same'
  if (row.subject_id !== null && (await madeBy(on, row.about, row.subject_id, byId))) return 'same'
  if (outcome === 'upheld' && row.subject_id !== null) {
    const decision = await standingOf(on, row.about, row.subject_id)
    if (row.about === 'features') await forgetFeatures(on, row.subject_id, at)
    else if (decision && subject) {
      const { case_id, rule_id } = decision
      const values = { id: answer.recordId, case_id, rule_id, at, by_id: byId, measure: 'restore' as const, reason }
      await on
        .insertInto('decisions')
        .values({ ...values, until: null, appeal_id: null })
        .execute()
      await settleMeasure(on, subject.kind, subject.subject_id)
    }
  }
  const given =
    outcome === 'more'
      ? { state: 'more' as const, reason, changed_at: at }
      : { state: 'answered' as const, outcome, reason, changed_at: at, answered_by: byId }
  await on.updateTable('requests').set(given).where('id', '=', id).execute()
  // An answer takes the place of what more was asked: a line of an inbox keeps its words.
  await on.deleteFrom('notices').where('subject_id', '=', id).where('kind', '=', 'answer').execute()
  await tell(on, 'answer', { accountId: row.account_id, subjectId: id, at, words: outcome })
  return 'done'
}

const madeBy = async (on: Database, about: string, subjectId: string, byId: string): Promise<boolean> => {
  const { rows } = await sql<{ made: boolean }>`
    select ${isMaker(sql`${about}::text`, sql`${subjectId}::uuid`, byId)} as made`.execute(on)
  return rows[0]!.made
}

const standingOf = async (on: Database, about: string, subjectId: string) => {
  const { rows } = await sql<{
    case_id: string
    rule_id: string
  }>`select case_id, rule_id from ${standing(sql`${about}::text`, sql`${subjectId}::uuid`)} found`.execute(on)
  return rows[0] ?? null
}

const answererOf = async (on: Database, id: string): Promise<string | null> =>
  (await on.selectFrom('requests').select('answered_by').where('id', '=', id).executeTakeFirst())?.answered_by ?? null

/** What a decision over this label is about; null where no decision sets it. */
async function caseOf(
  on: Database,
  about: string,
  subjectId: string,
): Promise<{ kind: SubjectKind; subject_id: string; account_id: string | null } | null> {
  if (!isDecided(about)) return null
  const { rows } = await sql<{ kind: SubjectKind; subject_id: string; account_id: string | null }>`
    select kind, subject_id, account_id from cases join ${standing(sql`${about}::text`, sql`${subjectId}::uuid`)} found on found.case_id = cases.id`.execute(
    on,
  )
  return rows[0] ?? null
}

/** What a clip is like is gone, and is not looked for again. */
async function forgetFeatures(on: Database, videoId: string, at: Date): Promise<void> {
  await sql`
    insert into features (video_id, version, objected_at) select id, 0, ${at}::timestamptz from videos where id = ${videoId} for key share
    on conflict (video_id) do update set picture = null, sound = null, pace = null, company = null, given = null,
      objected_at = coalesce(features.objected_at, excluded.objected_at)`.execute(on)
}
