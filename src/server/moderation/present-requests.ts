import { isDecided, requestLimits } from '../../core/moderation/requests.ts'
import type { StaffRole } from '../../core/staff/roles.ts'
import type { OwnRequest, QueuedRequest } from '../../core/wire/requests.ts'
import type { RequestPlaces } from './requests.ts'
import type { RequestRow, QueuedRequest as Row } from './requests-store.ts'
import type { ModerationStore } from './store.ts'

type OwnRow = Awaited<ReturnType<ModerationStore['requestsOf']>>[number]

const aboutOf = ({ about, subject_id, subject_words, page }: RequestRow, places: RequestPlaces) => ({
  name: about,
  title: places.titleOf(about),
  id: subject_id,
  words: subject_words,
  page,
})

const stateOf = (row: Omit<RequestRow, 'subject_words' | 'page'>) => ({
  id: row.id,
  words: row.words,
  createdAt: row.created_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  state: row.state,
  changedAt: row.changed_at.toISOString(),
  outcome: row.outcome,
  reason: row.reason,
})

export const presentOwnRequest = (row: OwnRow, places: RequestPlaces): OwnRequest => ({
  ...stateOf(row),
  about: aboutOf(row, places),
  wish: row.wish,
  appealUntil:
    row.outcome === 'declined' && row.appeal === null
      ? new Date(row.changed_at.getTime() + requestLimits.appealMs).toISOString()
      : null,
  appeal: row.appeal && stateOf(row.appeal),
})

export const presentQueued = (row: Row, places: RequestPlaces, role: StaffRole, now: Date): QueuedRequest => ({
  id: row.id,
  handle: row.handle,
  about: aboutOf(row, places),
  wish: row.wish,
  words: row.words,
  createdAt: row.created_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  isLate: row.due_at < now,
  first: row.first_words === null ? null : { words: row.first_words, reason: row.first_reason ?? '' },
  decision:
    row.measure && row.decided_at && row.decided_reason
      ? { measure: row.measure, at: row.decided_at.toISOString(), reason: row.decided_reason }
      : null,
  mayAnswer: row.may_answer,
  outcomes: [
    'corrected',
    ...(row.wish === 'object' && (role === 'moderator' || !isDecided(row.about)) ? (['upheld'] as const) : []),
    'declined',
    'more',
  ],
})
