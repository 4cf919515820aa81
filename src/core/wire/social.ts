import * as z from 'zod/mini'
import { mutedKinds } from '../social/muted.ts'
import { person } from './account.ts'
import { instant, uuid } from './page.ts'

/** `asked`: the other account is closed and has not answered yet. */
const tieStates = ['asked', 'accepted'] as const
export type TieState = (typeof tieStates)[number]

/** Another account in a list of one's own. */
export const tie = z.extend(person, { state: z.enum(tieStates), since: instant })
export type Tie = z.infer<typeof tie>

/** Everybody the account follows, downloaded whole and joined on the device. */
export const follows = z.object({ items: z.array(tie) })
/** Accounts that this one blocks or mutes, newest first: downloaded whole, shown to nobody else. */
export const walled = z.object({ items: z.array(z.extend(person, { since: instant })) })
export type Walled = z.infer<typeof walled>['items'][number]
/** What the account wants to see nothing of, newest first; `name` is whose sound it is, while that can be seen. */
export const mutedList = z.object({
  items: z.array(
    z.object({ kind: z.enum(mutedKinds), what: z.string(), name: z.nullable(z.string()), since: instant }),
  ),
})
export type Muted = z.infer<typeof mutedList>['items'][number]
/** In the body, so that no log of addresses on the way holds what somebody does not want to see. */
export const muting = z.object({
  kind: z.enum(mutedKinds),
  what: z.string().check(z.maxLength(1000)),
  isMuted: z.boolean(),
})
/** What a follow has come to; null where there is none. */
export const followed = z.object({ state: z.nullable(z.enum(tieStates)) })

export const comment = z.object({
  id: uuid,
  author: person,
  /** Written by the clip's own author. */
  isByAuthor: z.boolean(),
  text: z.string(),
  createdAt: instant,
  /** Its words were changed after. */
  isEdited: z.boolean(),
  /** The clip's author put it first. */
  isPinned: z.boolean(),
  /** It waits for the clip's author; nobody but the two sees it. */
  isHeld: z.boolean(),
  replies: z.int(),
})
export type Comment = z.infer<typeof comment>

/** `replyTo`: a comment on the same clip that is no reply itself. */
export const commentWish = z.object({
  text: z.string().check(z.maxLength(20_000)),
  replyTo: z._default(z.nullable(uuid), null),
})
export const commentChange = z.object({ text: z.string().check(z.maxLength(20_000)) })
/** A comment that the author puts first, or null for none. */
export const pin = z.object({ comment: z.nullable(uuid) })
/** Words that hold a comment until the author of the clip has seen it. */
export const blockedWords = z.object({ words: z.array(z.string().check(z.maxLength(1000))).check(z.maxLength(1000)) })

/** What the account keeps to come back to, newest first; `collection` is null where it is in none. */
export const saved = z.object({
  items: z.array(z.object({ id: uuid, collection: z.nullable(uuid), at: instant })),
  collections: z.array(z.object({ id: uuid, name: z.nullable(z.string()) })),
})
export type Saved = z.infer<typeof saved>
export const collectionWish = z.object({ name: z.string().check(z.maxLength(1000)) })
export const collection = z.object({ id: uuid, name: z.string() })
/** Into which of the account's collections; null for none. */
export const savedPlace = z.object({ collection: z.nullable(uuid) })

/** Lengths of limit mode, hours. */
export const limitLengths = [1, 6, 24] as const
/** What the account does about newcomers and pile-ons; `limitedUntil` is null while it is not limited. */
export const protection = z.object({ holdsNewcomers: z.boolean(), limitedUntil: z.nullable(instant) })
export type Protection = z.infer<typeof protection>
/** What is not said stays. `limitHours`: from now on; null ends it. */
export const protectionChange = z.object({
  holdsNewcomers: z.optional(z.boolean()),
  limitHours: z.optional(z.nullable(z.literal(limitLengths))),
})
