import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionParts, mentionsIn } from './mentions.ts'
import { cleanWords, holdsWord } from './words.ts'

describe('words', () => {
  it('name people with an @, and nobody by an address or in the middle of a word', () => {
    expect(mentionsIn('Merci @Ana et @bob.b, @ana!')).toEqual(['ana', 'bob.b'])
    expect(mentionsIn('mail a@b.example, https://x.example/@c, @@d, @ e')).toEqual([])
    expect(mentionsIn('@élodie @الف')).toEqual(['élodie', 'الف'])
    expect(mentionsIn(Array.from({ length: 30 }, (_, i) => `@x${i}`).join(' '))).toHaveLength(10)
  })

  it('are drawn whole, whatever they name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        expect(
          mentionParts(text)
            .map(part => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
    expect(mentionParts('Bravo @ana!')).toEqual([{ text: 'Bravo ' }, { text: '@ana', handle: 'ana' }, { text: '!' }])
  })

  it('are found as whole words, however they are spelt', () => {
    for (const text of ['You IDIOT!', 'ïdiot', 'ｉｄｉｏｔ', '…idiot…', 'id\u200diot', 'i\u00addiot', 'idi\ufe0fot'])
      expect(holdsWord(text, ['idiot']), text).toBe(true)
    for (const text of ['idiotic', 'id iot', '']) expect(holdsWord(text, ['idiot']), text).toBe(false)
    expect(holdsWord('buy   now, cheap', ['Buy now'])).toBe(true)
    expect(holdsWord('look 🐍', ['🐍'])).toBe(true)
    expect(cleanWords([' Spam ', 'spam', '', '\u202e'])).toEqual(['spam'])
    expect(() => cleanWords(['x'.repeat(61)])).toThrow(expect.objectContaining({ code: 'comment.words' }))
  })
})
