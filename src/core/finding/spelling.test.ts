import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest } from './spelling.ts'

describe('the word that was meant', () => {
  it('is one letter away where the word is short, and two where it is long', () => {
    expect(nearest('habrour', ['harvest', 'harbour'])).toBe('harbour')
    expect(nearest('harbor', ['harbour', 'arbor'])).toBe('harbour')
    expect(nearest('tode', ['tide', 'tidal'])).toBe('tide')
    expect(nearest('todi', ['tide'])).toBeNull()
    expect(nearest('lighthuose', ['lighthouses', 'lighthouse'])).toBe('lighthouse')
    expect(nearest('lighthxuosy', ['lighthouse'])).toBeNull()
  })

  it('is never the word itself, and always one that is known', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.array(fc.string({ maxLength: 12 })), (word, known) => {
        const found = nearest(word, known)
        return found === null || (found !== word && known.includes(found))
      }),
    )
  })
})
