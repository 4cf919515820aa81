import { describe, expect, it } from 'vitest'
import { cleanCaption } from './caption.ts'
import { captionParts, tagsIn } from './tags.ts'

describe('a caption', () => {
  it('gives its tags once, lower-cased, in order, and numbers alone are none', () => {
    expect(tagsIn('#Été au lac #été #2026 #plage_7 a#b ##x')).toEqual(['été', 'plage_7', 'x'])
  })
  it('comes apart into parts that join to itself', () => {
    const text = 'Bonjour #Monde, et #toi!'
    expect(
      captionParts(text)
        .map(part => part.text)
        .join(''),
    ).toBe(text)
    expect(
      captionParts(text)
        .filter(part => part.tag)
        .map(part => part.tag),
    ).toEqual(['monde', 'toi'])
  })
  it('loses controls and direction overrides, and keeps its lines', () => {
    expect(cleanCaption('a\u202eb\u0007\nc\n\n\n\n\nd').caption).toBe('ab\nc\n\n\nd')
  })
  it('is refused at 2,201 characters and kept at 2,200, counted as people see them', () => {
    expect(cleanCaption('é'.repeat(2200)).caption).toHaveLength(2200)
    expect(() => cleanCaption('😀'.repeat(2201))).toThrow('at most 2200 characters; this one has 2201')
    expect(() => cleanCaption('x'.repeat(10_000))).toThrow('10000')
  })
})
