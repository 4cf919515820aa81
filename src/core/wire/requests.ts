import * as z from 'zod/mini'
import { measures } from '../moderation/measures.ts'
import { requestOutcomes, requestStates, requestWishes } from '../moderation/requests.ts'
import { instant, page, uuid } from './page.ts'

const wish = z.enum(requestWishes)
const words = z.string().check(z.maxLength(20_000))
const sentence = z.object({ en: z.string(), fr: z.string() })

/**
 * What somebody asks of a human. `about`: a table of `/public/what-we-hold` or a `table.column` of it, or nothing of that kind; `id`: the
 * row that it is about, such as a clip.
 */
export const requestToMake = z.object({
  about: z._default(z.string().check(z.maxLength(100)), ''),
  id: z._default(z.nullable(uuid), null),
  wish,
  words,
})
export const requestMade = z.object({ id: uuid, dueAt: instant })
export const requestWords = z.object({ words })

/** What it is about: as the register calls it, and where it is a clip, a comment or a decision, its words. */
const about = z.object({
  name: z.string(),
  title: z.nullable(sentence),
  id: z.nullable(uuid),
  words: z.nullable(z.string()),
  page: z.nullable(z.string()),
})
const requestState = z.object({
  id: uuid,
  words: z.string(),
  createdAt: instant,
  /** By when a human answers. */
  dueAt: instant,
  /** `more`: it waits for the person. */
  state: z.enum(requestStates),
  changedAt: instant,
  outcome: z.nullable(z.enum(requestOutcomes)),
  /** The answer, or what more is asked. */
  reason: z.string(),
})
const ownRequest = z.extend(requestState, {
  about,
  wish,
  /** Until when the answer can be appealed against; null where it cannot be, or was. */
  appealUntil: z.nullable(instant),
  appeal: z.nullable(requestState),
})
export type OwnRequest = z.infer<typeof ownRequest>
/** `authority`: where else to complain, as the operator declares it; empty where it does not. */
export const ownRequests = z.extend(page(ownRequest), { authority: z.string() })

const queuedRequest = z.object({
  id: uuid,
  handle: z.string(),
  about,
  wish,
  words: z.string(),
  createdAt: instant,
  dueAt: instant,
  isLate: z.boolean(),
  /** Of an appeal: what was asked and answered first. */
  first: z.nullable(z.object({ words: z.string(), reason: z.string() })),
  /** The decision that it is about, while it holds. */
  decision: z.nullable(z.object({ measure: z.enum(measures), at: instant, reason: z.string() })),
  /** False for whoever answered first, or made the decision. */
  mayAnswer: z.boolean(),
  outcomes: z.array(z.enum([...requestOutcomes, 'more'])),
})
export type QueuedRequest = z.infer<typeof queuedRequest>
export const requestQueue = z.extend(page(queuedRequest), { open: z.int(), late: z.int() })
export type RequestQueue = z.infer<typeof requestQueue>

export const requestAnswer = z.object({
  outcome: z.enum([...requestOutcomes, 'more']),
  /** The person reads it. */
  reason: words,
})
export type RequestAnswer = z.infer<typeof requestAnswer>
