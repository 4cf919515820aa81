/**
 * User and item sets: a folder with train.txt, valid.txt and test.txt, a line for each user: their number, then the numbers of their
 * items, between spaces. Models are chosen on valid (which is in nobody's training), then measured on test; what is in train is
 * never recommended again. Recall and NDCG at 20, as LightGCN and those after it print them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bpr, factorScorer, ials } from './factors.ts'
import { ease, itemKnn, linearScorer } from './linear.ts'
import { peopleWith, type Retrieval, retrieval, type Scorer } from './metrics.ts'
import { averageScorer, constantScorer, randomScorer } from './simple.ts'
import { columnSums, type Sparse, sparseOf, transposed } from './sparse.ts'

export interface SetFolder {
  train: Sparse
  valid: Sparse
  test: Sparse
}

export function readSet(folder: string): SetFolder {
  const pairs = ['train', 'valid', 'test'].map(part => readPairs(join(folder, `${part}.txt`)))
  const all = pairs.flat()
  const height = 1 + all.reduce((most, [user]) => Math.max(most, user), 0)
  const width = 1 + all.reduce((most, [, item]) => Math.max(most, item), 0)
  const [train, valid, test] = pairs.map(part => sparseOf(height, width, part))
  return { train: train!, valid: valid!, test: test! }
}

function readPairs(file: string): [number, number, number][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap(line => {
      const [user, ...items] = line.trim().split(/\s+/).map(Number)
      return items.map(item => [user!, item, 1] as [number, number, number])
    })
}

interface Named {
  name: string
  score: Scorer
}

interface Measured {
  name: string
  isOwn: boolean
  result: Retrieval
}

const cut = 20
const ialsOptions = [
  { unobserved: 0.1, ridge: 0.01 },
  { unobserved: 0.1, ridge: 0.03 },
  { unobserved: 0.1, ridge: 0.1 },
  { unobserved: 0.3, ridge: 0.03 },
]
type Say = (line: string) => void

export function runSet({ train, valid, test }: SetFolder, seed: number, say: Say): Measured[] {
  const onValid = (score: Scorer) => retrieval(score, valid, train, peopleWith(valid), cut)
  const pick = (name: string, models: (Named & { note: string })[]): Named => {
    const tried = models.map(model => ({ model, ndcg: onValid(model.score).ndcg }))
    tried.sort((a, b) => b.ndcg - a.ndcg)
    say(`${name}: ${tried.map(({ model, ndcg }) => `${model.note} ${ndcg.toFixed(4)}`).join(', ')} on valid`)
    return { name, score: tried[0]!.model.score }
  }
  const popular = columnSums(train)
  const choose = <Value>(name: string, make: (value: Value) => Scorer, values: readonly Value[]) =>
    pick(
      name,
      values.map(value => ({ name, note: JSON.stringify(value), score: make(value) })),
    )
  const factors = (options: { unobserved: number; ridge: number }) =>
    ials(train, { ...options, dimensions: 64, rounds: 7, seed })
  const linear = (options: Parameters<typeof ease>[1]) => linearScorer(train, ease(train, options))
  const scorers = {
    knn: choose('ItemKNN', power => linearScorer(train, itemKnn(train, power)), [0.4, 0.5]),
    ease: choose('EASE', ridge => linear({ ridge }), [60, 150, 400, 1000]),
    tamed: choose(
      'EASE, tamed',
      linear,
      [60, 150, 400, 1000].map(ridge => ({ ridge, tame: 0.5 })),
    ),
    bounded: choose(
      'RLAE',
      linear,
      [300, 1000].map(ridge => ({ ridge, most: 0.4, tame: 0.5 })),
    ),
    ials: choose('iALS', options => factorScorer(factors(options)), ialsOptions),
    bpr: choose(
      'BPR',
      ridge => factorScorer(bpr(train, { dimensions: 64, rate: 0.05, ridge, rounds: 25, seed })),
      [0.01],
    ),
    alike: choose('UserKNN', power => userKnn(train, power), [1, 2]),
  }
  const order = Array.from({ length: train.height }, (_, user) => [
    ...train.columns.subarray(train.starts[user]!, train.starts[user + 1]!),
  ])
  // What is popular is in every model; how much of it is too much or too little is for valid to say.
  const own = [scorers.tamed, { name: 'popular', score: constantScorer(popular.map(count => Math.log1p(count))) }]
  const blended = blend(
    [...own, scorers.ease, scorers.bounded, scorers.ials, scorers.bpr, scorers.alike, scorers.knn],
    train,
    valid,
    say,
  )
  const finals: Named[] = [
    { name: 'random', score: randomScorer(seed) },
    { name: 'popular', score: constantScorer(popular) },
    { name: 'single vector', score: averageScorer(order, factors(ialsOptions[1]!)) },
    ...[scorers.knn, scorers.bpr, scorers.ials, scorers.ease],
    { name: 'Onshore: blend', score: blended },
  ]
  return finals.map(({ name, score }) => ({
    name,
    isOwn: score === blended,
    result: retrieval(score, test, train, peopleWith(test), cut),
  }))
}

/** What those like somebody have, alike being the cosine to a power. */
function userKnn(history: Sparse, power: number): Scorer {
  const byItem = transposed(history)
  const lengths = Float64Array.from({ length: history.height }, (_, user) =>
    Math.sqrt(history.starts[user + 1]! - history.starts[user]! + 5),
  )
  const shared = new Float64Array(history.height)
  return (user, into) => {
    shared.fill(0)
    for (let n = history.starts[user]!; n < history.starts[user + 1]!; n++) {
      const item = history.columns[n]!
      for (let m = byItem.starts[item]!; m < byItem.starts[item + 1]!; m++) shared[byItem.columns[m]!]!++
    }
    shared[user] = 0
    for (let other = 0; other < shared.length; other++) {
      if (shared[other] === 0) continue
      const weight = (shared[other]! / (lengths[user]! * lengths[other]!)) ** power
      for (let n = history.starts[other]!; n < history.starts[other + 1]!; n++) into[history.columns[n]!]! += weight
    }
  }
}

/** Scores of several models, each in units of its own spread for that person, added up; the weights are found on valid, one after the other. */
function blend(parts: readonly Named[], train: Sparse, valid: Sparse, say: Say): Scorer {
  const weights = parts.map(({ name }) => (name === 'popular' ? 0 : 1))
  const everybody = peopleWith(valid)
  const step = Math.max(1, Math.floor(everybody.length / 1500))
  const some = everybody.filter((_, place) => place % step === 0)
  const kept = new Map(
    some.map(user => [user, parts.map(part => standardised(part.score, train, user, new Float32Array(train.width)))]),
  )
  const added: Scorer = (user, into) => {
    const scratch = kept.get(user)
    parts.forEach((part, p) => {
      if (weights[p] === 0) return
      const scores = scratch ? scratch[p]! : standardised(part.score, train, user, new Float32Array(train.width))
      for (let item = 0; item < into.length; item++) into[item]! += weights[p]! * scores[item]!
    })
  }
  const measure = () => retrieval(added, valid, train, some, cut).ndcg
  let best = measure()
  for (const step of [0.5, 0.25, 0.12, 0.12])
    for (let p = 0; p < parts.length; p++)
      for (const change of [step, -step])
        for (let isBetter = true; isBetter; ) {
          weights[p]! += change
          const ndcg = measure()
          isBetter = ndcg > best
          if (isBetter) best = ndcg
          else weights[p]! -= change
        }
  say(
    `blend: ${parts.map(({ name }, p) => `${name} ${weights[p]!.toFixed(2)}`).join(', ')}; ${best.toFixed(4)} on valid`,
  )
  kept.clear()
  return added
}

function standardised(score: Scorer, train: Sparse, user: number, into: Float32Array): Float32Array {
  score(user, into)
  const isSeen = new Uint8Array(into.length)
  for (let n = train.starts[user]!; n < train.starts[user + 1]!; n++) isSeen[train.columns[n]!] = 1
  let [sum, squares, count] = [0, 0, 0]
  for (let item = 0; item < into.length; item++) {
    if (isSeen[item]) continue
    sum += into[item]!
    squares += into[item]! ** 2
    count++
  }
  const mean = sum / count
  const spread = Math.sqrt(Math.max(1e-12, squares / count - mean ** 2))
  return into.map(value => (value - mean) / spread)
}
