import { describe, expect, it } from 'vitest'
import { restrict, unrestrict, waitMs } from './restriction.ts'

describe('restricted mode', () => {
  it('opens to its passphrase alone, however its accents are typed, and holds no trace of it', async () => {
    const kept = (await restrict('école 7'))!
    expect(JSON.stringify(kept)).not.toContain('cole')
    expect(await unrestrict(kept, 'école 7'.normalize('NFD'), 1)).toBeNull()
    expect(await unrestrict(kept, 'ecole 7', 5)).toEqual({ ...kept, wrong: 1, wrongAt: 5 })
    expect((await restrict('école 7'))!.hash).not.toBe(kept.hash)
    expect(await restrict('five5')).toBeNull()
    expect(await restrict('     x     ')).toBeNull()
  })

  it('makes whoever tries wait for longer each time, up to an hour, and no longer by a clock that was turned', () => {
    const tried = (wrong: number, wrongAt = 0) => ({ salt: '', hash: '', rounds: 1, wrong, wrongAt })
    expect([0, 1, 2, 5, 11, 12, 2000].map(wrong => waitMs(tried(wrong), 0))).toEqual([
      0, 2000, 4000, 32_000, 2_048_000, 3_600_000, 3_600_000,
    ])
    expect(waitMs(tried(2, 10_000), 13_000)).toBe(1000)
    expect(waitMs(tried(2, 10_000), 14_000)).toBe(0)
    expect(waitMs(tried(2, 9e12), 0)).toBe(4000)
  })
})
