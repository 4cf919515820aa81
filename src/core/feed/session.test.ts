import { expect, it } from 'vitest'
import { clipAt, madePool } from '../../../tests/harness/candidates.ts'
import { plainDots } from './dots.ts'
import { forgetItem } from './forget.ts'
import { learn, newInterests } from './interests.ts'
import { clipOf, rank } from './rank.ts'
import { noRules } from './rules.ts'
import { recorder, replay, type Session } from './session.ts'
import type { Shown } from './spacing.ts'

const pool = madePool()
const slate = 'ab'.repeat(32)

function lived(): Session {
  let interests = newInterests()
  const tape = recorder(interests)
  const shown: Shown[] = []
  const seen = new Set<string>()
  for (let n = 0; n < 12; n++) {
    const ranking = {
      candidates: pool,
      interests,
      rules: { ...noRules, seen: new Set(seen) },
      shown: shown.slice(-20),
      seed: n,
      at: 1e12 + n,
      count: 4,
    }
    const ranked = rank(ranking)
    tape.ordered(slate, ranking, ranked)
    for (const { place, exploring } of ranked) {
      const event = { ...clipAt(pool, place), at: 1e12 + n, kind: 'watch', watchedMs: n * 1000 } as const
      interests = learn(interests, event)
      tape.learned(event)
      seen.add(event.id)
      shown.push({ ...clipOf(pool, undefined, place), exploring })
    }
    if (n === 5) {
      const id = pool.ids[0]!
      interests = forgetItem(interests, id)
      tape.did({ do: 'forget', what: 'item', id })
    }
  }
  return JSON.parse(JSON.stringify(tape.session())) as Session
}

it('a session that went through a file gives every order again, bit for bit', () => {
  const session = lived()
  expect(replay(session, () => ({ candidates: pool }), plainDots())).toEqual({
    orders: 12,
    isSame: true,
    difference: null,
  })
})

it('an order that was changed by hand, another seed, another slate are found', () => {
  const session = lived()
  const steps = session.steps.map((step, n) =>
    step.do === 'order' && n > 20 ? { ...step, ids: [...step.ids].reverse() } : step,
  )
  const changed = replay({ ...session, steps }, () => ({ candidates: pool }))
  expect(changed).toMatchObject({ isSame: false, difference: { why: 'order' } })
  expect(replay(session, () => null).difference?.why).toBe('slate')
  expect(replay(session, () => ({ candidates: madePool({ seed: 2 }) })).isSame).toBe(false)
  expect(replay({ ...session, weights: -1 }, () => null).difference?.why).toBe('version')
})
