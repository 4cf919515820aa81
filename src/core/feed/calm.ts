/**
 * How much of a day somebody watches, and when it is enough. Counted and kept on one device, sent to nobody; whoever clears what the
 * device keeps begins anew, and the pages say so.
 */

/** `day` is a local date, `ms` what was watched on it, `until` how much of it somebody chose to watch beyond their limit. */
export interface Watched {
  day: string
  ms: number
  until: number
}

export const nothingWatched: Watched = { day: '', ms: 0, until: 0 }

export const calmLimits = {
  /** What holds for somebody under 16 until they choose another. */
  youngMinutes: 60,
  minMinutes: 15,
  maxMinutes: 180,
  stepMinutes: 15,
  /** How far going on goes, each time it is chosen. */
  moreMinutes: 15,
} as const

const dayMs = 86_400_000
const minuteMs = 60_000

/** The date by this device's own clock and place. A day of 23 or 25 hours is one day. */
export function dayOf(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/**
 * What counts for a day. A new day begins with nothing. A clock that says yesterday was set back, or has travelled west over midnight:
 * the count goes on, and no day is had twice. One that is further back was wrong before, and the count with it.
 */
export function onDay(watched: Watched, day: string): Watched {
  if (watched.day === day || Date.parse(watched.day) - Date.parse(day) === dayMs) return watched
  return { ...nothingWatched, day }
}

export function watch(watched: Watched, day: string, ms: number): Watched {
  const before = onDay(watched, day)
  return { ...before, ms: before.ms + ms }
}

/**
 * Minutes a day, or null for no limit. `chosen` is undefined where nobody has chosen. Somebody under 16 has a limit whatever was
 * chosen: no choice that an older person made on the same device takes it away.
 */
export const limitOf = (chosen: number | null | undefined, isYoung: boolean): number | null =>
  chosen ?? (isYoung ? calmLimits.youngMinutes : null)

export const isEnough = ({ ms, until }: Watched, limitMinutes: number): boolean =>
  ms >= Math.max(limitMinutes * minuteMs, until)

/** Some more, from now on. It is asked again after. */
export const goOn = (watched: Watched): Watched => ({
  ...watched,
  until: watched.ms + calmLimits.moreMinutes * minuteMs,
})

export const minutesOf = ({ ms }: Watched): number => Math.floor(ms / minuteMs)
