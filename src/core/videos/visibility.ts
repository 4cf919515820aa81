/**
 * Who may see a clip. `public` stands in feeds and on the profile, `unlisted` only at its address, `followers` before those who
 * follow its author, `private` for its author.
 */
export const visibilities = ['public', 'unlisted', 'followers', 'private'] as const
export type Visibility = (typeof visibilities)[number]

/** Whether anyone may fetch it who knows its address. */
export const isOpen = (visibility: Visibility): boolean => visibility === 'public' || visibility === 'unlisted'
