import { describe, expect, it } from 'vitest'
import { preparePassphrase } from './passphrase.ts'

describe('a passphrase', () => {
  it('keeps its case and its spaces, in one Unicode form', () => {
    expect(preparePassphrase('Quatre mots\u00a0sans lien')).toBe('Quatre mots sans lien')
    expect(preparePassphrase('e\u0301te\u0301 sans fin')).toBe('\u00e9t\u00e9 sans fin')
  })
  it('is refused when it is short, long, or a first guess', () => {
    expect(() => preparePassphrase('short')).toThrow('10 to 256')
    expect(() => preparePassphrase('x y'.repeat(100))).toThrow('10 to 256')
    for (const guess of ['Password 123', 'aaaaaaaaaaaa', '123456789012', 'correct horse battery staple'])
      expect(() => preparePassphrase(guess), guess).toThrow('first')
  })
})
