/** What a viewer has decided: it is never weighed against anything. What is hidden here no score brings back. */
import { type Candidates, labelBits, noTopic } from './candidate.ts'

export interface Sliders {
  /** By topic key. `off` hides; `less` and `more` move every clip of the topic, and of the topics under it, by the same step. */
  readonly topics: ReadonlyMap<number, 'off' | 'less' | 'more'>
  readonly exploring: 'less' | 'usual' | 'more'
  /** -1 shorter to 1 longer. */
  readonly length: number
}

export interface Rules {
  readonly seen: ReadonlySet<string>
  /** Clips that muted words or other knowledge of the caller hide: candidates carry no captions. */
  readonly hidden: ReadonlySet<string>
  /** `nameHash` of handles that were muted or blocked. */
  readonly mutedCreators: ReadonlySet<number>
  readonly mutedSounds: ReadonlySet<number>
  readonly hidesSensitive: boolean
  readonly hidesAi: boolean
  readonly hidesPaid: boolean
  readonly sliders: Sliders
}

export const noRules: Rules = {
  seen: new Set(),
  hidden: new Set(),
  mutedCreators: new Set(),
  mutedSounds: new Set(),
  hidesSensitive: false,
  hidesAi: false,
  hidesPaid: false,
  sliders: { topics: new Map(), exploring: 'usual', length: 0 },
}

/** The topics of a slate by the place candidates name: a key that outlives the slate, and the place of the topic above. */
export interface Topics {
  readonly keys: readonly number[]
  readonly parents: readonly (number | null)[]
}

/** The keys a candidate's topic stands under, its own first; none where it has no topic. Without a table the place itself is the key. */
export function keysOf(topics: Topics | undefined, place: number): number[] {
  if (place === noTopic) return []
  if (!topics) return [place + 1]
  const keys: number[] = []
  for (let at: number | null | undefined = place; typeof at === 'number' && keys.length < 4; at = topics.parents[at]) {
    const key = topics.keys[at]
    if (key === undefined || keys.includes(key)) break
    keys.push(key)
  }
  return keys
}

/** The places of candidates that may be shown, in their order. */
export function allowed(candidates: Candidates, rules: Rules, topics?: Topics): number[] {
  const bits =
    (rules.hidesSensitive ? labelBits.sensitive : 0) |
    (rules.hidesAi ? labelBits.ai : 0) |
    (rules.hidesPaid ? labelBits.paid : 0)
  const off = [...rules.sliders.topics].flatMap(([key, step]) => (step === 'off' ? [key] : []))
  const places: number[] = []
  for (let n = 0; n < candidates.count; n++) {
    if ((candidates.labels[n]! & bits) !== 0) continue
    if (rules.mutedCreators.has(candidates.creators[n]!) || rules.mutedSounds.has(candidates.sounds[n]!)) continue
    const id = candidates.ids[n]!
    if (rules.seen.has(id) || rules.hidden.has(id)) continue
    if (off.length > 0 && keysOf(topics, candidates.topics[n]!).some(key => off.includes(key))) continue
    places.push(n)
  }
  return places
}
