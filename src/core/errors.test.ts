import { describe, expect, it } from 'vitest'
import { refusals, refuse, sentence } from './errors.ts'

describe('a refusal', () => {
  it('says what was expected and what came, in both languages', () => {
    const refusal = refuse('video.too-long', { got: 190, limit: 180 })
    expect(refusal.message).toBe('A clip lasts at most 180 seconds; this one lasts 190. Shorten it and post again.')
    expect(sentence('video.too-long', refusal.params, 'fr')).toContain('180 secondes')
    expect(refusal.status).toBe(422)
  })
  it('has a status that is an error, and a sentence that ends', () => {
    for (const [code, { status, en, fr }] of Object.entries(refusals)) {
      expect(status, code).toBeGreaterThanOrEqual(400)
      for (const text of [en, fr]) expect(text, code).toMatch(/[.}]$/)
    }
  })
})
