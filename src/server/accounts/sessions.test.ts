import { describe, expect, it } from 'vitest'
import { labelOf } from './sessions.ts'
import { skeletonOf } from './skeleton.ts'

describe('a session’s label', () => {
  it('is a family of browser and system, and no more', () => {
    expect(
      labelOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'),
    ).toBe('Chromium, Linux')
    expect(
      labelOf(
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605 Version/19.1 Mobile/15E148 Safari/604.1',
      ),
    ).toBe('Safari, iOS')
    expect(labelOf('curl/8.5')).toBe('')
  })
})

describe('a skeleton', () => {
  it('joins handles that look alike, and parts those that do not', () => {
    for (const [one, two] of [
      ['paypal', 'paypa1'],
      ['alice', 'a1ice'],
      ['modern', 'modem'],
      ['ana_lee', 'analee'],
      ['раура', 'paypa'],
      ['cl0ud', 'cloud'],
    ] as const) {
      expect(skeletonOf(one), `${one} ${two}`).toBe(skeletonOf(two))
    }
    for (const [one, two] of [
      ['alice', 'alina'],
      ['marie', 'maria'],
      ['bob', 'rob'],
    ] as const)
      expect(skeletonOf(one)).not.toBe(skeletonOf(two))
  })
})
