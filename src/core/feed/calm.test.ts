import { afterEach, describe, expect, it, vi } from 'vitest'
import { calmLimits, dayOf, goOn, isEnough, limitOf, minutesOf, nothingWatched, onDay, watch } from './calm.ts'

const minutes = (n: number) => n * 60_000
afterEach(() => vi.unstubAllEnvs())

describe('a daily limit', () => {
  it('is reached by what was watched, and moved on by a quarter of an hour each time somebody says so', () => {
    let watched = watch(nothingWatched, '2026-03-01', minutes(59))
    expect(isEnough(watched, 60)).toBe(false)
    watched = watch(watched, '2026-03-01', minutes(1))
    expect(isEnough(watched, 60)).toBe(true)
    watched = goOn(watched)
    expect(isEnough(watched, 60)).toBe(false)
    watched = watch(watched, '2026-03-01', minutes(calmLimits.moreMinutes))
    expect(isEnough(watched, 60)).toBe(true)
    expect(minutesOf(watched)).toBe(75)
    // A limit that is raised is a limit of its own, and going on shortens none.
    expect(isEnough(watched, 90)).toBe(false)
  })

  it('begins anew with the day, with what was chosen beyond it', () => {
    const late = goOn(watch(nothingWatched, '2026-12-31', minutes(80)))
    expect(onDay(late, '2027-01-01')).toEqual({ day: '2027-01-01', ms: 0, until: 0 })
    expect(watch(late, '2027-01-01', 5)).toEqual({ day: '2027-01-01', ms: 5, until: 0 })
  })

  it('gives no day twice to a clock that was set back, and does not hold on to a clock that was wrong', () => {
    const watched = watch(nothingWatched, '2026-03-01', minutes(60))
    expect(isEnough(onDay(watched, '2026-02-28'), 60)).toBe(true)
    expect(watch(watched, '2026-02-28', minutes(1)).ms).toBe(minutes(61))
    expect(onDay(watched, '2026-02-27').ms).toBe(0)
    expect(onDay({ ...watched, day: 'never' }, '2026-02-27').ms).toBe(0)
  })

  it('holds for somebody under 16 whatever an older person chose here', () => {
    expect([limitOf(undefined, true), limitOf(null, true), limitOf(90, true)]).toEqual([60, 60, 90])
    expect([limitOf(undefined, false), limitOf(null, false), limitOf(90, false)]).toEqual([null, null, 90])
  })

  it('counts a day of 23 or 25 hours as one', () => {
    vi.stubEnv('TZ', 'America/Toronto')
    const hours = (from: string, n: number) =>
      Array.from({ length: n }, (_, hour) => dayOf(new Date(Date.parse(from) + hour * 3_600_000)))
    expect(new Set(hours('2026-03-08T00:00:00-05:00', 23))).toEqual(new Set(['2026-03-08']))
    expect(hours('2026-03-08T00:00:00-05:00', 24).at(-1)).toBe('2026-03-09')
    expect(new Set(hours('2026-11-01T00:00:00-04:00', 25))).toEqual(new Set(['2026-11-01']))
    expect(hours('2026-11-01T00:00:00-04:00', 26).at(-1)).toBe('2026-11-02')
    expect(onDay(watch(nothingWatched, '2026-11-01', 7), '2026-10-31').ms).toBe(7)
  })
})
