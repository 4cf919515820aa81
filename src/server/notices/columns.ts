const own = (
  purpose: string,
  retention = '90 days, the newest 2,000 of an account; until what it tells of is taken back',
) => ({ class: 'private' as const, purpose, retention, erasure: 'deleted' as const })

/** What an inbox stores; part of the register. */
export const noticeColumns = {
  'notices.id': own('names a line of the inbox'),
  'notices.account_id': own('whose inbox it is in; shown to nobody else'),
  'notices.kind': own('what has happened'),
  'notices.subject_id': own('which clip, comment or account it is about'),
  'notices.since': own('the day that a line is about'),
  'notices.video_id': own('ends the line with its clip'),
  'notices.words': own('says which clip it was that is gone'),
  'notices.at': own('when the newest of it happened; orders the inbox'),
  'notices.seen_until': own('until when the person has seen it; nobody is told'),
  'notice_choices.account_id': own('whose choice it is', 'as long as the account'),
  'notice_choices.unwanted': own('what the person does not want to be told', 'as long as the account'),
}
