import { describe, expect, it } from 'vitest'
import { openLimits, prefixOf, standardRates } from './limits.ts'

describe('rate limits', () => {
  it('name an address by what one subscriber holds', () => {
    expect(prefixOf('203.0.113.7')).toBe('203.0.113.7')
    expect(prefixOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
    expect(prefixOf('2001:db8:1:2:3:4:5:6')).toBe(prefixOf('2001:db8:1:2:ffff::1'))
    expect(prefixOf('2001:db8:1:2::1')).not.toBe(prefixOf('2001:db8:1:3::1'))
    expect(prefixOf('::1')).toBe('0:0:0:0')
    expect(prefixOf('nonsense')).toBe('unknown')
  })
  it('let a burst through, then one at a time, and say how long to wait', () => {
    let now = 0
    const limits = openLimits({ now: () => new Date(now) }, { ...standardRates, guess: { burst: 2, everyMs: 10_000 } })
    const who = { address: '203.0.113.7' }
    limits.take('guess', who)
    limits.take('guess', who)
    expect(() => limits.take('guess', who)).toThrow('Wait 10 seconds')
    limits.take('guess', { address: '203.0.113.8' })
    now += 10_000
    limits.take('guess', who)
    expect(() => limits.take('guess', who)).toThrow()
    limits.giveBack('guess', who)
    limits.take('guess', who)
  })
  it('forget everything with the key, each hour', () => {
    let now = 0
    const limits = openLimits({ now: () => new Date(now) }, { ...standardRates, join: { burst: 1, everyMs: 1e9 } })
    limits.take('join', { address: '203.0.113.7' })
    expect(() => limits.take('join', { address: '203.0.113.7' })).toThrow()
    now += 3_600_001
    limits.take('join', { address: '203.0.113.7' })
  })
})
