import { describe, expect, it } from 'vitest'
import { beginOf, dateOf, dayOf, daysOf, mostDays } from './days.ts'

describe('days by a clock', () => {
  const evening = new Date('2026-11-26T23:30:00Z')

  it('end at its midnight', () => {
    expect([0, 60, -600].map(offset => dateOf(dayOf(evening, offset)))).toEqual([
      '2026-11-26',
      '2026-11-27',
      '2026-11-26',
    ])
    expect(beginOf(dayOf(evening, 60), 60).toISOString()).toBe('2026-11-26T23:00:00.000Z')
  })

  it('are as many as the range says, and all of them at most ten years', () => {
    const { first, last } = daysOf('7', evening, evening, 0)
    expect([last - first + 1, dateOf(last)]).toEqual([7, '2026-11-26'])
    const began = new Date('2026-11-20T12:00:00Z')
    expect(dateOf(daysOf('all', began, evening, 0).first)).toBe('2026-11-20')
    const long = daysOf('all', new Date(0), evening, 0)
    expect(long.last - long.first + 1).toBe(mostDays)
    // A clock that is behind the account's own beginning.
    const young = daysOf('all', new Date(evening.getTime() + 86_400_000), evening, 0)
    expect(young.first).toBe(young.last)
  })
})
