import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanComment } from './comments.ts'

describe('a comment', () => {
  it('keeps what was said, without what would turn, hide or stretch it', () => {
    expect(cleanComment('  Beau travail !\r\n\r\n\r\n\r\nMerci  ')).toBe('Beau travail !\n\nMerci')
    expect(cleanComment('safe\u202etxt.exe\u0000')).toBe('safetxt.exe')
    expect(cleanComment('e\u0301')).toBe('é')
    expect(cleanComment('👍')).toBe('👍')
  })

  it('says something, and not too much', () => {
    for (const nothing of ['', '   ', '\u200b\u200b', '\n\n', '\u202e'])
      expect(() => cleanComment(nothing)).toThrow(expect.objectContaining({ code: 'comment.empty' }))
    expect(() => cleanComment('x'.repeat(1001))).toThrow(expect.objectContaining({ code: 'comment.too-long' }))
    expect(cleanComment('👍'.repeat(1000))).toHaveLength(2000)
  })

  it('that is kept is kept as it is when it is cleaned once more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), raw => {
        let once: string
        try {
          once = cleanComment(raw)
        } catch {
          return
        }
        expect(cleanComment(once)).toBe(once)
      }),
    )
  })
})
