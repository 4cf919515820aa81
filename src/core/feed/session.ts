/**
 * A session as a viewer may take it along: the slates it saw by their hashes, and everything that went into each order. Whoever has
 * the slates can make every order again and compare. It holds nothing but what the device knew, and goes nowhere by itself.
 */
import type { Candidates } from './candidate.ts'
import type { Dots } from './dots.ts'
import {
  forgetAll,
  forgetCreator,
  forgetItem,
  forgetPick,
  forgetSound,
  forgetTopic,
  pickTopic,
  readInterests,
} from './forget.ts'
import { type FeedEvent, type Interests, learn } from './interests.ts'
import { type Ranked, type Ranking, rank } from './rank.ts'
import { noRules, type Rules, type Topics } from './rules.ts'
import type { Shown } from './spacing.ts'
import { weights } from './weights.ts'

/** Rules as they are written down: lists for sets. */
export interface WrittenRules extends Pick<Rules, 'hidesSensitive' | 'hidesAi' | 'hidesPaid'> {
  readonly seen: readonly string[]
  readonly hidden: readonly string[]
  readonly mutedCreators: readonly number[]
  readonly mutedSounds: readonly number[]
  readonly sliders: Omit<Rules['sliders'], 'topics'> & {
    readonly topics: readonly (readonly [number, 'off' | 'less' | 'more'])[]
  }
}
type WrittenShown = Omit<Shown, 'features'> & { readonly features: readonly number[] }

export type Step =
  | { readonly do: 'learn'; readonly event: FeedEvent & { readonly features: readonly number[] } }
  | { readonly do: 'forget'; readonly what: 'item'; readonly id: string }
  | { readonly do: 'forget'; readonly what: 'topic' | 'creator' | 'sound' | 'pick'; readonly key: number }
  | { readonly do: 'forget'; readonly what: 'all' }
  | { readonly do: 'pick'; readonly key: number; readonly features: readonly number[]; readonly at: number }
  /** Rules hold from here on; orders add to what was seen. */
  | { readonly do: 'rules'; readonly rules: WrittenRules }
  | {
      readonly do: 'order'
      /** SHA-256 of the slate's head, hex. */
      readonly slate: string
      readonly at: number
      readonly seed: number
      readonly count: number
      readonly alsoSeen: readonly string[]
      readonly shown: readonly WrittenShown[]
      readonly ids: readonly string[]
      readonly scores: readonly number[]
    }

export interface Session {
  readonly version: 1
  /** The version of the weights it was ranked with. */
  readonly weights: number
  readonly interests: Interests
  readonly steps: readonly Step[]
}

const writeRules = (rules: Rules): WrittenRules => ({
  hidesSensitive: rules.hidesSensitive,
  hidesAi: rules.hidesAi,
  hidesPaid: rules.hidesPaid,
  seen: [...rules.seen],
  hidden: [...rules.hidden],
  mutedCreators: [...rules.mutedCreators],
  mutedSounds: [...rules.mutedSounds],
  sliders: { ...rules.sliders, topics: [...rules.sliders.topics] },
})

const readRules = (rules: WrittenRules, alsoSeen: readonly string[]): Rules => ({
  ...rules,
  seen: new Set([...rules.seen, ...alsoSeen]),
  hidden: new Set(rules.hidden),
  mutedCreators: new Set(rules.mutedCreators),
  mutedSounds: new Set(rules.mutedSounds),
  sliders: { ...rules.sliders, topics: new Map(rules.sliders.topics) },
})

/** Writes a session down while it runs. What it is told must have been done: it does nothing itself. */
export function recorder(interests: Interests) {
  const steps: Step[] = []
  const seen = new Set<string>()
  let last: { written: string; seen: ReadonlySet<string> } | null = null
  const rulesChanged = (rules: Rules) => {
    const { seen: _, ...written } = writeRules(rules)
    const text = JSON.stringify(written)
    // Something that was seen before and is not any more begins a new list.
    const isSame = last?.written === text && [...seen].every(id => rules.seen.has(id))
    last = { written: text, seen: rules.seen }
    return !isSame
  }
  return {
    learned(event: FeedEvent): void {
      steps.push({ do: 'learn', event: { ...event, features: Array.from(event.features) } })
    },
    did(step: Exclude<Step, { do: 'order' | 'rules' | 'learn' }>): void {
      steps.push(step)
    },
    ordered(slate: string, ranking: Ranking, ranked: readonly Ranked[]): void {
      if (rulesChanged(ranking.rules)) {
        steps.push({ do: 'rules', rules: writeRules(ranking.rules) })
        seen.clear()
        for (const id of ranking.rules.seen) seen.add(id)
      }
      const alsoSeen = [...ranking.rules.seen].filter(id => !seen.has(id))
      for (const id of alsoSeen) seen.add(id)
      steps.push({
        do: 'order',
        slate,
        at: ranking.at,
        seed: ranking.seed,
        count: ranking.count,
        alsoSeen,
        shown: ranking.shown.map(one => ({ ...one, features: Array.from(one.features) })),
        ids: ranked.map(({ place }) => ranking.candidates.ids[place]!),
        scores: ranked.map(({ score }) => score),
      })
    },
    session: (): Session => ({ version: 1, weights: weights.version, interests, steps: [...steps] }),
  }
}

export interface Replay {
  readonly orders: number
  readonly isSame: boolean
  /** Where it first differs, or could not be made again. */
  readonly difference: {
    readonly step: number
    readonly why: 'version' | 'interests' | 'slate' | 'order' | 'score'
    readonly was: string
    readonly is: string
  } | null
}

/** Makes every order of a session again. `slateOf` gives what was read of a slate whose hash and signature were checked. */
export function replay(
  session: Session,
  slateOf: (hash: string) => { candidates: Candidates; topics?: Topics } | null,
  dots?: Dots,
): Replay {
  let orders = 0
  const differs = (step: number, why: NonNullable<Replay['difference']>['why'], was: unknown, is: unknown): Replay => ({
    orders,
    isSame: false,
    difference: { step, why, was: String(was), is: String(is) },
  })
  if (session.version !== 1 || session.weights !== weights.version)
    return differs(0, 'version', session.weights, weights.version)
  const start = readInterests(session.interests)
  if (!start) return differs(0, 'interests', 'interests', 'none')
  let interests = start
  let rules = writeRules(noRules)
  const seen: string[] = []
  for (const [number, step] of session.steps.entries()) {
    if (step.do === 'rules') {
      rules = step.rules
      seen.length = 0
    } else if (step.do === 'order') {
      const slate = slateOf(step.slate)
      if (!slate) return differs(number, 'slate', step.slate, 'none')
      seen.push(...step.alsoSeen)
      const { at, seed, count, shown } = step
      const ranked = rank({ ...slate, interests, rules: readRules(rules, seen), shown, seed, at, count, dots })
      const ids = ranked.map(({ place }) => slate.candidates.ids[place]!)
      if (ids.join() !== step.ids.join()) return differs(number, 'order', step.ids, ids)
      const changed = ranked.findIndex(({ score }, n) => score !== step.scores[n])
      if (changed >= 0) return differs(number, 'score', step.scores[changed], ranked[changed]!.score)
      orders++
    } else interests = after(interests, step)
  }
  return { orders, isSame: true, difference: null }
}

function after(interests: Interests, step: Exclude<Step, { do: 'order' | 'rules' }>): Interests {
  if (step.do === 'learn') return learn(interests, step.event)
  if (step.do === 'pick') return pickTopic(interests, step)
  switch (step.what) {
    case 'item':
      return forgetItem(interests, step.id)
    case 'topic':
      return forgetTopic(interests, step.key)
    case 'creator':
      return forgetCreator(interests, step.key)
    case 'sound':
      return forgetSound(interests, step.key)
    case 'pick':
      return forgetPick(interests, step.key)
    case 'all':
      return forgetAll()
  }
}
