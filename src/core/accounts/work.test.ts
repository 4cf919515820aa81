import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerAmong, isProof, sha256 } from './work.ts'

describe('a proof of work', () => {
  it('is measured by SHA-256, whatever the length', () => {
    const hex = (text: string) => [...sha256(text)].map(word => word.toString(16).padStart(8, '0')).join('')
    const known = (text: string) => createHash('sha256').update(text, 'ascii').digest('hex')
    for (let length = 0; length < 200; length++) expect(hex('a'.repeat(length))).toBe(known('a'.repeat(length)))
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 300 }), text => hex(text) === known(text)))
  })

  it('is found by trying, and counts for its own challenge alone', () => {
    const answer = answerAmong('some.challenge', 10, 0, 1_000_000)!
    expect(isProof({ challenge: 'some.challenge', answer }, 10)).toBe(true)
    expect(isProof({ challenge: 'some.other', answer }, 10)).toBe(false)
    expect(isProof({ challenge: 'some.challenge', answer: `${answer}0` }, 10)).toBe(false)
    expect(answerAmong('some.challenge', 40, 0, 100)).toBeNull()
  })
})
