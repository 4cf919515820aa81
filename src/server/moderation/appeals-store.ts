import { moderationLimits } from '../../core/moderation/categories.ts'
import { isAgainst, type Measure, type SubjectKind } from '../../core/moderation/measures.ts'
import { type Database, sql, withoutDeadlock } from '../adapters/db/index.ts'
import { hasRole, holdSubject, notTheirs, settleMeasure, tell } from './cases-store.ts'
import { type DecisionToMake, isTheirs, write } from './decisions-store.ts'

export interface AppealRow {
  id: string
  created_at: Date
  due_at: Date
  words: string
  kind: SubjectKind
  subject_id: string
  account_id: string | null
  case_id: string
  measure: Measure
  decided_at: Date
  reason: string
  rule_code: string
  title_en: string
  title_fr: string
  text_en: string
  text_fr: string
  by: 'concerned' | 'reporter'
  may_decide: boolean
}

export interface AppealToDecide {
  id: string
  byId: string
  outcome: 'stands' | 'overturned'
  reason: string
  at: Date
  /** What is decided where a dismissal is overturned, or the lifting of a measure is written down. */
  instead: Omit<DecisionToMake, 'byId' | 'at' | 'reason'> | null
  recordId: string
}

/** Appeals: a second look by somebody else. */
export function appealsStore(db: Database) {
  return {
    /** Appeals against a decision: the person concerned where it takes something, a reporter where it was dismissed. */
    async appeal(one: {
      id: string
      decisionId: string
      accountId: string
      words: string
      at: Date
    }): Promise<'missing' | 'late' | 'there' | { dueAt: Date }> {
      return db.transaction().execute(async on => {
        const decision = await on
          .selectFrom('decisions')
          .innerJoin('cases', 'cases.id', 'decisions.case_id')
          .select(['decisions.measure', 'decisions.at', 'cases.account_id', 'cases.id as case_id'])
          .where('decisions.id', '=', one.decisionId)
          .where(sql<boolean>`not (decisions.measure = 'restore' and decisions.appeal_id is not null)`)
          .forShare('decisions')
          .executeTakeFirst()
        if (!decision) return 'missing'
        const isConcerned = decision.account_id === one.accountId && isAgainst(decision.measure)
        const mayReporter =
          decision.measure === 'dismiss' && decision.account_id !== one.accountId
            ? await isTheirs(on, decision.case_id, null, one.accountId)
            : false
        if (!isConcerned && !mayReporter) return 'missing'
        if (one.at.getTime() - decision.at.getTime() > moderationLimits.appealMs) return 'late'
        const dueAt = new Date(one.at.getTime() + moderationLimits.appealDueMs)
        const added = await on
          .insertInto('appeals')
          .values({
            id: one.id,
            decision_id: one.decisionId,
            account_id: one.accountId,
            words: one.words,
            created_at: one.at,
            due_at: dueAt,
            decided_at: null,
            decided_by: null,
            outcome: null,
            reason: null,
          })
          .onConflict(conflict => conflict.doNothing())
          .executeTakeFirst()
        return added.numInsertedOrUpdatedRows === 1n ? { dueAt } : 'there'
      })
    },

    /** Appeals that wait, by when they are due; none that is the moderator's own matter. */
    async appealQueue(moderatorId: string, after: { at: Date; id: string } | null, limit: number) {
      const behind = after ? sql`and (appeals.due_at, appeals.id) > (${after.at}, ${after.id}::uuid)` : sql``
      const { rows } = await sql<AppealRow>`${appealRows(moderatorId)} where appeals.outcome is null ${behind}
        and ${notTheirs(moderatorId)} order by appeals.due_at, appeals.id limit ${limit}`.execute(db)
      return rows
    },

    /** An appeal that waits, for who may decide it. */
    async appealFor(id: string, moderatorId: string): Promise<AppealRow | null> {
      const { rows } =
        await sql<AppealRow>`${appealRows(moderatorId)} where appeals.id = ${id} and appeals.outcome is null
        and ${notTheirs(moderatorId)}`.execute(db)
      return rows[0] ?? null
    },

    async decideAppeal(
      one: AppealToDecide,
    ): Promise<'done' | 'missing' | 'decided' | 'same' | 'own' | 'staff' | 'rule'> {
      return withoutDeadlock(() => db.transaction().execute(on => decideIn(on, one)))
    },
  }
}

const appealRows = (moderatorId: string) => sql`
  select appeals.id, appeals.created_at, appeals.due_at, appeals.words, cases.kind, cases.subject_id, cases.account_id, cases.id as case_id,
    decisions.measure, decisions.at as decided_at, decisions.reason, rules.code as rule_code, rules.title_en, rules.title_fr,
    rules.text_en, rules.text_fr,
    case when appeals.account_id = cases.account_id then 'concerned' else 'reporter' end as by,
    decisions.by_id is distinct from ${moderatorId}::uuid as may_decide
  from appeals join decisions on decisions.id = appeals.decision_id join cases on cases.id = decisions.case_id
    join rules on rules.id = decisions.rule_id`

async function decideIn(on: Database, one: AppealToDecide) {
  const { byId, at, outcome, reason } = one
  const found = await on
    .selectFrom('appeals')
    .innerJoin('decisions', 'decisions.id', 'appeals.decision_id')
    .innerJoin('cases', 'cases.id', 'decisions.case_id')
    .innerJoin('rules', 'rules.id', 'decisions.rule_id')
    .select([
      'decisions.id as decisionId',
      'decisions.by_id',
      'decisions.measure',
      'decisions.rule_id',
      'cases.id as caseId',
      'cases.kind',
      'cases.subject_id',
      'cases.account_id',
    ])
    .where('appeals.id', '=', one.id)
    .executeTakeFirst()
  if (!found) return 'missing'
  await holdSubject(on, found)
  // Two who appeal against one dismissal are answered by one decision: all of them are held, in one order.
  const waiting = await on
    .selectFrom('appeals')
    .select(['id', 'account_id', 'outcome'])
    .where('decision_id', '=', found.decisionId)
    .orderBy('id')
    .forUpdate()
    .execute()
  const mine = waiting.find(({ id }) => id === one.id)
  if (!mine) return 'missing'
  if (mine.outcome !== null) return 'decided'
  if (found.by_id === byId) return 'same'
  if (await isTheirs(on, found.caseId, found.account_id, byId)) return 'own'
  const isOverturned = outcome === 'overturned'
  const isReopened = isOverturned && found.measure === 'dismiss'
  if (isReopened) {
    if (!one.instead) return 'missing'
    if (found.kind === 'account' && (await hasRole(on, found.subject_id))) return 'staff'
    if (!(await write(on, found.caseId, { ...one.instead, byId, at, reason }, one.id))) return 'rule'
  } else if (isOverturned) await recordLifting(on, found, one)
  const answered = waiting.filter(row => row.outcome === null && (row.id === one.id || isOverturned))
  for (const { id, account_id } of answered) {
    await on
      .updateTable('appeals')
      .set({ outcome, reason, decided_at: at, decided_by: byId })
      .where('id', '=', id)
      .execute()
    await tell(on, 'appeal', { accountId: account_id, subjectId: id, at, words: outcome })
  }
  if (isOverturned) await settleMeasure(on, found.kind, found.subject_id)
  if (isReopened)
    await tell(on, 'decision', {
      accountId: found.account_id,
      subjectId: one.instead!.id,
      at,
      words: one.instead!.measure,
    })
  return 'done'
}

/** That a measure was lifted is a decision of its own, under the same rule. */
async function recordLifting(
  on: Database,
  { caseId, rule_id }: { caseId: string; rule_id: string },
  { recordId, byId, at, reason, id }: AppealToDecide,
): Promise<void> {
  const values = { id: recordId, case_id: caseId, at, by_id: byId, measure: 'restore' as const, rule_id, reason }
  await on
    .insertInto('decisions')
    .values({ ...values, until: null, appeal_id: id })
    .execute()
}
