import * as z from 'zod/mini'
import { instant, uuid } from './page.ts'

/** `asked`: the other account is closed and has not answered yet. */
const tieStates = ['asked', 'accepted'] as const
export type TieState = (typeof tieStates)[number]

/** Another account in a list of one's own. */
export const tie = z.object({ handle: z.string(), name: z.string(), state: z.enum(tieStates), since: instant })
export type Tie = z.infer<typeof tie>

/** Everybody the account follows, downloaded whole and joined on the device. */
export const follows = z.object({ items: z.array(tie) })
/** What a follow has come to; null where there is none. */
export const followed = z.object({ state: z.nullable(z.enum(tieStates)) })

export const comment = z.object({
  id: uuid,
  author: z.object({ handle: z.string(), name: z.string() }),
  /** Written by the clip's own author. */
  isByAuthor: z.boolean(),
  text: z.string(),
  createdAt: instant,
  replies: z.int(),
})
export type Comment = z.infer<typeof comment>

/** `replyTo`: a comment on the same clip that is no reply itself. */
export const commentWish = z.object({
  text: z.string().check(z.maxLength(20_000)),
  replyTo: z._default(z.nullable(uuid), null),
})
