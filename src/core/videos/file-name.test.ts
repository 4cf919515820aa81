import { describe, expect, it } from 'vitest'
import { attachment, fileNameOf } from './file-name.ts'

describe('the name of a saved clip', () => {
  it('is its author and the first words of its caption, in any script', () => {
    expect(fileNameOf({ handle: 'alice', caption: 'Morning #ferry, six o’clock\nsecond line' })).toBe(
      'alice-Morning-ferry-six-o-clock.mp4',
    )
    expect(fileNameOf({ handle: 'été', caption: '海' })).toBe('été-海.mp4')
    expect(fileNameOf({ handle: 'alice', caption: '' })).toBe('alice.mp4')
  })

  it('holds nothing that a header, a folder or a shell could read as more than a name', () => {
    const nasty = [
      'a"; filename="evil.exe',
      '../../etc/passwd',
      'a\r\nSet-Cookie: x=1',
      'CON',
      '\u202egpj.exe',
      '%0d%0aX: 1',
      '..\\..\\boot.ini',
      '`rm -rf`$(x)|;&',
      '\ud800',
      'x'.repeat(3000),
    ]
    for (const caption of nasty) {
      const name = fileNameOf({ handle: 'alice', caption })
      expect(name, caption).toMatch(/^alice[\p{L}\p{M}\p{N}-]*\.mp4$/u)
      expect([...name].length).toBeLessThanOrEqual(64)
      expect(attachment(name), caption).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/)
    }
  })

  it('is written for every browser: in ASCII, and whole (RFC 6266, RFC 8187)', () => {
    expect(attachment('été-海.mp4')).toBe(
      `attachment; filename="_t_-_.mp4"; filename*=UTF-8''%C3%A9t%C3%A9-%E6%B5%B7.mp4`,
    )
  })
})
