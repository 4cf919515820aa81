import { moderationLimits } from '../../core/moderation/categories.ts'
import { isAgainst, type Measure, type SubjectKind } from '../../core/moderation/measures.ts'
import type {
  AppealLine,
  CaseLine,
  Evidence,
  ModerationAppeal,
  ModerationCase,
  ModerationMonth,
  OwnReport,
  PublishedRule,
  Statement,
} from '../../core/wire/moderation.ts'
import { type AccountStore, presentAccount, presentPerson } from '../accounts/index.ts'
import { presentVideo, type VideoStore } from '../videos/index.ts'
import type { AppealRow } from './appeals-store.ts'
import type { CaseRow } from './cases-store.ts'
import type { MonthRow } from './counts-store.ts'
import type { RuleRow } from './rules-store.ts'
import type { ModerationStore } from './store.ts'

type StatementRow = Awaited<ReturnType<ModerationStore['statementsOf']>>[number]
type ReportRow = Awaited<ReturnType<ModerationStore['reportsOf']>>[number]
type SubjectRow = Pick<
  StatementRow,
  'subject_kind' | 'subject_id' | 'subject_video' | 'subject_handle' | 'subject_words'
>

export const presentRule = (row: RuleRow): PublishedRule => ({ ...ruleNamed(row), since: row.since.toISOString() })

const ruleNamed = (
  row: Pick<RuleRow, 'title_en' | 'title_fr' | 'text_en' | 'text_fr'> & { code?: string; rule_code?: string },
) => ({
  code: row.code ?? row.rule_code ?? '',
  title: { en: row.title_en, fr: row.title_fr },
  text: { en: row.text_en, fr: row.text_fr },
})

function subjectOf(row: SubjectRow) {
  const { subject_kind: kind, subject_video, subject_handle } = row
  const isThere = subject_handle !== null && (kind === 'account' || subject_video !== null)
  const clip = kind === 'account' ? '' : `/video/${subject_video}`
  return {
    kind,
    id: row.subject_id,
    words: row.subject_words ?? '',
    page: isThere ? `/@${subject_handle}${clip}` : null,
  }
}

/** What every decision says, whoever reads it. */
type DecisionColumns = Pick<
  StatementRow,
  | 'decision_id'
  | 'decided_at'
  | 'measure'
  | 'until'
  | 'reason'
  | 'rule_code'
  | 'title_en'
  | 'title_fr'
  | 'text_en'
  | 'text_fr'
  | 'appeal_words'
  | 'appealed_at'
  | 'appeal_due_at'
  | 'appeal_decided_at'
  | 'appeal_outcome'
  | 'appeal_reason'
>
const factsOf = (row: DecisionColumns, mayAppeal: boolean) => ({
  id: row.decision_id,
  at: row.decided_at.toISOString(),
  measure: row.measure,
  until: row.until?.toISOString() ?? null,
  rule: ruleNamed(row),
  reason: row.reason,
  appealUntil:
    mayAppeal && row.appealed_at === null
      ? new Date(row.decided_at.getTime() + moderationLimits.appealMs).toISOString()
      : null,
  appeal:
    row.appealed_at && row.appeal_due_at
      ? {
          createdAt: row.appealed_at.toISOString(),
          dueAt: row.appeal_due_at.toISOString(),
          words: row.appeal_words ?? '',
          decidedAt: row.appeal_decided_at?.toISOString() ?? null,
          outcome: row.appeal_outcome,
          reason: row.appeal_reason,
        }
      : null,
})

export const presentStatement = (row: StatementRow): Statement => ({
  ...factsOf(row, isAgainst(row.measure) && row.stands),
  subject: subjectOf(row),
  foundBy: row.found_by,
  isStanding: row.stands && isAgainst(row.measure),
})

/** `mayAppeal`: a guest is nobody who could be answered. */
export const presentOutcome = (row: ReportRow, mayAppeal: boolean) => ({
  category: row.category,
  createdAt: row.created_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  state: row.state,
  decision:
    row.decision_id === null || row.state === 'gone'
      ? null
      : factsOf(row as typeof row & DecisionColumns, mayAppeal && row.measure === 'dismiss'),
})

export const presentReport = (row: ReportRow): OwnReport => ({
  ...presentOutcome(row, true),
  id: row.id,
  words: row.words,
  subject: subjectOf(row),
})

export const presentLine = (row: CaseRow): CaseLine => ({
  id: row.id,
  kind: row.kind,
  isGrave: row.is_grave,
  openedAt: row.opened_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  foundBy: row.found_by,
  reports: row.categories.reduce((sum, { n }) => sum + n, 0),
  categories: row.categories,
  taken: row.taken,
  isHidden: row.is_hidden,
})

export const presentAppealLine = (row: AppealRow): AppealLine => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  kind: row.kind,
  measure: row.measure,
  rule: row.rule_code,
  by: row.by,
  mayDecide: row.may_decide,
})

export const presentMonth = (row: MonthRow): ModerationMonth => ({
  month: row.month,
  reports: row.reports,
  categories: row.categories,
  cases: row.cases,
  found: row.found,
  measures: row.measures,
  rules: row.rules,
  medianHours: row.median_hours === null ? null : Math.round(row.median_hours * 10) / 10,
  grave: row.grave,
  appeals: row.appeals,
  requests: row.requests,
})

export interface EvidenceRooms {
  store: ModerationStore
  videos: VideoStore
  accounts: AccountStore
}

/** What a case is about, as whoever decides it is shown it: nothing that is not the matter itself. */
async function evidenceOf(
  { store, videos, accounts }: EvidenceRooms,
  { caseId, kind, subjectId }: { caseId: string; kind: SubjectKind; subjectId: string },
): Promise<Evidence> {
  const nothing: Evidence = { video: null, comment: null, account: null }
  if (kind === 'video') {
    const row = await videos.ownById(subjectId)
    const at = (hash: string) => `/api/moderate/cases/${caseId}/media/${hash}`
    return { ...nothing, video: row?.state === 'ready' ? presentVideo({ ...row, hides_counts: false }, at) : null }
  }
  if (kind === 'comment') {
    const row = await store.commentOf(subjectId)
    if (!row) return nothing
    const author = { handle: row.author_handle, name: row.author_name, avatar_hash: row.author_avatar_hash }
    return {
      ...nothing,
      comment: {
        id: row.id,
        text: row.text,
        createdAt: row.created_at.toISOString(),
        author: presentPerson(row),
        answers: row.answers,
        clip: { id: row.video_id, caption: row.caption, author: presentPerson(author) },
      },
    }
  }
  const person = await store.personById(subjectId)
  const row = person && (await accounts.byHandle(person.handle))
  if (!row) return nothing
  // As on its first day: what leads elsewhere is words to who decides about it.
  return { ...nothing, account: presentAccount(row, await accounts.countsOf(row.id), row.created_at) }
}

const saidOf = async (store: ModerationStore, caseId: string) =>
  (await store.said(caseId, 100)).map(({ category, words, created_at }) => ({
    category,
    words,
    at: created_at.toISOString(),
  }))
const historyOf = async (store: ModerationStore, accountId: string | null) =>
  accountId === null
    ? []
    : (await store.history(accountId, 20)).map(({ overturned, at, ...one }) => ({
        ...one,
        at: at.toISOString(),
        isOverturned: overturned,
      }))
const resemblesOf = async (store: ModerationStore, caseId: string): Promise<ModerationCase['resembles']> => {
  const row = await store.resemblanceOf(caseId)
  return (
    row && {
      at: row.at.toISOString(),
      rule: ruleNamed(row),
      reason: row.reason,
      frames: row.frames,
      of: row.of_frames,
      isStanding: row.is_standing,
    }
  )
}
const concernedOf = async (store: ModerationStore, accountId: string | null) => {
  const row = accountId === null ? null : await store.personById(accountId)
  return row && presentPerson(row)
}

export async function presentCase(
  rooms: EvidenceRooms,
  row: CaseRow,
  measures: readonly Measure[],
): Promise<ModerationCase> {
  const { store } = rooms
  return {
    ...presentLine(row),
    concerned: await concernedOf(store, row.account_id),
    said: await saidOf(store, row.id),
    evidence: await evidenceOf(rooms, { caseId: row.id, kind: row.kind, subjectId: row.subject_id }),
    resembles: await resemblesOf(store, row.id),
    history: await historyOf(store, row.account_id),
    others: row.account_id
      ? (await store.othersOf(row.account_id, row.id)).map(({ id, kind, is_grave }) => ({
          id,
          kind,
          isGrave: is_grave,
        }))
      : [],
    measures: [...measures],
  }
}

export async function presentAppeal(
  rooms: EvidenceRooms,
  row: AppealRow,
  measures: readonly Measure[],
): Promise<ModerationAppeal> {
  const { store } = rooms
  return {
    ...presentAppealLine(row),
    words: row.words,
    decidedAt: row.decided_at.toISOString(),
    reason: row.reason,
    ruleText: ruleNamed(row),
    case: row.case_id,
    concerned: await concernedOf(store, row.account_id),
    said: await saidOf(store, row.case_id),
    evidence: await evidenceOf(rooms, { caseId: row.case_id, kind: row.kind, subjectId: row.subject_id }),
    history: await historyOf(store, row.account_id),
    measures: [...measures],
  }
}
