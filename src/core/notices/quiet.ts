/** Hours of a person's own day in which nothing calls for them, as minutes after midnight; they may go past midnight. */
export interface QuietHours {
  from: number
  to: number
}

/** `minute` is of the day, local time. From and to at the same minute: the whole day. */
export function isQuietAt({ from, to }: QuietHours, minute: number): boolean {
  if (from === to) return true
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

/** From ten to seven. */
export const night: QuietHours = { from: 22 * 60, to: 7 * 60 }

/** The hours that hold: those chosen here; else somebody under 16 has quiet nights until they have switched them off. */
export const hoursOf = (chosen: QuietHours | null, isYoung: boolean, isOff: boolean): QuietHours | null =>
  chosen ?? (isYoung && !isOff ? night : null)

/** A clock may be turned in between, in spring or by its person: it is looked at again no later than this. */
const longestLookMs = 900_000

/** Milliseconds after which to look whether it is quiet. */
export const nextLookMs = (hours: QuietHours, minute: number): number =>
  Math.min(untilTurnMs(hours, minute), longestLookMs)

/** Milliseconds until the quiet begins or ends. */
export function untilTurnMs({ from, to }: QuietHours, minute: number): number {
  const ahead = (edge: number) => (edge - minute + 1440) % 1440 || 1440
  return Math.min(ahead(from), ahead(to)) * 60_000
}
