/** Why somebody says stop, in the order they are offered. The grave ones go before all others, with a day to decide. */
const categories = {
  'child-abuse': { isGrave: true },
  'intimate-images': { isGrave: true },
  violence: { isGrave: false },
  'self-harm': { isGrave: false },
  hate: { isGrave: false },
  harassment: { isGrave: false },
  'under-age': { isGrave: false },
  impersonation: { isGrave: false },
  deception: { isGrave: false },
  undeclared: { isGrave: false },
  spam: { isGrave: false },
  copyright: { isGrave: false },
  illegal: { isGrave: false },
  other: { isGrave: false },
} as const

export type Category = keyof typeof categories
export const allCategories = Object.keys(categories) as [Category, ...Category[]]
export const isGrave = (category: Category): boolean => categories[category].isGrave

export const moderationLimits = {
  wordCharacters: 1000,
  reasonCharacters: 1000,
  ruleTitleCharacters: 100,
  ruleTextCharacters: 2000,
  mostRules: 40,
  /** Until when a case is to be decided. */
  graveMs: 24 * 3_600_000,
  dueMs: 7 * 86_400_000,
  appealDueMs: 7 * 86_400_000,
  /** How long a decision can be appealed against (DSA article 20). */
  appealMs: 183 * 86_400_000,
  /** A moderator who took a case and did nothing lets it go after this. */
  takenMs: 30 * 60_000,
  restrictDays: 90,
  /** Reports are forgotten this long after their case was decided; its decision stays with the account. */
  reportKeptMs: 183 * 86_400_000,
} as const

/** When a case is to be decided. */
export const dueAt = (openedAt: Date, grave: boolean): Date =>
  new Date(openedAt.getTime() + (grave ? moderationLimits.graveMs : moderationLimits.dueMs))
