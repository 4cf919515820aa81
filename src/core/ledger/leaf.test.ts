import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  commitmentOf,
  faultIn,
  type Leaf,
  leafHash,
  leafKinds,
  leafMessage,
  leafText,
  mostLeafBytes,
  type SignedLeaf,
  saltBytes,
  utf8,
} from './leaf.ts'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const signed = (leaf: Leaf): SignedLeaf => ({
  leaf,
  signature: sign(null, Buffer.from(leafMessage(leaf)), privateKey).toString('base64'),
})
const checks = {
  record: 'r',
  hash,
  isSigned: async (message: string, signature: string) =>
    verify(null, Buffer.from(message), publicKey, Buffer.from(signature, 'base64')),
}

function recordOf(n: number): SignedLeaf[] {
  const entries: SignedLeaf[] = []
  for (let number = 0; number < n; number++) {
    const before = entries.at(-1)
    entries.push(
      signed({
        schema: 'onshore leaf 1',
        kind: 'act.publish',
        at: new Date(number * 1000).toISOString(),
        record: 'r',
        number,
        previous: before ? leafHash(before.leaf, hash) : null,
        facts: { rule: { approvals: 2, of: ['officer', 'deputy'] } },
        commitments: {},
      }),
    )
  }
  return entries
}

describe('a record of leaves', () => {
  it('is whole as it was written, and not where an entry was changed, left out, put in, moved, or signed by another', async () => {
    const whole = recordOf(6)
    expect(await faultIn(whole, checks)).toBeNull()
    const third = whole[2]!
    expect(await faultIn([...whole.slice(0, 2), ...whole.slice(3)], checks)).toEqual({ number: 2, fault: 'order' })
    const edited = { ...third, leaf: { ...third.leaf, facts: { rule: { approvals: 1 } } } }
    expect(await faultIn(whole.with(2, edited), checks)).toEqual({ number: 2, fault: 'signature' })
    // Signed anew by the shore itself, it is still not what the next one stands on.
    expect(await faultIn(whole.with(2, signed(edited.leaf)), checks)).toEqual({ number: 3, fault: 'chain' })
    expect(await faultIn(whole.with(2, whole[3]!).with(3, third), checks)).toEqual({ number: 2, fault: 'order' })
    const foreign = { ...third.leaf, record: 'other' }
    expect(await faultIn(whole.with(2, signed(foreign)), checks)).toEqual({ number: 2, fault: 'record' })
    const forged = {
      ...third,
      signature: sign(null, Buffer.from(leafMessage(third.leaf)), generateKeyPairSync('ed25519').privateKey).toString(
        'base64',
      ),
    }
    expect(await faultIn(whole.with(2, forged), checks)).toEqual({ number: 2, fault: 'signature' })
  })

  it('has one text for one entry, in whatever order it was put together', () => {
    const { leaf } = recordOf(1)[0]!
    const turned = Object.fromEntries(Object.entries(leaf).reverse()) as unknown as Leaf
    expect(leafText(turned)).toBe(leafText(leaf))
    expect(leafText(leaf)).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","commitments":{},"facts":{"rule":{"approvals":2,"of":["officer","deputy"]}},"kind":"act.publish","number":0,"previous":null,"record":"r","schema":"onshore leaf 1"}',
    )
    expect(utf8(leafText(leaf)).length).toBeLessThan(mostLeafBytes)
    expect(leafKinds).toContain(leaf.kind)
    // RFC 6962 §2.1, by Node's own hand.
    expect(leafHash(leaf, hash)).toBe(
      createHash('sha256')
        .update(Buffer.concat([Buffer.from([0]), Buffer.from(leafText(leaf))]))
        .digest('hex'),
    )
  })

  it('writes UTF-8 as every other encoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(Buffer.from(utf8(text)).toString('hex')).toBe(Buffer.from(text).toString('hex'))
      }),
    )
    expect(Buffer.from(utf8('\ud800')).toString('hex')).toBe(Buffer.from('\ud800').toString('hex'))
  })

  it('stands for a person by a commitment that only the salt opens', () => {
    const salt = randomBytes(saltBytes)
    const commitment = commitmentOf('approver', salt, 'ana', hash)
    expect(commitmentOf('approver', salt, 'ana', hash)).toBe(commitment)
    for (const other of [
      commitmentOf('approver', randomBytes(32), 'ana', hash),
      commitmentOf('proposer', salt, 'ana', hash),
      commitmentOf('approver', salt, 'anna', hash),
    ])
      expect(other).not.toBe(commitment)
  })
})
