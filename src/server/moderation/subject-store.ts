import { sql } from '../adapters/db/index.ts'

/** What a case is about, by the tables of its kind; nothing where it is gone. */
export const subjectColumns = [
  'cases.kind as subject_kind',
  'cases.subject_id',
  sql<string | null>`case cases.kind when 'video' then cases.subject_id
    when 'comment' then (select video_id from comments where comments.id = cases.subject_id) end`.as('subject_video'),
  sql<
    string | null
  >`case cases.kind when 'account' then (select handle from accounts where accounts.id = cases.subject_id)
    when 'video' then (select handle from accounts join videos on videos.account_id = accounts.id where videos.id = cases.subject_id)
    else (select handle from accounts join videos on videos.account_id = accounts.id join comments on comments.video_id = videos.id
      where comments.id = cases.subject_id) end`.as('subject_handle'),
] as const

/** Its words, for whom they belong to. */
export const ownWords = sql<string | null>`case cases.kind
  when 'video' then (select left(caption, 200) from videos where videos.id = cases.subject_id)
  when 'comment' then (select left(text, 200) from comments where comments.id = cases.subject_id)
  else (select handle from accounts where accounts.id = cases.subject_id) end`

/** Its words for somebody else: as long as everybody can see them. */
export const shownWords = sql<string | null>`case cases.kind
  when 'video' then (select left(caption, 200) from videos where videos.id = cases.subject_id and published_at is not null
    and visibility in ('public', 'unlisted'))
  when 'comment' then (select left(text, 200) from comments where comments.id = cases.subject_id and not held and not withheld)
  else (select handle from accounts where accounts.id = cases.subject_id) end`

/** A decision with its rule and its appeal. */
export const outcomeColumns = [
  'decisions.id as decision_id',
  'decisions.at as decided_at',
  'decisions.measure',
  'decisions.until',
  'decisions.reason',
  'rules.code as rule_code',
  'rules.title_en',
  'rules.title_fr',
  'rules.text_en',
  'rules.text_fr',
  'appeals.words as appeal_words',
  'appeals.created_at as appealed_at',
  'appeals.due_at as appeal_due_at',
  'appeals.decided_at as appeal_decided_at',
  'appeals.outcome as appeal_outcome',
  'appeals.reason as appeal_reason',
] as const
