/** The baselines that need no model: random, popular, trending, and one vector that follows whatever was watched last. */
import type { Factors } from './factors.ts'
import type { Scorer } from './metrics.ts'
import { randomOf } from './sparse.ts'

export const randomScorer = (seed: number): Scorer => {
  return (user, into) => {
    const random = randomOf(seed * 1_000_003 + user)
    for (let item = 0; item < into.length; item++) into[item] = random()
  }
}

export const constantScorer =
  (values: ArrayLike<number>): Scorer =>
  (_user, into) => {
    for (let item = 0; item < into.length; item++) into[item] = values[item]!
  }

/** The score times a power of what everybody does; what is not above 0 keeps its order below all that is. */
export const timesPower = (score: Scorer, values: ArrayLike<number>, power: number): Scorer => {
  const factors = Float32Array.from(values, value => value ** power)
  return (user, into) => {
    score(user, into)
    for (let item = 0; item < into.length; item++) into[item] = Math.max(into[item]!, 1e-6) * factors[item]!
  }
}

/** One vector a viewer, an exponential mean over the vectors of what they watched, most recent last. */
export function averageScorer(
  order: readonly (readonly number[])[],
  { dimensions: d, items }: Factors,
  keep = 0.9,
): Scorer {
  const lengths = new Float32Array(items.length / d)
  for (let item = 0; item < lengths.length; item++)
    lengths[item] = Math.hypot(...items.subarray(item * d, item * d + d)) || 1
  return (user, into) => {
    const taste = new Float32Array(d)
    for (const item of order[user]!)
      for (let k = 0; k < d; k++) taste[k] = keep * taste[k]! + ((1 - keep) * items[item * d + k]!) / lengths[item]!
    for (let item = 0; item < into.length; item++) {
      let sum = 0
      for (let k = 0; k < d; k++) sum += taste[k]! * items[item * d + k]!
      into[item] = sum / lengths[item]!
    }
  }
}
