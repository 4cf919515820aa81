import type { ModerationCounts, Rules } from '../../core/wire/moderation.ts'
import type { CleanUp, WhatWeHold } from '../../core/wire/register.ts'
import type { Comment } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import type { Language, Say } from '../shell/words.ts'

/** What the server gives besides the page's state. */
export interface PlainState {
  transcript?: string
  comments?: { items: Comment[]; next: string | null }
  tag?: string
  rules?: Rules
  counts?: ModerationCounts
  held?: WhatWeHold
  runs?: CleanUp
  clips?: { items: Video[]; next: string | null }
}

export interface Around {
  say: Say
  language: Language
  /** An address of this shore, in the language that was asked for. */
  to(path: string, query?: Record<string, string>): string
}

export const profilePath = (handle: string): string => `/@${encodeURIComponent(handle)}`
export const clipPath = ({ author, id }: Video): string => `${profilePath(author.handle)}/video/${id}`
