/** Days as a reader’s clock cuts them: an offset from universal time, in minutes, says where midnight is. */
const dayMs = 86_400_000
const minuteMs = 60_000

export const ranges = ['7', '28', '90', 'all'] as const
export type Range = (typeof ranges)[number]

/** The most days that are ever counted: ten years. */
export const mostDays = 3653
/** Clocks are at most 14 hours from universal time. */
export const mostOffset = 840

/** Days since 1970 by a clock. */
export const dayOf = (at: Date, offsetMinutes: number): number =>
  Math.floor((at.getTime() + offsetMinutes * minuteMs) / dayMs)

/** The moment at which a day begins. */
export const beginOf = (day: number, offsetMinutes: number): Date => new Date(day * dayMs - offsetMinutes * minuteMs)

/** `2026-11-26` */
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** First and last day of a range that ends today; `all` begins with what there has been. */
export function daysOf(range: Range, beganAt: Date, now: Date, offsetMinutes: number): { first: number; last: number } {
  const last = dayOf(now, offsetMinutes)
  const wanted = range === 'all' ? last - Math.min(dayOf(beganAt, offsetMinutes), last) + 1 : Number(range)
  return { first: last - Math.min(wanted, mostDays) + 1, last }
}
