import { refuse } from '../errors.ts'
import { isVisible, lengthOf, plainText } from '../text.ts'

/** How an account is opened: by anybody, by whoever was given a code, or by anybody and with somebody’s leave. */
export const joiningModes = ['open', 'invite', 'approval'] as const
export type JoiningMode = (typeof joiningModes)[number]

export const joiningLimits = {
  wordsCharacters: 300,
  invitedAtOnce: 1000,
  inviteDays: 365,
  /** How long an account that was not let in can still read why. */
  refusedForDays: 7,
  /** Sign-ups are counted over this long, and a proof is good for this long. */
  countedForMs: 600_000,
} as const

/** The sentence that a newcomer writes. Refuses `join.words`. */
export function cleanJoiningWords(raw: string | undefined): string {
  const words = plainText(raw ?? '', 0).replace(/\s+/g, ' ')
  const got = lengthOf(words)
  const limit = joiningLimits.wordsCharacters
  if (!isVisible(words) || got > limit) throw refuse('join.words', { got, limit })
  return words
}
