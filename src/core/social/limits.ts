/** How many ties one account may have. */
export const socialLimits = {
  follows: 5000,
} as const
