import * as z from 'zod/mini'
import { mostOffset, ranges } from '../statistics/days.ts'
import { instant, uuid } from './page.ts'

export const statisticsQuery = z.object({
  /** Days up to today, or all since the account or the clip began. */
  range: z._default(z.enum(ranges), '28'),
  /** Minutes that the reader’s clock is ahead of universal time: days end at its midnight. */
  offset: z._default(z.coerce.number().check(z.int(), z.gte(-mostOffset), z.lte(mostOffset)), 0),
})

const counts = { likes: z.int(), comments: z.int(), saves: z.int() }
const ofAccount = { ...counts, follows: z.int() }
const date = z.iso.date()

/** Acts that stand, by the day they were done: what is taken back is gone from the day it was done. Counts only, never who. */
const clipStatistics = {
  since: date,
  until: date,
  offset: z.int(),
}
export const videoStatistics = z.object({
  ...clipStatistics,
  totals: z.object(counts),
  days: z.array(z.object({ day: date, ...counts })),
})
export const accountStatistics = z.object({
  ...clipStatistics,
  totals: z.object(ofAccount),
  days: z.array(z.object({ day: date, ...ofAccount })),
  /** The clips with the most of them, at most 50. */
  videos: z.array(z.object({ id: uuid, caption: z.string(), publishedAt: z.nullable(instant), ...counts })),
})
export type AccountStatistics = z.infer<typeof accountStatistics>
export type VideoStatistics = z.infer<typeof videoStatistics>
