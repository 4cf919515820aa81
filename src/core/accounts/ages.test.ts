import { describe, expect, it } from 'vitest'
import { agesFrom, mayJoin } from './ages.ts'

describe('the one question about age', () => {
  it('has three answers below an age of 16, and two where the shore begins there', () => {
    for (const minimum of [13, 14, 15]) {
      expect(agesFrom(minimum)).toEqual(['under', 'young', 'older'])
      expect(agesFrom(minimum).filter(age => mayJoin(age, minimum))).toEqual(['young', 'older'])
    }
    expect(agesFrom(16)).toEqual(['under', 'older'])
    expect(mayJoin('young', 16)).toBe(false)
    expect(mayJoin('older', 16)).toBe(true)
  })
})
