import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../errors.ts'
import { prepareHandle } from './handle.ts'

const codeOf = (raw: string) => {
  try {
    prepareHandle(raw)
    return 'accepted'
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('a handle', () => {
  it('is folded to one form: case, width, the @, and Unicode composition', () => {
    expect(prepareHandle(' @Alice ')).toBe('alice')
    expect(prepareHandle('ＡＬＩＣＥ')).toBe('alice')
    expect(prepareHandle('Ame\u0301lie')).toBe('am\u00e9lie')
    expect(prepareHandle('Ὀδυσσεύς')).toBe('ὀδυσσεύς')
    expect(prepareHandle('les_amis.de-la-mer')).toBe('les_amis.de-la-mer')
  })

  it('keeps to one script, save those that are written together', () => {
    expect(codeOf('раypal')).toBe('account.handle-mixed')
    expect(codeOf('αlpha')).toBe('account.handle-mixed')
    expect(codeOf('東京tower')).toBe('accepted')
    expect(codeOf('さくら花')).toBe('accepted')
  })

  it('refuses what is no letter, digit or single separator, and says which', () => {
    for (const raw of ['a b', 'a..b', '-ab', 'ab-', 'a/b', 'a@b', 'ﬁsh', '𝒶𝒷𝒸', 'a\u200bb', 'a\u202eb', '😀😀', 'Ⅳ4'])
      expect(codeOf(raw), raw).toBe('account.handle-characters')
    expect(codeOf('a')).toBe('account.handle-length')
    expect(codeOf('a'.repeat(31))).toBe('account.handle-length')
    expect(codeOf('Admin')).toBe('account.handle-reserved')
  })

  it('is the same when prepared twice, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), raw => {
        let once: string
        try {
          once = prepareHandle(raw)
        } catch (error) {
          return error instanceof Refusal
        }
        return prepareHandle(once) === once
      }),
      { numRuns: 2000 },
    )
  })
})
