import type { Language } from '../shell/words.ts'

const minuteMs = 60_000

/** How long ago, in the fewest words; after a week, the day. */
export function ago(at: string, language: Language, nowMs = Date.now()): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(at)) / minuteMs))
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  if (minutes < 1) return relative.format(0, 'second')
  if (minutes < 60) return relative.format(-minutes, 'minute')
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), 'hour')
  if (minutes < 7 * 24 * 60) return relative.format(-Math.floor(minutes / (24 * 60)), 'day')
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at))
}
