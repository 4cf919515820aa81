/** What is read off simulated people: how soon, how well, how varied. */
import type { Run } from './simulator.ts'

/** From which clip on `of` of the last ten are of interest; infinity where that never was. */
export function lockOn({ isOwn }: Pick<Run, 'isOwn'>, of: number): number {
  for (let n = 0; n < isOwn.length; n++)
    if (isOwn.slice(Math.max(0, n - 9), n + 1).filter(Boolean).length >= of) return n + 1
  return Number.POSITIVE_INFINITY
}

/** After how many clips from the drift on three of the last twenty are of the new interest. */
function recovery({ topics, turned }: Run): number {
  if (!turned) return Number.NaN
  for (let n = turned.at; n < topics.length; n++)
    if (topics.slice(Math.max(turned.at, n - 19), n + 1).filter(topic => topic === turned.to).length >= 3)
      return n + 1 - turned.at
  return Number.POSITIVE_INFINITY
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** The Gini coefficient of counts, those of nought among them. */
export function gini(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b)
  const total = sum(sorted)
  return total === 0
    ? 0
    : sum(sorted.map((count, n) => (2 * (n + 1) - sorted.length - 1) * count)) / (sorted.length * total)
}

export interface Measures {
  readonly lock5: number
  readonly lock5p90: number
  readonly lock3: number
  readonly own50: number
  readonly ownLast50: number
  readonly first100: number
  readonly last100: number
  readonly regret100: number
  readonly allFound: number
  readonly explored: number
  readonly coverage: number
  readonly giniCreators: number
  readonly recovered: number
  readonly recoveredP90: number
}

export function measure(runs: readonly Run[]): Measures {
  const locks = runs.map(run => lockOn(run, 5))
  const share = (from: number, to?: number) =>
    sum(runs.flatMap(run => run.long.slice(from, to))) / sum(runs.flatMap(run => run.oracle.slice(from, to)))
  const own = (from: number, to?: number) => {
    const all = runs.flatMap(run => run.isOwn.slice(from, to))
    return all.filter(Boolean).length / all.length
  }
  const creators = new Map<number, number>()
  for (const creator of runs.flatMap(run => run.creators)) creators.set(creator, (creators.get(creator) ?? 0) + 1)
  const after = runs.flatMap((run, n) => (locks[n]! < run.isExploring.length ? run.isExploring.slice(locks[n]) : []))
  const recovered = runs.map(recovery)
  return {
    lock5: quantile(locks, 0.5),
    lock5p90: quantile(locks, 0.9),
    lock3: quantile(
      runs.map(run => lockOn(run, 3)),
      0.5,
    ),
    own50: own(0, 50),
    ownLast50: own(-50),
    first100: share(0, 100),
    last100: share(-100),
    regret100: 1 - share(0, 100),
    allFound: sum(runs.map(run => new Set(run.topics.filter((_, n) => run.isOwn[n])).size)) / (3 * runs.length),
    explored: after.filter(Boolean).length / Math.max(1, after.length),
    coverage: new Set(runs.flatMap(run => run.topics)).size / 300,
    giniCreators: gini([...creators.values(), ...Array.from({ length: Math.max(0, 12_000 - creators.size) }, () => 0)]),
    recovered: quantile(recovered, 0.5),
    recoveredP90: quantile(recovered, 0.9),
  }
}
