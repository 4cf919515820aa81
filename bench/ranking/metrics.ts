import type { Sparse } from './sparse.ts'

/** Writes what `user` is thought to make of every item; greater is better. */
export type Scorer = (user: number, into: Float32Array) => void

export interface Retrieval {
  recall: number
  ndcg: number
  hit10: number
  /** Share of all items that are among anybody's first 20. */
  coverage20: number
  /** Of how often items are among the first 20: 0 all equally often, 1 one item for everybody. */
  gini20: number
  people: number
}

/** Ranks every item for everybody who has targets; items in `seen` are left out. Means over people. */
export function retrieval(
  score: Scorer,
  targets: Sparse,
  seen: Sparse,
  users: readonly number[],
  cut: number,
): Retrieval {
  const scores = new Float32Array(targets.width)
  const shown = new Float64Array(targets.width)
  const sums = { recall: 0, ndcg: 0, hit10: 0 }
  for (const user of users) {
    scores.fill(0)
    score(user, scores)
    for (let n = seen.starts[user]!; n < seen.starts[user + 1]!; n++)
      scores[seen.columns[n]!] = Number.NEGATIVE_INFINITY
    const wanted = new Set(targets.columns.subarray(targets.starts[user]!, targets.starts[user + 1]!))
    const first = topOf(scores, cut)
    let [hits, gain, ideal] = [0, 0, 0]
    first.forEach((item, place) => {
      if (place < 20) shown[item]!++
      if (!wanted.has(item)) return
      hits++
      gain += 1 / Math.log2(place + 2)
    })
    for (let place = 0; place < Math.min(cut, wanted.size); place++) ideal += 1 / Math.log2(place + 2)
    sums.recall += hits / wanted.size
    sums.ndcg += gain / ideal
    if (first.slice(0, 10).some(item => wanted.has(item))) sums.hit10++
  }
  const people = users.length
  return {
    recall: sums.recall / people,
    ndcg: sums.ndcg / people,
    hit10: sums.hit10 / people,
    coverage20: shown.filter(times => times > 0).length / shown.length,
    gini20: gini(shown),
    people,
  }
}

export const peopleWith = (targets: Sparse): number[] =>
  Array.from({ length: targets.height }, (_, user) => user).filter(
    user => targets.starts[user + 1]! > targets.starts[user]!,
  )

/** The places of the `count` greatest, greatest first; of equals the earlier. */
function topOf(scores: Float32Array, count: number): number[] {
  const places = new Int32Array(count)
  let held = 0
  let least = Number.NEGATIVE_INFINITY
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!
    if (held === count && score <= least) continue
    if (score === Number.NEGATIVE_INFINITY) continue
    let at = held < count ? held++ : count - 1
    while (at > 0 && scores[places[at - 1]!]! < score) {
      places[at] = places[at - 1]!
      at--
    }
    places[at] = item
    if (held === count) least = scores[places[count - 1]!]!
  }
  return [...places.subarray(0, held)]
}

function gini(values: Float64Array): number {
  const sorted = values.slice().sort()
  let [sum, weighted] = [0, 0]
  sorted.forEach((value, place) => {
    sum += value
    weighted += (place + 1) * value
  })
  return sum === 0 ? 0 : (2 * weighted) / (sorted.length * sum) - (sorted.length + 1) / sorted.length
}

/** The chance that one that is so is scored above one that is not; null where there is but one kind. */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const order = Array.from(scores, (_, n) => n).sort((a, b) => scores[a]! - scores[b]!)
  let [rankSum, positives] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++
    const rank = (from + to + 1) / 2
    for (let n = from; n < to; n++)
      if (labels[order[n]!]) {
        rankSum += rank
        positives++
      }
    from = to
  }
  const negatives = order.length - positives
  return positives === 0 || negatives === 0
    ? null
    : (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/** The mean of each one's own AUC, weighted by views; who has one kind of answer only does not count. */
export function groupedAuc(scores: ArrayLike<number>, labels: ArrayLike<number>, groups: ArrayLike<number>): number {
  const members = new Map<number, number[]>()
  for (let n = 0; n < groups.length; n++) {
    const list = members.get(groups[n]!)
    if (list) list.push(n)
    else members.set(groups[n]!, [n])
  }
  let [sum, weight] = [0, 0]
  for (const list of members.values()) {
    const own = auc(
      list.map(n => scores[n]!),
      list.map(n => labels[n]!),
    )
    if (own === null) continue
    sum += own * list.length
    weight += list.length
  }
  return weight === 0 ? Number.NaN : sum / weight
}
