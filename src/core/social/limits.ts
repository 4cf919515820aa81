/** How many ties one account may have. */
export const socialLimits = {
  follows: 5000,
  walls: 5000,
  commentCharacters: 1000,
  /** How long the words of a comment can be changed. */
  commentEditMs: 900_000,
  mentions: 10,
  collections: 200,
  collectionNameCharacters: 60,
  blockedWords: 200,
  blockedWordCharacters: 60,
  /** Tags, sounds and words together. */
  muted: 500,
  mutedWordCharacters: 60,
} as const
