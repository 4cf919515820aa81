/**
 * What a candidate is worth to this viewer: a sum of terms, each with one cause that can be named and taken away. Remembered clips
 * speak as evidence: each adds what its watch says for or against clips near it. Near is told twice: `fine` is the same
 * interest, `coarse` the field it lies in, which is known sooner and weighs less.
 */
import { type Candidates, dimensions, strata } from './candidate.ts'
import { type Dots, plainDots } from './dots.ts'
import { generosity, type Interests, leftOf, type Tally, worthOf } from './interests.ts'
import { keysOf, type Rules, type Topics } from './rules.ts'
import { left } from './signal.ts'
import type { Weights } from './weights.ts'

export type Term =
  | { readonly kind: 'clip' | 'less'; readonly id: string; readonly value: number }
  | {
      readonly kind: 'creator' | 'followed' | 'sound' | 'topic' | 'language' | 'pick' | 'slider'
      readonly key: number
      readonly value: number
    }
  | { readonly kind: 'loved' | 'new' | 'unknown' | 'length' | 'exploring'; readonly value: number }

export interface Question {
  readonly candidates: Candidates
  readonly topics?: Topics | undefined
  readonly interests: Interests
  readonly rules: Rules
  readonly at: number
  readonly weights: Weights
  readonly dots?: Dots | undefined
}

const cells = 256
const perCell = 64
const plain = plainDots()
/** How near each candidate of a slate lies to a remembered clip: both stay the same objects from swipe to swipe, so it is found once. */
const cellsOf = new WeakMap<Int8Array, WeakMap<readonly number[], Uint8Array>>()

/** What every remembered clip says, made ready once for all candidates. */
export interface Evidence {
  readonly question: Question
  readonly allowed: readonly number[]
  /** By remembered clip: what it says, and the cell of its nearness to every candidate. */
  readonly cells: readonly Uint8Array[]
  readonly fine: Float64Array
  readonly coarse: Float64Array
  readonly kept: Float64Array
  readonly less: Float64Array
  readonly fineAt: Float64Array
  readonly coarseAt: Float64Array
  /** By candidate: all that remembered clips say together. */
  readonly sums: Sums
  readonly tallies: Readonly<Record<'creators' | 'sounds' | 'topics' | 'languages', ReadonlyMap<number, number>>>
  readonly followed: ReadonlySet<number>
  readonly picks: ReadonlyMap<number, number>
  readonly topicKeys: (topic: number) => readonly number[]
}
type Sums = Readonly<Record<'fine' | 'fineWeight' | 'coarse' | 'coarseWeight' | 'less', Float64Array>>

export function gather(question: Question, allowed: readonly number[]): Evidence {
  const { interests, weights, at, topics } = question
  const { turn, picks } = interests
  const now = { turn, at }
  const known = (tallies: readonly Tally[]) =>
    new Map(
      tallies.map(tally => {
        const stays = leftOf(tally, now, weights)
        return [tally.key, (stays * tally.sum) / (stays * tally.weight + weights.score.tallyFull)]
      }),
    )
  const said = sayings(question)
  const near = { cells: nearness(question), fineAt: ramp(weights.fine), coarseAt: ramp(weights.coarse) }
  const keys = new Map<number, readonly number[]>()
  return {
    question,
    allowed,
    ...said,
    ...near,
    sums: sumUp(question, said, near),
    tallies: {
      creators: known(interests.creators),
      sounds: known(interests.sounds),
      topics: known(interests.topics),
      languages: known(interests.languages),
    },
    followed: new Set(interests.followed),
    picks: new Map(picks.map(pick => [pick.key, left((turn - pick.turn) / weights.forget.pickHalfTurns)])),
    topicKeys: topic => {
      const found = keys.get(topic) ?? keysOf(topics, topic)
      keys.set(topic, found)
      return found
    },
  }
}

function sayings({ interests, weights, at }: Question): Pick<Evidence, 'fine' | 'coarse' | 'kept' | 'less'> {
  const { memory, turn } = interests
  const generous = generosity(interests, weights)
  const rows = () => new Float64Array(memory.length)
  const said = { fine: rows(), coarse: rows(), kept: rows(), less: rows() }
  memory.forEach((clip, n) => {
    const stays = leftOf(clip, { turn, at }, weights)
    const isLess = clip.acts.includes('less')
    const share = stays * (clip.watch === 0 && clip.acts.length === 0 ? 0 : clip.weight)
    const worth = worthOf(clip, generous, weights) + (isLess ? weights.acts.less : 0)
    said.fine[n] = stays * worth - share * weights.score.fineMiddle
    said.coarse[n] = stays * worth - share * weights.score.coarseMiddle
    said.kept[n] = share
    said.less[n] = isLess ? left((at - clip.at) / (weights.forget.lessHalfDays * 86_400_000)) : 0
  })
  return said
}

function nearness({ candidates, interests, dots = plain }: Question): Uint8Array[] {
  const found = cellsOf.get(candidates.features) ?? new WeakMap<readonly number[], Uint8Array>()
  cellsOf.set(candidates.features, found)
  const missing = interests.memory.filter(({ features }) => !found.has(features))
  if (missing.length > 0) {
    const table = new Int8Array(missing.length * dimensions)
    missing.forEach(({ features }, n) => {
      table.set(features, n * dimensions)
    })
    const products = dots.products(table, candidates.features)
    missing.forEach(({ features }, n) => {
      const row = new Uint8Array(candidates.count)
      for (let place = 0, at = n * candidates.count; place < row.length; place++, at++) {
        const product = products[at]!
        row[place] = product <= 0 ? 0 : Math.min(cells - 1, product >> 6)
      }
      found.set(features, row)
    })
  }
  return interests.memory.map(({ features }) => found.get(features)!)
}

function sumUp(
  { candidates, weights }: Question,
  said: Pick<Evidence, 'fine' | 'coarse' | 'kept' | 'less'>,
  { cells: near, fineAt, coarseAt }: Pick<Evidence, 'cells' | 'fineAt' | 'coarseAt'>,
): Sums {
  const column = () => new Float64Array(candidates.count)
  const sums = { fine: column(), fineWeight: column(), coarse: column(), coarseWeight: column(), less: column() }
  const least = Math.max(1, Math.floor((Math.min(weights.fine.from, weights.coarse.from) * 16129) / perCell))
  near.forEach((row, n) => {
    const fine = said.fine[n]!
    const coarse = said.coarse[n]!
    const kept = said.kept[n]!
    const less = said.less[n]!
    for (let place = 0; place < row.length; place++) {
      const cell = row[place]!
      if (cell < least) continue
      const whole = fineAt[cell]!
      const field = coarseAt[cell]!
      sums.coarse[place]! += field * coarse
      sums.coarseWeight[place]! += field * kept
      if (whole === 0) continue
      sums.fine[place]! += whole * fine
      sums.fineWeight[place]! += whole * kept
      sums.less[place]! += whole * less
    }
  })
  return sums
}

/** A kernel as a table over cosines of 0 to 1: 0 up to `from`, smoothly 1 from `to` on. */
function ramp({ from, to }: { from: number; to: number }): Float64Array {
  return Float64Array.from({ length: cells }, (_, cell) => {
    const cosine = ((cell + 0.5) * perCell) / 16129
    const t = Math.max(0, Math.min(1, (cosine - from) / (to - from)))
    return t * t * (3 - 2 * t)
  })
}

/** What the sums are multiplied by: it falls with how much is known already, and bounds what a field may say. */
function factors(sums: Sums, place: number, { score }: Weights) {
  const field = (score.coarse * score.coarseFull) / (score.coarseFull + sums.coarseWeight[place]!)
  // A field that pleases is no interest yet, and its word for any clip in it is bounded; one that does not may be left at once.
  const said = field * sums.coarse[place]!
  return {
    fine: (score.fine * score.fineFull) / (score.fineFull + sums.fineWeight[place]!),
    coarse: said > 0 ? (field * score.coarseMost) / (score.coarseMost + said) : field,
    less: -score.less / (0.5 + sums.less[place]!),
    unknown: 1 / (1 + sums.fineWeight[place]!),
  }
}

type Kind = Exclude<Term['kind'], 'clip' | 'less'>
const keyless: ReadonlySet<Kind> = new Set(['loved', 'new', 'unknown', 'length'])

/** Everything but what remembered clips say. Written once, for the scores of all and for the terms of few. `key` is 0 where there is none. */
function others(
  evidence: Evidence,
  place: number,
  unknown: number,
  add: (kind: Kind, key: number, value: number) => void,
) {
  const { candidates, rules, weights } = evidence.question
  const { score } = weights
  const { tallies, followed, picks } = evidence
  const creator = candidates.creators[place]!
  const sound = candidates.sounds[place]!
  const language = candidates.languages[place]!
  const keys = evidence.topicKeys(candidates.topics[place]!)
  const quality = candidates.qualities[place]!
  add('loved', 0, score.quality * ((quality >= 0 ? quality : score.unknownQuality) - 0.5))
  add('unknown', 0, score.unknown * unknown)
  add('creator', creator, score.creator * (tallies.creators.get(creator) ?? 0))
  if (followed.has(creator)) add('followed', creator, score.followed)
  if (sound !== 0) add('sound', sound, score.sound * (tallies.sounds.get(sound) ?? 0))
  if (keys.length > 0) add('topic', keys[0]!, score.topic * (tallies.topics.get(keys[0]!) ?? 0))
  add('language', language, score.language * (tallies.languages.get(language) ?? 0))
  if (candidates.strata[place] === strata.new) add('new', 0, score.fresh)
  for (const key of keys) {
    const step = rules.sliders.topics.get(key)
    if (step === 'less' || step === 'more') add('slider', key, step === 'more' ? score.slider : -score.slider)
    const pick = picks.get(key)
    if (pick !== undefined) add('pick', key, score.pick * pick)
  }
  const wish = Math.max(-1, Math.min(1, rules.sliders.length || 0))
  const seconds = candidates.lengthsMs[place]! / 1000
  if (wish !== 0) add('length', 0, (wish * score.length * (seconds - 30)) / (seconds + 30))
}

/** The score of every allowed candidate, and how little is known of it: 1 nothing, towards 0 much. */
export function scores(evidence: Evidence): { score: Float64Array; unknown: Float64Array } {
  const { question, allowed, sums } = evidence
  const score = new Float64Array(question.candidates.count)
  const unknown = new Float64Array(question.candidates.count)
  let total = 0
  const add = (_kind: Kind, _key: number, value: number) => {
    total += value
  }
  for (const place of allowed) {
    const by = factors(sums, place, question.weights)
    total = by.fine * sums.fine[place]! + by.coarse * sums.coarse[place]! + by.less * sums.less[place]!
    others(evidence, place, by.unknown, add)
    score[place] = total
    unknown[place] = by.unknown
  }
  return { score, unknown }
}

/** Terms stand on a grid of 2 to the power of -24, on which sums in double precision are exact in any order. */
const grid = 16_777_216
const onGrid = (value: number) => Math.round(value * grid) / grid

/** The terms of one candidate. Those of no weight are left out. */
export function termsOf(evidence: Evidence, place: number): Term[] {
  const { fine, coarse, less, fineAt, coarseAt } = evidence
  const { interests, weights } = evidence.question
  const by = factors(evidence.sums, place, weights)
  const terms: Term[] = []
  const add = (term: Term) => {
    const value = onGrid(term.value)
    if (value !== 0) terms.push({ ...term, value })
  }
  interests.memory.forEach(({ id }, n) => {
    const cell = evidence.cells[n]![place]!
    add({ kind: 'clip', id, value: by.fine * fineAt[cell]! * fine[n]! + by.coarse * coarseAt[cell]! * coarse[n]! })
    if (less[n]! > 0) add({ kind: 'less', id, value: by.less * fineAt[cell]! * less[n]! })
  })
  others(evidence, place, by.unknown, (kind, key, value) =>
    add((keyless.has(kind) ? { kind, value } : { kind, key, value }) as Term),
  )
  return terms
}

export const sumOf = (terms: readonly Term[]): number => terms.reduce((sum, { value }) => sum + value, 0)
