/** What a search may be. */
export const findingLimits = {
  maxCharacters: 200,
  maxWords: 12,
  maxFollowedTags: 200,
  /** In order of how well they fit, only the newest of so many clips are compared; in order of time there is no bound. */
  compared: 400,
} as const

/** Lengths of clips that a search can be narrowed to, ms: from, and below. */
export const lengths = {
  short: [0, 15_000],
  medium: [15_000, 60_000],
  long: [60_000, 3_600_000],
} as const
export type Length = keyof typeof lengths
