/**
 * The life of a clip's file. It only moves forward: uploading -> checking -> ready or refused.
 * Whether it is posted is a second, separate fact, so the words can be written while the bytes travel.
 */
export const videoStates = ['uploading', 'checking', 'ready', 'refused'] as const
export type VideoState = (typeof videoStates)[number]

export const endStates: ReadonlySet<VideoState> = new Set(['ready', 'refused'])

/** What a file of a clip is; `replaced` ones are still there for players that have begun with them. */
export type FileRole = 'rendition' | 'replaced' | 'poster' | 'poster-jpeg' | 'storyboard' | 'captions'
