import { moderationLimits } from './categories.ts'
import type { SubjectKind } from './measures.ts'

/** What a person asks of a human: to correct something, to take a label away, to use something no further, or else. */
export const requestWishes = ['correct', 'object', 'restrict', 'else'] as const
export type RequestWish = (typeof requestWishes)[number]

/** How a request ends. `corrected`: done as asked. `upheld`: the objection was right, and a label that the shore itself set is gone. */
export const requestOutcomes = ['corrected', 'upheld', 'declined'] as const
export type RequestOutcome = (typeof requestOutcomes)[number]

/** `more`: it waits for the person to say more, and its clock stands still. */
export const requestStates = ['open', 'more', 'answered', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export const requestLimits = {
  wordCharacters: 2000,
  /** With what is said when a human asks for more. */
  allCharacters: 20_000,
  /** Open at once, of one account. */
  most: 10,
  /** GDPR article 12(3): one month; Law 25 (CQLR c. P-39.1, s. 32): 30 days. */
  dueMs: 30 * 86_400_000,
  appealDueMs: moderationLimits.appealDueMs,
  appealMs: moderationLimits.appealMs,
} as const

/**
 * Labels that the shore itself sets, by where the register names them: an objection that is upheld takes them away. `of`: a
 * measure follows from decisions about it, or from the decision that is named itself.
 */
export const shoreLabels: Readonly<Record<string, { of: SubjectKind | 'decision' | 'features' }>> = {
  'videos.measure': { of: 'video' },
  'comments.measure': { of: 'comment' },
  'accounts.restricted_until': { of: 'account' },
  'accounts.suspended_at': { of: 'account' },
  decisions: { of: 'decision' },
  features: { of: 'features' },
}

/** Whether it follows from a moderator's decision, which a moderator alone takes back. */
export const isDecided = (about: string): boolean => {
  const label = shoreLabels[about]
  return label !== undefined && label.of !== 'features'
}
