import { describe, expect, it } from 'vitest'
import { cleanName } from './accounts/profile.ts'
import { isVisible, plainText } from './text.ts'

describe('text', () => {
  it('turns nothing around, hides nothing and is never blank', () => {
    expect(plainText('a\u202egpj.exe\u202c', 0)).toBe('agpj.exe')
    expect(plainText('ad\u200bmin\u2066\u3164', 0)).toBe('admin')
    for (const blank of ['\u3164', '\u2800', '\u115f\u1160', '\u200d', '\u00ad', '\ufe0f', ' \u034f '])
      expect(cleanName(blank, 'ana'), escape(blank)).toBe('ana')
    expect(isVisible('👩\u200d👩\u200d👧')).toBe(true)
  })

  it('keeps the marks that scripts use, and piles them no higher', () => {
    for (const word of ['Việt Nam', 'בְּרֵאשִׁ֖ית', 'བསྒྲུབས', 'ภาษาไทย', '1️⃣'])
      expect(plainText(word, 0)).toBe(word.normalize('NFC'))
    expect(plainText(`x${'\u0327\u035b'.repeat(40)}`, 0).length).toBeLessThan(9)
  })
})
