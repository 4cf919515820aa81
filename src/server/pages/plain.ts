import type { ModerationCounts, Rules } from '../../core/wire/moderation.ts'
import type { CleanUp, WhatWeHold } from '../../core/wire/register.ts'
import type { Video } from '../../core/wire/video.ts'
import { readComments, type SocialStore } from '../social/index.ts'
import { type PublicVideo, publicPage, type VideoStore } from '../videos/index.ts'

/** What a page shows besides its state to whoever reads it without JavaScript. */
export interface Plain {
  /** What is said in the clip, in words. */
  transcript?: string
  comments?: Awaited<ReturnType<typeof readComments>>
  /** The tag that the page is about. */
  tag?: string
  rules?: Rules
  /** What was reported and decided, in numbers. */
  counts?: ModerationCounts
  /** What the shore stores. */
  held?: WhatWeHold
  runs?: CleanUp
  /** More clips, as links. */
  clips?: { items: Video[]; next: string | null }
}

const commentsAtOnce = 20
const clips = 12

interface Rooms {
  videos: VideoStore
  social: SocialStore
}

/** Gathers what stands around a clip. */
export function openPlain({ videos, social }: Rooms) {
  return {
    async around(row: PublicVideo, before: string | null): Promise<Plain & { transcript: string }> {
      const [transcript, comments, more] = await Promise.all([
        videos.spokenIn(row.id, row.language),
        readComments(social, row.id, before, commentsAtOnce),
        videos.publicPage({ handle: row.handle, after: null }, clips + 1),
      ])
      return {
        transcript,
        comments,
        clips: {
          items: publicPage(
            more.filter(({ id }) => id !== row.id),
            clips,
          ).items,
          next: null,
        },
      }
    },
  }
}
