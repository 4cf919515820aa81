import { describe, expect, it } from 'vitest'
import { wordsOf } from './query.ts'

describe('the words of a search', () => {
  it('are what is left without signs, and without what cannot be seen', () => {
    expect(wordsOf('  #New_York @ana.lee ')).toEqual(['New', 'York', 'ana', 'lee'])
    expect(wordsOf("a' & b | !c:* <-> (d)")).toEqual(['a', 'b', 'c', 'd'])
    expect(wordsOf('har\u200bbo\u00adur\u202e')).toEqual(['harbour'])
    expect(wordsOf('ﬁn ①')).toEqual(['fin', '1'])
    expect(wordsOf('l’île')).toEqual(['l', 'île'])
  })

  it.each([
    ['', 'search.empty'],
    [' !?&|:*() ', 'search.empty'],
    ['\u200b\u200d\u2060\u202e', 'search.empty'],
    ['🎉🎉', 'search.empty'],
    ['\u0301\u0302', 'search.empty'],
    ['a'.repeat(201), 'search.too-long'],
    [Array.from({ length: 13 }, () => 'a').join(' '), 'search.too-many'],
  ])('are refused where there are none, or too many: %j', (query, code) => {
    expect(() => wordsOf(query)).toThrow(expect.objectContaining({ code }))
  })
})
