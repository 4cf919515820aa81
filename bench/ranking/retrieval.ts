/** KuaiRand, retrieval: of all clips, which will somebody watch long that they have not seen? */
import { bpr, type Factors, factorScorer, ials } from './factors.ts'
import { type KuaiRand, slice } from './kuairand.ts'
import { ease, itemKnn, linearScorer } from './linear.ts'
import { peopleWith, type Retrieval, retrieval, type Scorer } from './metrics.ts'
import { type Problem, problemOf, trending } from './problem.ts'
import { averageScorer, constantScorer, randomScorer, timesPower } from './simple.ts'
import { columnSums } from './sparse.ts'

interface Row {
  name: string
  isOwn: boolean
  result: Retrieval
}

export const chosen = 'Onshore: EASE, risen since'

/** Everything up to the acceptance part, and that part; without it the last 30 % of val stand for what comes later. */
function splitOf(data: KuaiRand): Problem {
  const { val, test } = data
  if (test) return problemOf(data, val, test)
  const cut = Math.floor(val.count * 0.7)
  return problemOf(data, slice(val, 0, cut), slice(val, cut, val.count))
}

export function runRetrieval(data: KuaiRand, seed: number, say: (line: string) => void): Row[] {
  const problem = splitOf(data)
  const users = peopleWith(problem.targets)
  const rows: Row[] = []
  const measure = (name: string, score: Scorer, isOwn = false) => {
    const result = retrieval(score, problem.targets, problem.seen, users, 50)
    say(`${name}: R@50 ${result.recall.toFixed(4)}, NDCG@50 ${result.ndcg.toFixed(4)}`)
    rows.push({ name, isOwn, result })
  }
  const { seen } = problem
  const week = trending(problem, data.itemCount, 1e9, { long: 1, other: 0 })
  const popular = columnSums(seen)
  measure('random', randomScorer(seed))
  measure('popular', constantScorer(popular))
  measure('trending, last week', constantScorer(week))
  const knn = linearScorer(seen, itemKnn(seen))
  measure('ItemKNN', knn)
  measure(
    'ItemKNN x sqrt(trending)',
    timesPower(
      knn,
      week.map(count => count + 1),
      0.5,
    ),
  )
  const model = linearScorer(seen, ease(seen, { ridge: 600 }))
  measure('EASE', model)
  measure(chosen, risen(model, problem, data.itemCount), true)
  const factors: Factors = ials(seen, { dimensions: 64, unobserved: 0.1, ridge: 0.03, rounds: 5, seed })
  measure('iALS, 64', factorScorer(factors))
  const both = meanOf(model, factorScorer(factors), data.itemCount)
  measure('Onshore: EASE and iALS, risen since', risen(both, problem, data.itemCount), true)
  measure('single vector, moving mean', averageScorer(problem.order, factors))
  measure('BPR, 64', factorScorer(bpr(seen, { dimensions: 64, rate: 0.05, ridge: 0.01, rounds: 15, seed })))
  // Worst first, Onshore's last.
  return rows.sort((one, other) => Number(one.isOwn) - Number(other.isOwn) || one.result.recall - other.result.recall)
}

/**
 * What was popular over the whole time weighs in every co-occurrence. The score is put right by how much of that popularity is of
 * now: recent views by all views. Halving time and power were found on val alone, told
 * from its first 35 % and from its first 70 %.
 */
function risen(score: Scorer, problem: Problem, itemCount: number): Scorer {
  const recent = trending(problem, itemCount, 72, { long: 1, other: 0.2 })
  const popular = columnSums(problem.seen)
  return timesPower(
    score,
    recent.map((count, item) => (count + 0.3) / (popular[item]! + 5)),
    0.4,
  )
}

/** Both foretell the same 0 and 1, so they are of one scale. */
function meanOf(one: Scorer, other: Scorer, itemCount: number): Scorer {
  const scratch = new Float32Array(itemCount)
  return (user, into) => {
    one(user, into)
    scratch.fill(0)
    other(user, scratch)
    for (let item = 0; item < itemCount; item++) into[item] = (into[item]! + scratch[item]!) / 2
  }
}
