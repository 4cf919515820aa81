/**
 * Which clips keep company: what the same people like and pass on in public. A factorisation for acts that are there or not (Hu,
 * Koren and Volinsky 2008, "Collaborative Filtering for Implicit Feedback Datasets"). People are numbers here, and are
 * forgotten with the run; what comes out belongs to clips.
 */
export interface Act {
  account: string
  video: string
}

const rounds = 12
const confidence = 20
const regularization = 4
/** A clip that fewer people took up has no company yet. */
const leastActs = 2
const leastActsOfPerson = 2

/**
 * A direction for each clip that has company. It begins where the last run ended (`before`), so that a device's memory of a clip goes on
 * meaning what it meant; a clip that was not there begins by its own id.
 */
export async function findCompany(
  acts: readonly Act[],
  dimensions: number,
  before: ReadonlyMap<string, ArrayLike<number>> = new Map(),
  rest: () => Promise<unknown> = async () => undefined,
): Promise<Map<string, Float64Array>> {
  const [byAccount, byVideo] = tiesOf(acts)
  const videos = new Map([...byVideo.keys()].map(id => [id, start(id, dimensions, before.get(id))]))
  const accounts = new Map([...byAccount.keys()].map(id => [id, new Float64Array(dimensions)]))
  if (byVideo.size === 0) return videos
  for (let round = 0; round < rounds; round++) {
    solve(accounts, byAccount, videos, dimensions)
    await rest()
    solve(videos, byVideo, accounts, dimensions)
    await rest()
  }
  return videos
}

type Ties = Map<string, string[]>

/** Ties of both sides, in the order of their ids; who and what has too few is left out until nothing changes. */
function tiesOf(acts: readonly Act[]): [Ties, Ties] {
  let kept = [...new Map(acts.map(act => [`${act.account} ${act.video}`, act])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, act]) => act)
  for (;;) {
    const accounts = Map.groupBy(kept, ({ account }) => account)
    const videos = Map.groupBy(kept, ({ video }) => video)
    const left = kept.filter(
      ({ account, video }) =>
        accounts.get(account)!.length >= leastActsOfPerson && videos.get(video)!.length >= leastActs,
    )
    if (left.length === kept.length)
      return [
        new Map([...accounts].map(([id, own]) => [id, own.map(({ video }) => video)])),
        new Map([...videos].map(([id, own]) => [id, own.map(({ account }) => account)])),
      ]
    kept = left
  }
}

function start(id: string, dimensions: number, before: ArrayLike<number> | undefined): Float64Array {
  if (before?.length === dimensions) return Float64Array.from(before, value => value / 127)
  let seed = 0x811c9dc5
  for (let i = 0; i < id.length; i++) seed = Math.imul(seed ^ id.charCodeAt(i), 0x01000193)
  return Float64Array.from({ length: dimensions }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return (seed / 2 ** 32 - 0.5) * 0.2
  })
}

/** Least squares of each of one side against the other: (all + confidence x own + regularization) x = (1 + confidence) x sum. */
function solve(side: Map<string, Float64Array>, ties: Ties, other: Map<string, Float64Array>, n: number): void {
  const all = new Float64Array(n * n)
  for (const vector of other.values()) addSquare(all, vector, 1, n)
  for (const [id, own] of ties) {
    const left = all.slice()
    const right = new Float64Array(n)
    for (const one of own) {
      const vector = other.get(one)!
      addSquare(left, vector, confidence, n)
      for (let d = 0; d < n; d++) right[d]! += (1 + confidence) * vector[d]!
    }
    for (let d = 0; d < n; d++) left[d * n + d]! += regularization
    side.set(id, eliminate(left, right, n))
  }
}

function addSquare(into: Float64Array, vector: Float64Array, weight: number, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) into[i * n + j]! += weight * vector[i]! * vector[j]!
}

/** Gauss, without exchange of rows: the matrix is positive definite. */
function eliminate(left: Float64Array, right: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++)
    for (let row = i + 1; row < n; row++) {
      const part = left[row * n + i]! / left[i * n + i]!
      for (let j = i; j < n; j++) left[row * n + j]! -= part * left[i * n + j]!
      right[row]! -= part * right[i]!
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) right[i]! -= left[i * n + j]! * right[j]!
    right[i]! /= left[i * n + i]!
  }
  return right
}
