import { describe, expect, it } from 'vitest'
import { compareVersions, concerning } from './advisories.ts'

describe('advisories', () => {
  it('compare versions by number and not by letter', () => {
    expect(compareVersions('0.9.0', '0.10.0')).toBeLessThan(0)
    expect(compareVersions('1.0.0', '0.99.99')).toBeGreaterThan(0)
    expect(compareVersions('0.1.0', '0.1.0')).toBe(0)
    expect(compareVersions('unknown', '0.0.1')).toBeLessThan(0)
  })

  it('concern versions before the one that mends, the gravest first', () => {
    const all = [
      { id: 'old', fixedIn: '0.1.0', severity: 'critical' },
      { id: 'small', fixedIn: '0.2.0', severity: 'low' },
      { id: 'grave', fixedIn: '0.1.1', severity: 'high' },
    ] as const
    expect(concerning('0.1.0', all).map(({ id }) => id)).toEqual(['grave', 'small'])
    expect(concerning('0.2.0', all)).toEqual([])
  })
})
