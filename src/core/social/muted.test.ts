import { describe, expect, it } from 'vitest'
import { wordsFinder } from './fold.ts'
import { cleanMuted } from './muted.ts'

describe('what is muted', () => {
  it('is kept in one form, whatever was typed', () => {
    expect(cleanMuted('tag', 'Été_2026')).toBe('été_2026')
    expect(cleanMuted('word', '  Big \n  Match\u202e ')).toBe('big match')
    expect(cleanMuted('sound', '01890000-0000-7000-8000-000000000000')).toBe('01890000-0000-7000-8000-000000000000')
  })

  it('is refused where it could match nothing or is too long', () => {
    expect(() => cleanMuted('tag', 'two words')).toThrow('no tag')
    expect(() => cleanMuted('sound', 'x')).toThrow()
    for (const word of ['', ' \u200b ', 'x'.repeat(61)]) expect(() => cleanMuted('word', word)).toThrow('60 characters')
  })

  it('is found as whole words, with or without accents, in tags as well', () => {
    const holds = wordsFinder(['café', 'big match'])
    expect(['Le CAFE ferme', 'see the #big_match!', 'big   match'].map(holds)).toEqual([true, true, true])
    expect(['cafeteria', 'the match was big', ''].map(holds)).toEqual([false, false, false])
    expect(wordsFinder([])('anything')).toBe(false)
  })
})
