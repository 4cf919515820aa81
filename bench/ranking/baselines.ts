/** What a feed can do without Onshore's ranking, before the same simulated people. */
import { type Candidates, dimensions } from '../../src/core/feed/candidate.ts'
import type { FeedEvent } from '../../src/core/feed/interests.ts'
import { randomFrom } from '../../src/core/feed/random.ts'
import { watchSignal } from '../../src/core/feed/signal.ts'
import type { Policy, Seat } from './simulator.ts'

const best = (pool: Candidates, worth: (place: number) => number): number => {
  let found = 0
  let most = Number.NEGATIVE_INFINITY
  for (let place = 0; place < pool.count; place++) {
    const value = worth(place)
    if (value > most) [found, most] = [place, value]
  }
  return found
}

export const random = ({ seed }: Seat): Policy => {
  const draw = randomFrom(seed)
  return { next: pool => Math.floor(draw() * pool.count), learn: () => undefined }
}

export const popular = (): Policy => ({
  next: pool => best(pool, place => pool.qualities[place] || 0),
  learn: () => undefined,
})

/** One vector of taste, a moving mean of what was watched by how it was watched; a fifth of the places by chance. */
export const singleVector = ({ seed }: Seat): Policy => {
  const draw = randomFrom(seed)
  const taste = new Float64Array(dimensions)
  return {
    next: pool =>
      draw() < 0.2
        ? Math.floor(draw() * pool.count)
        : best(pool, place => {
            let dot = 0
            for (let d = 0; d < dimensions; d++) dot += taste[d]! * pool.features[place * dimensions + d]!
            return dot
          }),
    learn(event) {
      if (event.kind !== 'watch') return
      const worth = watchSignal(event.lengthMs, event.watchedMs)
      for (let d = 0; d < dimensions; d++) taste[d] = 0.95 * taste[d]! + 0.05 * worth * event.features[d]!
    },
  }
}

/** LinUCB with one ridge for all clips (Li et al., WWW 2010), its inverse kept by Sherman and Morrison. */
export const linUcb = (): Policy => {
  const n = dimensions + 1
  const inverse = new Float64Array(n * n)
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1
  const sums = new Float64Array(n)
  const row = new Float64Array(n)
  const times = (x: Float64Array): Float64Array => {
    const out = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += inverse[i * n + j]! * x[j]!
      out[i] = sum
    }
    return out
  }
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, one, i) => sum + one * b[i]!, 0)
  const fill = (features: ArrayLike<number>, from: number) => {
    for (let d = 0; d < dimensions; d++) row[d] = features[from + d]! / 127
    row[dimensions] = 1
    return row
  }
  return {
    next(pool) {
      const theta = times(sums)
      return best(pool, place => {
        const x = fill(pool.features, place * dimensions)
        return dot(theta, x) + 0.5 * Math.sqrt(dot(x, times(x)))
      })
    },
    learn(event: FeedEvent) {
      if (event.kind !== 'watch') return
      const x = Float64Array.from(fill(event.features, 0))
      const moved = times(x)
      const scale = 1 + dot(x, moved)
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) inverse[i * n + j]! -= (moved[i]! * moved[j]!) / scale
      const worth = watchSignal(event.lengthMs, event.watchedMs)
      for (let i = 0; i < n; i++) sums[i]! += worth * x[i]!
    },
  }
}
