import * as z from 'zod/mini'
import { proposedActs } from '../institutions/mandate.ts'
import { noticedSteps } from '../institutions/telling.ts'
import { measures } from '../moderation/measures.ts'
import { requestOutcomes } from '../moderation/requests.ts'
import { allNoticeKinds, noticeLimits, noticeTabs, noticeTopics } from '../notices/kinds.ts'
import { person } from './account.ts'
import { instant, pageQuery, uuid } from './page.ts'

/** One line of an inbox: one thing that happened, or several of a kind. */
export const notice = z.object({
  id: uuid,
  kind: z.enum(allNoticeKinds),
  /** When the newest of it happened. */
  at: instant,
  isNew: z.boolean(),
  /** Whose acts they are, the newest first, at most three. */
  people: z.array(person),
  /** How many people more. */
  others: z.int(),
  /** Whether there are more than could be counted. */
  isMore: z.boolean(),
  /** The clip it is about; of one that is gone, its words. */
  clip: z.nullable(
    z.object({
      id: uuid,
      handle: z.string(),
      caption: z.string(),
      poster: z.nullable(z.string()),
      isGone: z.boolean(),
    }),
  ),
  /** The newest comment, shortened. */
  text: z.string(),
  /** Of a report, an appeal, a decision or a request: what it came to. */
  outcome: z.nullable(z.enum([...measures, 'gone', 'stands', 'overturned', ...requestOutcomes, 'more'])),
  /** What was proposed for an institution, has taken effect, or still waits for one’s signature; or the number of its weekly digest. */
  stewardship: z.nullable(
    z.object({
      handle: z.string(),
      proposal: z.nullable(uuid),
      act: z.nullable(z.enum(proposedActs)),
      step: z.enum(noticedSteps),
      digest: z.nullable(z.int()),
    }),
  ),
  /** Why a clip was refused or could not be finished: a code of the table of refusals and its facts. */
  refusal: z.nullable(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
})
export type Notice = z.infer<typeof notice>

const tab = z._default(z.enum(noticeTabs), 'all')
export const noticeQuery = z.extend(pageQuery, { tab })
/** Everything of a tab that happened until this moment has been seen. */
export const noticesSeen = z.object({ until: instant, tab })
/** Lines with something that was not seen yet, counted no further than one more than a badge says. */
export const unread = z.object({ unread: z.int().check(z.lte(noticeLimits.unread + 1)) })
/** What the person does not want to be told of. */
export const noticeChoices = z.object({ unwanted: z.array(z.enum(noticeTopics)).check(z.maxLength(20)) })
export type NoticeChoices = z.infer<typeof noticeChoices>
