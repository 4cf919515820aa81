import { describe, expect, it } from 'vitest'
import { answerAmong } from '../../src/core/accounts/work.ts'
import { type GateRooms, openGate } from '../../src/server/accounts/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const flood = 10_000
const answered = ({ challenge, difficulty }: { challenge: string; difficulty: number }) => ({
  challenge,
  answer: answerAmong(challenge, difficulty, 0, 2 ** 24)!,
})

/** Ten thousand at once at a gate; what it lets through is counted as joined. */
async function joinAll(rooms: Pick<GateRooms, 'most'>): Promise<number> {
  let joined = 0
  const gate = openGate({ clock: { now: () => new Date() }, joinedSince: async () => joined, ...rooms })
  const each = () => gate.pass(undefined, async () => void joined++)
  await Promise.allSettled(Array.from({ length: flood }, each))
  return joined
}

describe('a flood of new accounts', () => {
  it('stops at the rate where work is asked for, and nowhere where it is not', async () => {
    const joined = await joinAll({ most: 30 })
    const joinedWithoutRate = await joinAll({ most: Number.POSITIVE_INFINITY })
    recordAttack({
      id: 'A24-joining',
      cases: flood,
      controls: flood,
      controlsSucceeded: joinedWithoutRate,
      succeeded: Math.max(0, joined - 30),
    })
    expect(joined).toBeLessThanOrEqual(30)
    expect(joinedWithoutRate).toBe(flood)
  })

  it('does not pass with a proof that was used, forged, has ended or is of another shore', async () => {
    let shiftMs = 0
    const clock = { now: () => new Date(Date.now() + shiftMs) }
    const environment = { ONSHORE_JOIN_RATE: '1' }
    await using shore = await openShore({ people: ['alice'], isIdle: true, clock, environment })
    await using other = await openShore({ people: ['alice'], isIdle: true, clock, environment })
    const join = (at: typeof shore, handle: string, proof?: object) =>
      at.guest().ask('POST', '/api/accounts', { handle, passphrase, proof })
    const ask = async (at: typeof shore) => (await join(at, 'nobody')).body.params
    const used = answered(await ask(shore))
    const racing = await Promise.all(['a1', 'a2', 'a3', 'a4'].map(handle => join(shore, handle, used)))
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403])

    const easy = await ask(shore)
    const [ends, , nonce, mac] = (easy.challenge as string).split('.')
    const late = answered(await ask(shore))
    const forged = [
      used,
      answered(await ask(other)),
      answered({ challenge: [ends, '1', nonce, mac].join('.'), difficulty: 1 }),
      answered({ challenge: ['zzzzzzzz', easy.difficulty, nonce, mac].join('.'), difficulty: 8 }),
      { challenge: easy.challenge, answer: '0' },
      { challenge: '', answer: '0' },
    ]
    let succeeded = 0
    const tryAs = async (proof: object) => {
      const { status, body } = await join(shore, 'mallory', proof)
      if (status === 201) succeeded++
      expect(body.code).toBe('join.proof')
    }
    for (const proof of forged) await tryAs(proof)
    // Somebody joins meanwhile, so that it is not calm when the challenge has ended.
    shiftMs = 601_000
    expect((await join(shore, 'calm')).status).toBe(201)
    await tryAs(late)
    expect((await shore.guest().ask('GET', '/public/accounts/mallory')).status).toBe(404)
    expect((await join(shore, 'honest', answered(await ask(shore)))).status).toBe(201)

    await using weak = await openShore({
      people: ['alice'],
      isIdle: true,
      environment,
      gate: () => ({ pass: (_proof, open) => open() }),
    })
    // The control: where nobody looks at proofs, each of these opens an account.
    let controlsSucceeded = 0
    for (const [n, proof] of [...forged, late].entries())
      if ((await join(weak, `b${n}`, proof)).status === 201) controlsSucceeded++
    const cases = forged.length + 1
    recordAttack({ id: 'A24-proofs', cases, controls: cases, controlsSucceeded, succeeded })
    expect(controlsSucceeded).toBe(cases)
  })
})
