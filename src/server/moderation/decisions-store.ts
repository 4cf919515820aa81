import { isAgainst, isInterim, type Measure, type SubjectKind } from '../../core/moderation/measures.ts'
import { type Database, sql, withoutDeadlock } from '../adapters/db/index.ts'
import { hasRole, holdSubject, settleMeasure, tell } from './cases-store.ts'
import { openCase } from './reports-store.ts'
import { outcomeColumns, ownWords, subjectColumns } from './subject-store.ts'

export interface DecisionToMake {
  id: string
  /** Null for a command on the shore's own machine. */
  byId: string | null
  measure: Measure
  rule: string
  reason: string
  until: Date | null
  at: Date
}

export type Decided = 'done' | 'missing' | 'decided' | 'gone' | 'not-taken' | 'taken' | 'own' | 'staff' | 'rule'

/** Decisions: each in one transaction with what follows from it and with who is told. */
export function decisionsStore(db: Database) {
  return {
    async decide(caseId: string, decision: DecisionToMake): Promise<Decided> {
      return withoutDeadlock(() => db.transaction().execute(on => decideIn(on, caseId, decision)))
    },

    /** A command decides at once on what it names: no case waits for anybody in between. */
    async decideAtOnce(
      {
        caseId,
        kind,
        subjectId,
        concernedId,
      }: { caseId: string; kind: SubjectKind; subjectId: string; concernedId: string },
      decision: DecisionToMake,
    ): Promise<Decided> {
      return withoutDeadlock(() =>
        db.transaction().execute(async on => {
          await holdSubject(on, { kind, subject_id: subjectId, account_id: concernedId })
          const found = { id: caseId, kind, subjectId, concernedId, foundBy: 'find' as const, isGrave: false }
          const { id } = await openCase(on, { ...found, at: decision.at })
          return decideIn(on, id, decision)
        }),
      )
    },

    /** What was decided about an account and what is its own, newest first, behind one. Its author knows nothing of what was dismissed unnoticed. */
    async statementsOf(accountId: string, before: string | null, limit: number) {
      let query = db
        .selectFrom('decisions')
        .innerJoin('cases', 'cases.id', 'decisions.case_id')
        .innerJoin('rules', 'rules.id', 'decisions.rule_id')
        .leftJoin('appeals', join =>
          join.onRef('appeals.decision_id', '=', 'decisions.id').onRef('appeals.account_id', '=', 'cases.account_id'),
        )
        .select([
          'cases.found_by',
          ...subjectColumns,
          ownWords.as('subject_words'),
          ...outcomeColumns,
          sql<boolean>`not exists (select from appeals other where other.decision_id = decisions.id and other.outcome = 'overturned')
            and (decisions.measure <> 'hide' or cases.state = 'open') and (decisions.until is null or decisions.until > now())
            and not exists (select from decisions later join cases at_all on at_all.id = later.case_id
              where at_all.kind = cases.kind and at_all.subject_id = cases.subject_id and later.measure <> 'dismiss'
                and later.appeal_id is null and (later.at, later.id) > (decisions.at, decisions.id))`.as('stands'),
        ])
        .where('cases.account_id', '=', accountId)
        .where(sql<boolean>`(decisions.measure <> 'dismiss' or exists (
          select from decisions hidden where hidden.case_id = cases.id and hidden.measure = 'hide'))`)
        .where(sql<boolean>`not (decisions.measure = 'restore' and decisions.appeal_id is not null)`)
      if (before !== null) query = query.where('decisions.id', '<', before)
      return query.orderBy('decisions.id', 'desc').limit(limit).execute()
    },
  }
}

async function decideIn(on: Database, caseId: string, decision: DecisionToMake): Promise<Decided> {
  const { byId, at, measure } = decision
  const found = await on
    .selectFrom('cases')
    .select(['kind', 'subject_id', 'account_id'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return 'missing'
  await holdSubject(on, found)
  const row = await on
    .selectFrom('cases')
    .select(['state', 'taken_by', 'account_id'])
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return 'missing'
  if (row.state !== 'open') return row.state
  if (byId !== null) {
    if (await isTheirs(on, caseId, row.account_id, byId)) return 'own'
    if (row.taken_by !== byId) return row.taken_by === null ? 'not-taken' : 'taken'
  }
  if (found.kind === 'account' && isAgainst(measure) && (await hasRole(on, found.subject_id))) return 'staff'
  const isWritten = await write(on, caseId, decision, null)
  if (!isWritten) return 'rule'
  if (!isInterim(measure))
    await on.updateTable('cases').set({ state: 'decided', closed_at: at }).where('id', '=', caseId).execute()
  await settleMeasure(on, found.kind, found.subject_id)
  const wasHidden = await on
    .selectFrom('decisions')
    .select('id')
    .where('case_id', '=', caseId)
    .where('measure', '=', 'hide')
    .executeTakeFirst()
  if (measure !== 'dismiss' || wasHidden)
    await tell(on, 'decision', { accountId: row.account_id, subjectId: decision.id, at, words: measure })
  if (!isInterim(measure)) await sql`select tell_reporters(${caseId}, ${measure}, ${at})`.execute(on)
  return 'done'
}

/** Whether a case is about somebody, or reported by them: then they do not decide it. */
export async function isTheirs(
  on: Database,
  caseId: string,
  concernedId: string | null,
  whoId: string,
): Promise<boolean> {
  if (concernedId === whoId) return true
  const reported = await on
    .selectFrom('reports')
    .select('id')
    .where('case_id', '=', caseId)
    .where('account_id', '=', whoId)
    .executeTakeFirst()
  return reported !== undefined
}

/** Writes a decision down under the rule as it is worded today. False where no such rule is in force. */
export async function write(
  on: Database,
  caseId: string,
  { id, at, byId, measure, rule, reason, until }: DecisionToMake,
  appealId: string | null,
): Promise<boolean> {
  const inForce = await on
    .selectFrom('rules')
    .select('id')
    .where('code', '=', rule)
    .where('until', 'is', null)
    .executeTakeFirst()
  if (!inForce) return false
  const values = {
    id,
    case_id: caseId,
    at,
    by_id: byId,
    measure,
    rule_id: inForce.id,
    reason,
    until,
    appeal_id: appealId,
  }
  await on.insertInto('decisions').values(values).execute()
  return true
}
