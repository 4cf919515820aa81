/** What a case can be about. */
export const subjectKinds = ['video', 'comment', 'account'] as const
export type SubjectKind = (typeof subjectKinds)[number]

/**
 * What a moderator can decide. `hide`: nobody sees it until the case is decided. `restrict`: a clip stands in no feed, list or search and
 * opens at its address only; an account shows nothing new until a day. `mark`: a clip is shown as sensitive. `remove`, `suspend`: nobody
 * sees it any more. `restore`: whatever was decided before has ended. `dismiss`: the rule is not broken.
 */
export const measures = ['dismiss', 'hide', 'mark', 'restrict', 'remove', 'suspend', 'restore'] as const
export type Measure = (typeof measures)[number]

export const measuresOf: Readonly<Record<SubjectKind, readonly Measure[]>> = {
  video: ['dismiss', 'hide', 'mark', 'restrict', 'remove', 'restore'],
  comment: ['dismiss', 'hide', 'remove', 'restore'],
  account: ['dismiss', 'restrict', 'suspend', 'restore'],
}

/** Whether a measure leaves its case open: it holds until a decision. */
export const isInterim = (measure: Measure): boolean => measure === 'hide'
/** Whether it takes something from the person concerned. */
export const isAgainst = (measure: Measure): boolean => measure !== 'dismiss' && measure !== 'restore'
