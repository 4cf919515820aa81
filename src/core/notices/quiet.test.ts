import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hoursOf, isQuietAt, nextLookMs, night, untilTurnMs } from './quiet.ts'

afterEach(() => vi.unstubAllEnvs())

const at = (hour: number, minute = 0) => hour * 60 + minute

describe('quiet hours', () => {
  it('go past midnight, and end on the minute', () => {
    const night = { from: at(22), to: at(7) }
    expect([at(21, 59), at(22), at(3), at(6, 59), at(7)].map(minute => isQuietAt(night, minute))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    const lunch = { from: at(12), to: at(13) }
    expect([at(11, 59), at(12), at(13)].map(minute => isQuietAt(lunch, minute))).toEqual([false, true, false])
    expect(isQuietAt({ from: at(9), to: at(9) }, at(9, 1))).toBe(true)
  })

  it('turn at the next edge, whatever the minute', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(minute, minute, minute, (from, to, now) => {
        fc.pre(from !== to)
        const minutes = untilTurnMs({ from, to }, now) / 60_000
        expect(minutes).toBeGreaterThan(0)
        const [before, after] = [isQuietAt({ from, to }, now), isQuietAt({ from, to }, (now + minutes) % 1440)]
        expect(after).toBe(!before)
        expect(isQuietAt({ from, to }, (now + minutes - 1) % 1440)).toBe(before)
      }),
    )
  })

  it('end at seven by the clock of the morning in which it was turned, forwards or back', () => {
    vi.stubEnv('TZ', 'America/Toronto')
    for (const [evening, sleptHours] of [
      ['2026-03-07T22:00:00-05:00', 8],
      ['2026-10-31T22:00:00-04:00', 10],
      ['2026-06-01T22:00:00-04:00', 9],
    ] as const) {
      const minuteOf = (ms: number) => new Date(ms).getHours() * 60 + new Date(ms).getMinutes()
      let ms = Date.parse(evening)
      while (isQuietAt(night, minuteOf(ms))) ms += nextLookMs(night, minuteOf(ms))
      expect((ms - Date.parse(evening)) / 3_600_000, evening).toBe(sleptHours)
      expect(minuteOf(ms)).toBe(at(7))
    }
  })

  it('are the night for somebody under 16 until that is switched off, and nobody else’s until they are chosen', () => {
    const chosen = { from: at(20), to: at(8) }
    expect([hoursOf(null, true, false), hoursOf(null, true, true), hoursOf(chosen, true, true)]).toEqual([
      night,
      null,
      chosen,
    ])
    expect([hoursOf(null, false, false), hoursOf(chosen, false, false)]).toEqual([null, chosen])
  })
})
