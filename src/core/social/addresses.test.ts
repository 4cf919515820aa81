import { describe, expect, it } from 'vitest'
import { holdsLink } from './addresses.ts'

describe('a text leads elsewhere', () => {
  it('by an address, written out, shortened, or dressed up', () => {
    for (const text of [
      'https://spam.example/x',
      'see HTTP://SPAM.EXAMPLE',
      'www.spam.example',
      'gains sur spam.com !',
      'spam.com/offer',
      'bit.ly/x',
      'spam.museum/offer',
      'spam。com',
      'ｓｐａｍ．ｃｏｍ',
      'sp\u200bam.co\u200bm',
      'exämple.de',
      'xn--exmple-cua.xn--p1ai',
      '192.168.1.1:8080',
      't.me/joinchat',
    ])
      expect(holdsLink(text), text).toBe(true)
  })

  it('and not by a name, a number, or a full stop in a hurry', () => {
    for (const text of [
      'Merci @ana.com !',
      'C’est fini.Merci',
      'It costs 3.50 or 1.000.000',
      'v1.2.3',
      'a@b.example',
      'Hmm...ok',
      'and/or',
      '10/10',
      '',
    ])
      expect(holdsLink(text), text).toBe(false)
  })
})
