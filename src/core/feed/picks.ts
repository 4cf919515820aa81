/** The first picks: up to twenty tiles of a slate's topics, and the lasting keys of topics. */
import { type Candidates, dimensions, nameHash } from './candidate.ts'
import type { Topics } from './rules.ts'

export interface Tile {
  readonly key: number
  /** The place in the slate's topics, for its words. */
  readonly topic: number
  readonly features: Int8Array
  readonly clips: number
}

/** Keys that outlive a slate: a topic is known by its words, under which it stands by those of the topic above. */
export function topicsOf(topics: readonly { words: readonly string[]; parent: number | null }[]): Topics {
  return {
    keys: topics.map(({ words }) => nameHash(words.join(' '))),
    parents: topics.map(({ parent }) => parent),
  }
}

/** The topics with most clips, those at the top first (or those under one that was opened), each with the middle of its clips. */
export function tiles(candidates: Candidates, topics: Topics, under: number | null = null, most = 20): Tile[] {
  const sums = new Map<number, { clips: number; features: Float64Array }>()
  for (let n = 0; n < candidates.count; n++) {
    for (
      let at: number | null | undefined = candidates.topics[n]!, depth = 0;
      typeof at === 'number' && depth < 4;
      at = topics.parents[at], depth++
    ) {
      if (topics.keys[at] === undefined) break
      if ((topics.parents[at] ?? null) !== under) continue
      const sum = sums.get(at) ?? { clips: 0, features: new Float64Array(dimensions) }
      sum.clips++
      for (let d = 0; d < dimensions; d++) sum.features[d]! += candidates.features[n * dimensions + d]!
      sums.set(at, sum)
    }
  }
  return [...sums]
    .sort(([a, one], [b, other]) => other.clips - one.clips || a - b)
    .slice(0, most)
    .map(([topic, { clips, features }]) => ({ key: topics.keys[topic]!, topic, clips, features: unit(features) }))
}

function unit(sum: Float64Array): Int8Array {
  let square = 0
  for (const value of sum) square += value * value
  const length = Math.sqrt(square)
  return Int8Array.from(sum, value => (length === 0 ? 0 : Math.trunc((127 * value) / length)))
}
