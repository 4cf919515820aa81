/** Who may comment on a clip, as its author chose. */
export const commenters = ['everyone', 'followers', 'nobody'] as const
export type Commenters = (typeof commenters)[number]
