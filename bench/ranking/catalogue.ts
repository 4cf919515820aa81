/**
 * The made world of the simulator: clips in 300 subtopics under 20 topics, and how long people watch. The shares and lengths are
 * those of KuaiRand's validation part (CC BY-SA 4.0, Gao et al., CIKM 2022), as quantiles; no row of it is here.
 */
import { blankCandidates, type Candidates, dimensions, strata } from '../../src/core/feed/candidate.ts'
import { randomFrom } from '../../src/core/feed/random.ts'
import type { Topics } from '../../src/core/feed/rules.ts'

export const fields = 20
export const perField = 15
export const subtopics = fields * perField
/** Keys of subtopics are 1 to 300, those of the topics above 1001 to 1020; a candidate names a place in this table. */
export const topicTable: Topics = {
  keys: [...Array.from({ length: subtopics }, (_, n) => n + 1), ...Array.from({ length: fields }, (_, n) => 1001 + n)],
  parents: [
    ...Array.from({ length: subtopics }, (_, n) => subtopics + Math.floor(n / perField)),
    ...Array.from({ length: fields }, () => null),
  ],
}
export const fieldOf = (topic: number): number => Math.floor(topic / perField)

const steps = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1]
const lengthSeconds = [6, 10.2, 12.9, 21, 33.8, 49.9, 73, 100, 131, 179, 257, 310, 447, 600]
/** Seconds watched, by length of clip. */
const watchedSeconds: readonly (readonly [number, readonly number[]])[] = [
  [12, [0, 0.1, 0.26, 1.2, 1.6, 2.4, 3.2, 5.1, 7.5, 10.3, 13.2, 18.8, 35.6, 60]],
  [25, [0, 0.3, 0.95, 1.4, 1.8, 2.6, 4, 6.9, 13.1, 17, 23, 27.4, 44.7, 64]],
  [50, [0, 0.3, 0.87, 1.4, 2.1, 3.2, 5.6, 11.7, 23.7, 32.3, 42.2, 48.6, 65.8, 89]],
  [100, [0, 0.2, 0.4, 1.1, 1.7, 2.8, 5.1, 11.1, 26, 52.8, 71.7, 87.1, 101.7, 130]],
  [180, [0, 0.2, 0.4, 1.3, 1.9, 3, 5.1, 9.6, 23, 55.5, 109, 134.6, 172.9, 184]],
  [Number.POSITIVE_INFINITY, [0, 0.2, 0.36, 1.3, 1.9, 2.7, 4.3, 7.3, 14.6, 41.6, 127, 206, 320, 398]],
]
function atQuantile(values: readonly number[], quantile: number): number {
  const place = Math.max(
    1,
    steps.findIndex(step => step >= quantile),
  )
  const [from, to] = [steps[place - 1]!, steps[place]!]
  const part = (quantile - from) / (to - from)
  return values[place - 1]! + part * (values[place]! - values[place - 1]!)
}

/** How long somebody watches a clip whom it pleases more than a share `quantile` of all clips shown please people. */
export function watchedMs(lengthMs: number, quantile: number): number {
  const [, row] = watchedSeconds.find(([below]) => lengthMs / 1000 < below)!
  return Math.round(1000 * atQuantile(row, Math.max(0, Math.min(1, quantile))))
}

/** The normal distribution, by Abramowitz and Stegun 26.2.17. */
export function below(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = 0.3989422804 * Math.exp((-z * z) / 2) * poly
  return z > 0 ? 1 - tail : tail
}
export function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

export interface Catalogue extends Candidates {
  /** What the clip is worth to everybody, in deviations of liking; devices see `qualities`, a blurred measure of it. */
  readonly worth: Float32Array
}
/** What features are made of: shares of the squared length that the topic above, the subtopic, and the clip itself have. */
const made = { field: 0.42, sub: 0.3, own: 0.28 }
/** How far the worth of clips lies apart. In the reference ranking by popularity alone has .525 long views of .18 at random. */
const worthApart = 0.3
/** How truly public counts tell the worth, as a correlation. */
const measured = 0.9

export function makeCatalogue(count: number, seed: number): Catalogue {
  const random = randomFrom(seed)
  const normal = normalFrom(random)
  const direction = () => Float32Array.from({ length: dimensions }, normal)
  const above = Array.from({ length: fields }, direction)
  const subs = Array.from({ length: subtopics }, direction)
  const columns = blankCandidates(count)
  const worth = new Float32Array(count)
  const [field, sub, own] = [Math.sqrt(made.field), Math.sqrt(made.sub), Math.sqrt(made.own)]
  const raw = new Float32Array(dimensions)
  for (let n = 0; n < count; n++) {
    const topic = Math.floor(random() * subtopics)
    let square = 0
    for (let d = 0; d < dimensions; d++) {
      raw[d] = field * above[fieldOf(topic)]![d]! + sub * subs[topic]![d]! + own * normal()
      square += raw[d]! * raw[d]!
    }
    const scale = 127 / Math.sqrt(square)
    for (let d = 0; d < dimensions; d++) columns.features[n * dimensions + d] = Math.trunc(raw[d]! * scale)
    const z = normal()
    worth[n] = worthApart * z
    const isNew = random() < 0.2
    const seen = measured * z + Math.sqrt(1 - measured * measured) * normal()
    columns.qualities[n] = isNew ? Number.NaN : below(seen)
    columns.strata[n] = isNew ? strata.new : strata.proven
    columns.topics[n] = topic
    columns.languages[n] = 1
    // Forty creators in each subtopic, some far busier than others.
    columns.creators[n] = 1 + topic * 40 + Math.floor(40 * random() * random())
    columns.sounds[n] = random() < 0.5 ? 0 : 1 + Math.floor(3000 * random() * random())
    columns.lengthsMs[n] = Math.round(10 * atQuantile(lengthSeconds, random())) * 100
    columns.ids.push(`clip-${n}`)
  }
  return { ...columns, worth }
}

/** The clips at these places of the catalogue, as a slate. */
export function poolOf(catalogue: Catalogue, places: readonly number[]): Candidates {
  const pool = blankCandidates(places.length)
  places.forEach((from, n) => {
    pool.ids.push(catalogue.ids[from]!)
    pool.features.set(catalogue.features.subarray(from * dimensions, (from + 1) * dimensions), n * dimensions)
    for (const name of ['creators', 'sounds', 'lengthsMs', 'languages', 'topics', 'strata', 'qualities'] as const)
      pool[name][n] = catalogue[name][from]!
  })
  return pool
}
