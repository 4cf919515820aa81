/** Who may see a clip. `public` stands in feeds and on the profile, `unlisted` only at its address, `private` for its author. */
export const visibilities = ['public', 'unlisted', 'private'] as const
export type Visibility = (typeof visibilities)[number]
