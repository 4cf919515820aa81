/** Models with a vector for everybody and everything: iALS and BPR. */
import type { Scorer } from './metrics.ts'
import { normalOf, randomOf, type Sparse, transposed } from './sparse.ts'

export interface Factors {
  readonly dimensions: number
  readonly users: Float32Array
  readonly items: Float32Array
}

export function factorScorer({ dimensions, users, items }: Factors): Scorer {
  return (user, into) => {
    const mine = users.subarray(user * dimensions, (user + 1) * dimensions)
    for (let item = 0, at = 0; item < into.length; item++) {
      let sum = 0
      for (let d = 0; d < dimensions; d++) sum += mine[d]! * items[at++]!
      into[item]! += sum
    }
  }
}

interface IalsOptions {
  dimensions: number
  /** The weight of what somebody does not have. */
  unobserved: number
  ridge: number
  rounds: number
  seed: number
}

/** iALS as in Rendle et al. 2021: the ridge grows with how much there is of a row. */
export function ials(history: Sparse, options: IalsOptions): Factors {
  const { dimensions, seed } = options
  const normal = normalOf(randomOf(seed))
  const start = (length: number) => Float32Array.from({ length: length * dimensions }, () => normal() / dimensions)
  const factors = { dimensions, users: start(history.height), items: start(history.width) }
  const byItem = transposed(history)
  for (let round = 0; round < options.rounds; round++) {
    solveRows(history, factors.users, factors.items, options)
    solveRows(byItem, factors.items, factors.users, options)
  }
  solveRows(history, factors.users, factors.items, options)
  return factors
}

function solveRows(rows: Sparse, into: Float32Array, others: Float32Array, options: IalsOptions): void {
  const { dimensions: d, unobserved, ridge } = options
  const base = new Float64Array(d * d)
  for (let other = 0; other < rows.width; other++) addOuter(base, others, other * d, d, unobserved)
  const [a, b] = [new Float64Array(d * d), new Float64Array(d)]
  for (let row = 0; row < rows.height; row++) {
    a.set(base)
    b.fill(0)
    for (let n = rows.starts[row]!; n < rows.starts[row + 1]!; n++) {
      const at = rows.columns[n]! * d
      const weight = rows.values[n]!
      addOuter(a, others, at, d, weight)
      for (let i = 0; i < d; i++) b[i]! += (weight + unobserved) * others[at + i]!
    }
    const own = ridge * (rows.starts[row + 1]! - rows.starts[row]! + unobserved * rows.width)
    for (let i = 0; i < d; i++) a[i * d + i]! += own
    solve(a, b, d)
    into.set(b, row * d)
  }
}

/** The lower triangle only. */
function addOuter(into: Float64Array, vectors: Float32Array, at: number, d: number, weight: number): void {
  for (let i = 0; i < d; i++) {
    const value = weight * vectors[at + i]!
    const row = i * d
    for (let j = 0; j <= i; j++) into[row + j]! += value * vectors[at + j]!
  }
}

/** By Cholesky, in place. */
function solve(a: Float64Array, b: Float64Array, d: number): void {
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j]!
      for (let k = 0; k < j; k++) sum -= a[i * d + k]! * a[j * d + k]!
      a[i * d + j] = i === j ? Math.sqrt(sum) : sum / a[j * d + j]!
    }
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= a[i * d + k]! * b[k]!
    b[i] = sum / a[i * d + i]!
  }
  for (let i = d - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let k = i + 1; k < d; k++) sum -= a[k * d + i]! * b[k]!
    b[i] = sum / a[i * d + i]!
  }
}

interface BprOptions {
  dimensions: number
  rate: number
  ridge: number
  rounds: number
  seed: number
}

/** BPR (Rendle et al. 2009): what somebody has goes before what they have not, by steps on random pairs. */
export function bpr(history: Sparse, { dimensions: d, rate, ridge, rounds, seed }: BprOptions): Factors {
  const random = randomOf(seed)
  const normal = normalOf(random)
  const start = (length: number) => Float32Array.from({ length: length * d }, () => normal() * 0.05)
  const factors = { dimensions: d, users: start(history.height), items: start(history.width) }
  const { users, items } = factors
  const count = history.columns.length
  const owners = new Int32Array(count)
  for (let user = 0; user < history.height; user++) owners.fill(user, history.starts[user]!, history.starts[user + 1]!)
  for (let step = 0; step < rounds * count; step++) {
    const n = Math.floor(random() * count)
    const user = owners[n]!
    const [u, i] = [user * d, history.columns[n]! * d]
    const unseen = Math.floor(random() * history.width)
    if (has(history, user, unseen)) continue
    const j = unseen * d
    let margin = 0
    for (let k = 0; k < d; k++) margin += users[u + k]! * (items[i + k]! - items[j + k]!)
    const pull = rate / (1 + Math.exp(margin))
    for (let k = 0; k < d; k++) {
      const [a, b, c] = [users[u + k]!, items[i + k]!, items[j + k]!]
      users[u + k] = a + pull * (b - c) - rate * ridge * a
      items[i + k] = b + pull * a - rate * ridge * b
      items[j + k] = c - pull * a - rate * ridge * c
    }
  }
  return factors
}

function has({ starts, columns }: Sparse, row: number, column: number): boolean {
  let [low, high] = [starts[row]!, starts[row + 1]!]
  while (low < high) {
    const middle = (low + high) >> 1
    if (columns[middle]! < column) low = middle + 1
    else high = middle
  }
  return low < starts[row + 1]! && columns[low] === column
}
