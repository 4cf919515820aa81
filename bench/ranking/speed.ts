/** How long a device ranks 2,000 candidates anew after a swipe, beside the bare dot products of the same call. */
import { fastestDots } from '../../src/core/feed/dots.ts'
import { learn, limits, newInterests } from '../../src/core/feed/interests.ts'
import { rank } from '../../src/core/feed/rank.ts'
import { noRules } from '../../src/core/feed/rules.ts'
import { clipAt, madePool } from '../../tests/harness/candidates.ts'

interface Shares {
  least: number
  p50: number
  p95: number
}

export interface Times {
  rerank: Shares
  dots: Shares
  remembered: number
}

const count = 2000
const rounds = 200
const start = 1_700_000_000_000

/** A memory that is full, and after every watch the next eight places. Milliseconds. */
export function timeRerank(): Times {
  const candidates = madePool({ count, topics: 60, creators: 700 })
  const dots = fastestDots()
  let interests = newInterests()
  const watch = (turn: number) => {
    const clip = clipAt(candidates, (turn * 37) % count)
    const watchedMs = turn % 3 === 0 ? clip.lengthMs : 900
    interests = learn(interests, { ...clip, at: start + turn * 9000, kind: 'watch', watchedMs })
  }
  for (let turn = 0; turn < limits.memory; turn++) watch(turn)
  const memory = Int8Array.from(interests.memory.flatMap(clip => [...clip.features]))
  const [reranks, products]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < rounds; turn++) {
    let from = performance.now()
    dots.products(candidates.features, memory)
    products.push(performance.now() - from)
    from = performance.now()
    watch(limits.memory + turn)
    rank({ candidates, interests, rules: noRules, shown: [], seed: 1, at: start + turn * 9000, count: 8, dots })
    reranks.push(performance.now() - from)
  }
  return { rerank: shares(reranks), dots: shares(products), remembered: interests.memory.length }
}

function shares(times: readonly number[]): Shares {
  const sorted = [...times].sort((a, b) => a - b)
  return {
    least: sorted[0]!,
    p50: sorted[Math.floor(sorted.length * 0.5)]!,
    p95: sorted[Math.floor(sorted.length * 0.95)]!,
  }
}
