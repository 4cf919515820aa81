import { expect, it } from 'vitest'
import { gini, lockOn, measure } from '../../bench/ranking/measures.ts'
import { knowing, onshore } from '../../bench/ranking/policies.ts'
import { simulate } from '../../bench/ranking/simulator.ts'

const small = { users: 4, steps: 40, seed: 3, pool: 200, clips: 3000 }

it('simulated people are the same from the same seed, and others from another', () => {
  const one = simulate(onshore(), small)
  expect(simulate(onshore(), small)).toEqual(one)
  expect(simulate(onshore(), { ...small, seed: 4 })).not.toEqual(one)
})

it('nobody breaks the feed: who skips all, likes all, swipes at random, leaves the phone running, shares it', () => {
  for (const kind of ['skips', 'likes', 'bot', 'running', 'shared', 'drifts', 'refuses'] as const) {
    const runs = simulate(onshore(), { ...small, users: 2, kind, turnAt: 20 })
    for (const { topics } of runs) {
      expect(topics.length).toBe(40)
      for (let n = 19; n < topics.length; n++) {
        const window = topics.slice(n - 19, n + 1)
        for (const topic of window) expect(window.filter(one => one === topic).length).toBeLessThanOrEqual(8)
      }
    }
  }
})

it('who knows what people like finds more of it than chance, and no more than there is', () => {
  const { first100, own50 } = measure(simulate(knowing(), { ...small, hasPicks: true }))
  expect(first100).toBeLessThanOrEqual(1)
  expect(own50).toBeGreaterThan(0.03)
})

it('lock-on is the first clip with so many of the last ten', () => {
  const isOwn = [false, true, true, false, true, false, true, true, false]
  expect(lockOn({ isOwn }, 5)).toBe(8)
  expect(lockOn({ isOwn }, 6)).toBe(Number.POSITIVE_INFINITY)
  expect(gini([1, 1, 1, 1])).toBe(0)
  expect(gini([0, 0, 0, 4])).toBe(0.75)
})
