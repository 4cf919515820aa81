/**
 * Ranks a slate for one viewer, on that viewer's device. Pure: the same candidates, interests, rules, seed and time give the same
 * places, to the bit, in every engine that keeps IEEE 754. It refuses to look at a clock, and to know who the viewer is.
 *
 * Each place goes to the best score that the distances of `spacing.ts` let stand there. Before interests are found what is little known
 * has a bonus in its score, and no place is kept for it: a fixed share of chance doubles the time until the first interest.
 * Afterwards one place in eight is kept for what is least known.
 */
import { type Candidates, dimensions } from './candidate.ts'
import type { Dots } from './dots.ts'
import type { Interests } from './interests.ts'
import { mixed } from './random.ts'
import { allowed, keysOf, type Rules, type Topics } from './rules.ts'
import { type Evidence, gather, scores, sumOf, type Term, termsOf } from './score.ts'
import { mayFollow, type Shown, strictest } from './spacing.ts'
import { weights as published, type Weights } from './weights.ts'

export interface Ranking {
  readonly candidates: Candidates
  readonly topics?: Topics | undefined
  readonly interests: Interests
  readonly rules: Rules
  /** What was shown or is already queued, the newest last; twenty are enough. */
  readonly shown: readonly Shown[]
  readonly seed: number
  /** ms since 1970. */
  readonly at: number
  readonly count: number
  readonly weights?: Weights
  readonly dots?: Dots | undefined
}

export interface Ranked {
  /** The index in the candidates. */
  readonly place: number
  readonly score: number
  readonly terms: readonly Term[]
  /** Whether the place was kept for what is least known. */
  readonly exploring: boolean
}

/** The next places. Fewer than asked for where no more may be shown. */
export function rank(ranking: Ranking): Ranked[] {
  const { candidates, topics, interests, rules, seed, at } = ranking
  const weights = ranking.weights ?? published
  const places = allowed(candidates, rules, topics)
  const evidence = gather({ candidates, topics, interests, rules, at, weights, dots: ranking.dots }, places)
  const { score, unknown } = scores(evidence)
  const shown = [...ranking.shown.slice(-weights.spacing.topicWindow)]
  const ranked: Ranked[] = []
  const taken = new Set<number>()
  const isFound = hasInterests(interests, weights)
  while (ranked.length < ranking.count) {
    const exploring = isFound && mayExplore(shown, rules, weights)
    const worth = exploring
      ? (place: number) => exploringWorth(evidence, unknown, place)
      : (place: number) => score[place]!
    const place = best(evidence, taken, shown, worth, seed + interests.turn * 64 + ranked.length, weights)
    if (place === null) break
    taken.add(place)
    const terms = termsOf(evidence, place)
    if (exploring) terms.push(exploringTerm(unknown[place]!, weights))
    ranked.push({ place, score: sumOf(terms), terms, exploring })
    shown.push({ ...clipOf(candidates, topics, place), exploring })
  }
  return ranked
}

/** A candidate as the next call's `shown` names it. */
export function clipOf(candidates: Candidates, topics: Topics | undefined, place: number): Omit<Shown, 'exploring'> {
  return {
    id: candidates.ids[place]!,
    creator: candidates.creators[place]!,
    sound: candidates.sounds[place]!,
    topic: keysOf(topics, candidates.topics[place]!)[0] ?? 0,
    features: candidates.features.subarray(place * dimensions, (place + 1) * dimensions),
  }
}

/** Whether something was found that this viewer watches well beyond what is usual. */
function hasInterests({ memory, turn }: Interests, weights: Weights = published): boolean {
  const { window, found, above } = weights.explore
  const good = memory.filter(clip => clip.turn > turn - window && clip.watch * clip.weight > above)
  return good.length >= found
}

function mayExplore(shown: readonly Shown[], rules: Rules, weights: Weights): boolean {
  const gap = weights.explore.every[rules.sliders.exploring]
  return !shown.slice(1 - gap).some(({ exploring }) => exploring)
}

const exploringTerm = (unknown: number, weights: Weights): Term => ({
  kind: 'exploring',
  value: Math.round(weights.explore.unknown * unknown * 65536) / 65536,
})

function exploringWorth({ question }: Evidence, unknown: Float64Array, place: number): number {
  const { unknown: known, quality: loved } = question.weights.explore
  const quality = question.candidates.qualities[place]!
  return known * unknown[place]! + loved * (quality >= 0 ? quality : 0.5)
}

function best(
  evidence: Evidence,
  taken: ReadonlySet<number>,
  shown: readonly Shown[],
  worth: (place: number) => number,
  seed: number,
  weights: Weights,
): number | null {
  const { candidates, topics } = evidence.question
  for (let strictness = strictest; strictness >= 0; strictness--) {
    let found: number | null = null
    let [most, lot] = [Number.NEGATIVE_INFINITY, 0]
    for (const place of evidence.allowed) {
      const value = worth(place)
      if (value < most || taken.has(place)) continue
      const own = mixed(seed, place)
      if (value === most && own <= lot) continue
      if (!mayFollow(clipOf(candidates, topics, place), shown, evidence.followed, strictness, weights)) continue
      ;[found, most, lot] = [place, value, own]
    }
    if (found !== null) return found
  }
  return null
}
