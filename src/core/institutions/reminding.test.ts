import { describe, expect, it } from 'vitest'
import { reminderDue } from './reminding.ts'

const hour = (n: number) => new Date(n * 3_600_000)
const at = (n: number, sent: number) => reminderDue({ proposedAt: hour(0), expiresAt: hour(100), sent }, hour(n))

describe('a reminder', () => {
  it('comes at half of the time and at the last tenth, each once, and none when time is over', () => {
    expect([0, 49, 50, 89].map(n => at(n, 0))).toEqual([null, null, 'half', 'half'])
    expect([50, 89, 90, 100, 101].map(n => at(n, 1))).toEqual([null, null, 'last', 'last', null])
    expect([50, 90, 100].map(n => at(n, 2))).toEqual([null, null, null])
  })

  it('is the last one alone where a clock has jumped over the first', () => {
    expect(at(95, 0)).toBe('last')
  })
})
