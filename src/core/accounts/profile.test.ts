import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanAddress, cleanBio, cleanContact, cleanLinks, cleanName, contactAddress } from './profile.ts'

const refused = (code: string) => expect.objectContaining({ code })

describe('a profile', () => {
  it('has a name of one line, and the handle where there is none', () => {
    expect(cleanName('  Ana\nMaria ', 'ana')).toBe('Ana Maria')
    expect(cleanName('\u200b\u202e', 'ana')).toBe('ana')
    expect(() => cleanName('x'.repeat(61), 'ana')).toThrow(refused('account.name-length'))
  })

  it('says at most 300 characters about itself', () => {
    expect(cleanBio('Films.\n\n\n\nBy the sea.')).toBe('Films.\n\nBy the sea.')
    expect(() => cleanBio('x'.repeat(301))).toThrow(refused('account.bio-length'))
  })

  it('links to the web alone, and takes out what follows people', () => {
    expect(cleanAddress('example.org/shop?utm_source=x&size=2&fbclid=1')).toBe('https://example.org/shop?size=2')
    expect(cleanAddress('https://example.org')).toBe('https://example.org/')
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://example.org',
      'https://a@b.example',
      'https://localhost',
      'ftp://example.org',
      '//',
      '',
    ])
      expect(() => cleanAddress(bad), bad).toThrow(refused('account.link'))
    expect(cleanLinks([{ title: ' ', url: 'example.org/a' }], 5)).toEqual([
      { title: 'example.org', url: 'https://example.org/a' },
    ])
    expect(() => cleanLinks(Array(6).fill({ title: '', url: 'example.org' }), 5)).toThrow(refused('account.links'))
  })

  it('is reached by mail, telephone or the web', () => {
    expect(contactAddress(cleanContact('hello@example.org'))).toBe('mailto:hello@example.org')
    expect(contactAddress(cleanContact('+1 514 555-0100'))).toBe('tel:+15145550100')
    expect(contactAddress(cleanContact('example.org/contact'))).toBe('https://example.org/contact')
    for (const bad of ['a@b.example?bcc=c@d.example', 'javascript:alert(1)', 'call me'])
      expect(() => cleanContact(bad), bad).toThrow(refused('account.contact'))
  })

  it('that is kept is kept as it is when it is cleaned once more', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), raw => {
        let once: string
        try {
          once = cleanAddress(raw)
        } catch {
          return
        }
        expect(cleanAddress(once)).toBe(once)
      }),
    )
  })
})
