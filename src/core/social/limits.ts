/** How many ties one account may have. */
export const socialLimits = {
  follows: 5000,
  commentCharacters: 1000,
} as const
