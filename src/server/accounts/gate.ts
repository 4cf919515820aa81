/**
 * What stands before a sign-up while very many come at once: work for the machine that asks. No third party, nothing about the person,
 * and nothing at all while it is calm. Challenges are signed and not kept; the key, and which were used, live in this process.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { joiningLimits } from '../../core/accounts/joining.ts'
import { isProof, type Proof } from '../../core/accounts/work.ts'
import { refuse } from '../../core/errors.ts'
import type { Clock } from '../adapters/clock/index.ts'

/** About a second on a telephone; one bit more is twice as long. */
const leastBits = 16
const mostBits = 22

export interface Gate {
  /** Lets a sign-up through. Refuses `join.proof`, with a challenge to answer, while too many come. */
  pass<T>(proof: Proof | undefined, open: () => Promise<T>): Promise<T>
}

export interface GateRooms {
  clock: Clock
  /** Sign-ups in ten minutes beyond which a proof is asked for. */
  most: number
  joinedSince(at: Date): Promise<number>
}

export function openGate({ clock, most, joinedSince }: GateRooms): Gate {
  const key = randomBytes(32)
  /** Answered challenges, with when each ends by itself. */
  const used = new Map<string, number>()
  let underWay = 0

  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url')
  const challengeOf = (difficulty: number): string => {
    const ends = (clock.now().getTime() + joiningLimits.countedForMs).toString(36)
    const text = `${ends}.${difficulty}.${randomBytes(12).toString('base64url')}`
    return `${text}.${sign(text)}`
  }
  /** Uses up a challenge that was made here, still holds, was not used, and is answered; null for any other. */
  const take = (proof: Proof): string | null => {
    const [, text, ends, bits, mac] = /^((\w{1,12})\.(\d{1,2})\.[\w-]{16})\.([\w-]{43})$/.exec(proof.challenge) ?? []
    if (text === undefined || !timingSafeEqual(Buffer.from(mac!), Buffer.from(sign(text)))) return null
    if (Number.parseInt(ends!, 36) <= clock.now().getTime() || used.has(text)) return null
    if (!isProof(proof, Number(bits))) return null
    used.set(text, Number.parseInt(ends!, 36))
    return text
  }
  const forget = () => {
    const now = clock.now().getTime()
    for (const [text, ends] of used) if (ends <= now) used.delete(text)
  }
  /** How many zero bits are asked for after as many sign-ups; null while it is calm. */
  const bitsAfter = (recent: number): number | null =>
    recent < most ? null : Math.min(mostBits, leastBits + Math.floor(Math.log2(recent / most)))
  return {
    async pass(proof, open) {
      // Counted before anything is waited for: of many at once, each sees all who came before it.
      const before = underWay++
      try {
        const since = new Date(clock.now().getTime() - joiningLimits.countedForMs)
        const bits = bitsAfter((await joinedSince(since)) + before)
        if (bits === null) return await open()
        forget()
        const answered = proof ? take(proof) : null
        if (answered === null) throw refuse('join.proof', { challenge: challengeOf(bits), difficulty: bits })
        return await open().catch(error => {
          // No account came of it: a handle that is taken costs no second proof.
          used.delete(answered)
          throw error
        })
      } finally {
        underWay--
      }
    },
  }
}
