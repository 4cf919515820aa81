/** Item to item models: what somebody has, times a matrix of items. */

import { type Dense, denseOf } from './inverse.ts'
import type { Scorer } from './metrics.ts'
import { coOccurrence, type Sparse } from './sparse.ts'

/** `history` times `weights`; the rows of `history` may carry weights of their own. */
export function linearScorer(history: Sparse, weights: Pick<Dense, 'values' | 'stride'>): Scorer {
  const { values, stride } = weights
  return (user, into) => {
    for (let n = history.starts[user]!; n < history.starts[user + 1]!; n++) {
      const base = history.columns[n]! * stride
      const value = history.values[n]!
      for (let item = 0; item < into.length; item++) into[item]! += value * values[base + item]!
    }
  }
}

function gramOf(history: Sparse): Dense {
  const gram = denseOf(history.width)
  coOccurrence(history, gram.values, gram.stride)
  return gram
}

/** Cosine neighbours: co-occurrence by the root of both frequencies, raised to `power`. */
export function itemKnn(history: Sparse, power = 0.5): Dense {
  const gram = gramOf(history)
  const { values, size, stride } = gram
  const norms = Float64Array.from({ length: size }, (_, i) => (values[i * stride + i]! + 1) ** -power)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) values[i * stride + j]! *= i === j ? 0 : norms[i]! * norms[j]!
  return gram
}

interface EaseOptions {
  ridge: number
  /** RLAE's bound: weights on the diagonal may stay up to this; 0 is EASE. */
  most?: number
  /** Who has n items counts n to the power of minus this; 0 is everybody's items alike. */
  tame?: number
}

/** EASE (Steck 2019): the linear model from all items to each other item, in closed form. */
export function ease(history: Sparse, { ridge: asked, most = 0, tame = 0 }: EaseOptions): Dense {
  const { rows, mean } = tamed(history, tame)
  const gram = gramOf(rows)
  // In units of what the rows count on the average, so that one ridge means the same whatever `tame` is.
  const ridge = asked * mean
  const { values, size, stride } = gram
  for (let i = 0; i < size; i++) values[i * stride + i]! += ridge
  gram.invert()
  const diagonal = Float64Array.from({ length: size }, (_, i) => values[i * stride + i]!)
  // With bound m a weight's diagonal is 1 - ridge * p where that is less than m, and m otherwise.
  const scale = diagonal.map(p => (1 - ridge * p <= most ? ridge : (1 - most) / p))
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) values[i * stride + j] = (i === j ? 1 : 0) - values[i * stride + j]! * scale[j]!
  if (most === 0) for (let i = 0; i < size; i++) values[i * stride + i] = 0
  return gram
}

function tamed(history: Sparse, tame: number): { rows: Sparse; mean: number } {
  if (tame === 0) return { rows: history, mean: 1 }
  const { height, starts } = history
  const values = history.values.slice()
  let sum = 0
  for (let user = 0; user < height; user++) {
    const [from, to] = [starts[user]!, starts[user + 1]!]
    if (from === to) continue
    const weight = (to - from) ** -tame
    sum += weight * (to - from)
    for (let n = from; n < to; n++) values[n]! *= Math.sqrt(weight)
  }
  return { rows: { ...history, values }, mean: sum / values.length }
}
