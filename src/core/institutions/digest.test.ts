import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  countFailed,
  type Digest,
  digestEveryMs,
  digestHash,
  digestMessage,
  digestText,
  faultInDigests,
  isDigestDue,
  mailOfDigest,
  type SignedDigest,
} from './digest.ts'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const signed = (digest: Digest): SignedDigest => ({
  digest,
  signature: sign(null, Buffer.from(digestMessage(digestText(digest))), privateKey).toString('base64'),
})
const isSigned = async (message: string, signature: string) =>
  verify(null, Buffer.from(message), publicKey, Buffer.from(signature, 'base64'))
const week = (n: number) => new Date(n * digestEveryMs)
const entry = (number: number) => ({ number, kind: 'act.publish' as const, at: week(1).toISOString(), hash: 'a' })

const first: Digest = {
  schema: 'onshore digest 1',
  shore: 'shore.example',
  institution: 'ministry',
  number: 1,
  from: week(0).toISOString(),
  until: week(1).toISOString(),
  canAct: [{ role: 'officer', steward: 'c'.repeat(64), since: week(0).toISOString(), passkeys: 1 }],
  happened: [entry(0), entry(1)],
  entries: 2,
  waits: [],
  failed: { notices: [], domain: null, glasses: [], ended: [] },
  previous: null,
}
const after = (one: Digest, happened = [entry(one.entries)]): Digest => ({
  ...one,
  number: one.number + 1,
  from: one.until,
  until: week(one.number + 1).toISOString(),
  happened,
  entries: one.entries + happened.length,
  previous: digestHash(digestText(one), hash),
})
const second = after(first)
const third = after(second, [])
const faultIn = (...all: SignedDigest[]) => faultInDigests(all, { institution: 'ministry', hash, isSigned })

describe('digests', () => {
  it('follow one another, from the first or from the oldest that is kept', async () => {
    expect(await faultIn(signed(first), signed(second), signed(third))).toBeNull()
    expect(await faultIn(signed(second), signed(third))).toBeNull()
    expect(await faultIn()).toBeNull()
  })

  it('are seen to lack one that was kept back, however well what is left is signed', async () => {
    expect(await faultIn(signed(first), signed(third))).toEqual({ number: 3, fault: 'order' })
    const renumbered = { ...third, number: 2 }
    expect(await faultIn(signed(first), signed(renumbered))).toEqual({ number: 2, fault: 'chain' })
    const moved = { ...renumbered, previous: digestHash(digestText(first), hash) }
    expect(await faultIn(signed(first), signed(moved))).toEqual({ number: 2, fault: 'chain' })
    expect(await faultIn(signed(first), signed({ ...moved, from: first.until }))).toEqual({
      number: 2,
      fault: 'entries',
    })
    expect(await faultIn(signed({ ...third, previous: null }))).toEqual({ number: 3, fault: 'order' })
  })

  it('are seen to be changed, or another institution’s', async () => {
    const changed = { ...signed(first), digest: { ...first, canAct: [] } }
    expect(await faultIn(changed)).toEqual({ number: 1, fault: 'signature' })
    expect(await faultIn(signed({ ...first, institution: 'city' }))).toEqual({ number: 1, fault: 'institution' })
    expect(await faultIn(signed({ ...first, entries: 3 }))).toEqual({ number: 1, fault: 'entries' })
  })

  it('are made once in a week; a gap is one, and a clock that was ahead is not waited for', () => {
    const due = (last: number | null, now: number) =>
      isDigestDue({ began: week(0), last: last === null ? null : week(last), now: week(now) })
    expect([0, 0.99, 1, 5].map(now => due(null, now))).toEqual([false, false, true, true])
    expect([1.5, 2, 9].map(now => due(1, now))).toEqual([false, true, true])
    // Made late, it does not put off the next.
    expect([5.2, 5.99, 6].map(now => due(5.01, now))).toEqual([false, false, true])
    expect([1, 1.5].map(now => due(2, now))).toEqual([false, false])
    expect(due(500, 3)).toBe(true)
  })

  it('go out by mail as numbers in two languages, and failures stand in the subject', () => {
    const { subject, text } = mailOfDigest(first, 'https://shore.example')
    expect(subject).toBe('@ministry: digest 1 / résumé 1')
    expect(text).toContain('Failed: 0. Can act: 1. Entries of the record: 2. Waiting: 0.')
    expect(text).toContain('https://shore.example/institutions/ministry/digests/1')
    const failed = { ...first.failed, domain: { domain: 'a.example', since: null, fault: '404' } }
    expect(countFailed(failed)).toBe(1)
    const mail = mailOfDigest({ ...first, failed }, 'https://shore.example')
    expect(mail.subject).toContain('failed: 1')
    expect(mail.text).toContain('Échecs\u00a0: 1.')
  })
})
