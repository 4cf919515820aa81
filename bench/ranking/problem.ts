/** What is to be foretold of KuaiRand, and from what: everything up to a moment, and what people watched long after it. */
import type { KuaiRand, Views } from './kuairand.ts'
import { type Sparse, sparseOf } from './sparse.ts'

export interface Problem {
  /** What somebody has been shown and watched at all; every value 1. None of it is recommended again. */
  readonly seen: Sparse
  /** Of what was watched long, the same. */
  readonly long: Sparse
  /** What was watched, most recent last. */
  readonly order: readonly (readonly number[])[]
  readonly before: Views
  /** What was watched long afterwards and not seen before. */
  readonly targets: Sparse
}

export function problemOf(data: KuaiRand, before: Views, after: Views): Problem {
  const { userCount, itemCount } = data
  const order: number[][] = Array.from({ length: userCount }, () => [])
  const long: [number, number, number][] = []
  for (const [user, sequence] of data.sequences) {
    order[user]!.push(...sequence.long, ...sequence.watched)
    for (const item of sequence.long) long.push([user, item, 1])
  }
  for (let n = 0; n < before.count; n++) {
    order[before.users[n]!]!.push(before.items[n]!)
    if (before.isLong[n]) long.push([before.users[n]!, before.items[n]!, 1])
  }
  const seen = sparseOf(userCount, itemCount, entriesOf(order))
  const known = order.map(items => new Set(items))
  const wanted: [number, number, number][] = []
  for (let n = 0; n < after.count; n++)
    if (after.isLong[n] && !known[after.users[n]!]!.has(after.items[n]!))
      wanted.push([after.users[n]!, after.items[n]!, 1])
  const targets = sparseOf(userCount, itemCount, wanted)
  return { seen, long: sparseOf(userCount, itemCount, long), order, before, targets }
}

function* entriesOf(order: readonly (readonly number[])[]): Generator<[number, number, number]> {
  for (const [user, items] of order.entries()) for (const item of items) yield [user, item, 1]
}

/** Views of each item, each counting half after so many hours, long ones and others by their own weights. */
export function trending(
  { before }: Problem,
  itemCount: number,
  halfLifeHours: number,
  weights: { long: number; other: number },
): Float64Array {
  const counts = new Float64Array(itemCount)
  const end = before.atMs[before.count - 1] ?? 0
  for (let n = 0; n < before.count; n++) {
    const weight = before.isLong[n] ? weights.long : weights.other
    counts[before.items[n]!]! += weight * 0.5 ** ((end - before.atMs[n]!) / 3_600_000 / halfLifeHours)
  }
  return counts
}
