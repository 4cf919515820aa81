/**
 * People who swipe. Each has three subtopics of 300; a clip of an own one is watched long by .80, of a sibling by .38, of another by
 * .18, before its worth. Every step has a new random pool, as devices have a new slate every few minutes. What a policy sees of
 * a person is what a device sees: milliseconds and acts. The truth goes to `Truth`, which only policies that mark a limit read.
 */
import { type Candidates, dimensions } from '../../src/core/feed/candidate.ts'
import type { Clip, FeedEvent } from '../../src/core/feed/interests.ts'
import { mixed, randomFrom } from '../../src/core/feed/random.ts'
import {
  below,
  type Catalogue,
  fieldOf,
  fields,
  makeCatalogue,
  normalFrom,
  perField,
  poolOf,
  subtopics,
  watchedMs,
} from './catalogue.ts'

export interface Policy {
  /** The place in the pool of the clip to show next. Nothing that was shown is in the pool. */
  next(pool: Candidates, at: number): number
  learn(event: FeedEvent, truth: Truth): void
  /** Whether the last place was kept for exploring; where it is left out, the share of exploring is not measured. */
  isExploring?(): boolean
}
export interface Truth {
  readonly topic: number
  /** What the watch says of the topic alone: without the worth of the clip and the pace of the person. */
  readonly pleased: number
}
/** What a policy knows of a person at the start. */
export interface Seat {
  readonly seed: number
  /** Topics (0 to 19) picked among the tiles, none without first picks: the fields of the three interests and two wrong ones. */
  readonly picks: readonly number[]
}
export type Kind = 'usual' | 'drifts' | 'shared' | 'skips' | 'likes' | 'bot' | 'running' | 'refuses'
export interface Options {
  readonly users: number
  readonly steps: number
  readonly seed: number
  readonly pool?: number
  readonly clips?: number
  readonly hasPicks?: boolean
  readonly kind?: Kind
  /**
   * How much one watch errs. 1 is what the chances of .80, .38 and .18 ask for where a long view is a watch beyond a bound; less is a person whose
   * milliseconds tell more of their taste than their long views do.
   */
  readonly noise?: number
  /** When somebody who drifts or refuses does so. */
  readonly turnAt?: number
}
export interface Run {
  readonly topics: number[]
  readonly creators: number[]
  readonly isOwn: boolean[]
  /** Chances of a long view, of what was shown and of the best of the pool. */
  readonly long: number[]
  readonly oracle: number[]
  readonly isExploring: boolean[]
  /** The subtopic that was refused, or dropped, at `turnAt`, and the one that came for it. */
  readonly turned: { readonly from: number; readonly to: number; readonly at: number } | null
}

/** Where a clip of an own subtopic, of a sibling, of another lies: the normal quantiles of .80, .38 and .18. */
const pleasing = { own: 0.84, sibling: -0.305, other: -0.915 }
/** Of all that KuaiRand's people were shown .313 were long views: who is pleased by nought is at this quantile of all watches. */
const longAt = 0.487
const chances = { likeLong: 0.046, likeShort: 0.004 }
const secondsApart = 21.5

const catalogues = new Map<string, Catalogue>()
function catalogueOf(clips: number, seed: number): Catalogue {
  const name = `${clips} ${seed}`
  const made = catalogues.get(name) ?? makeCatalogue(clips, seed)
  if (!catalogues.has(name)) catalogues.clear()
  catalogues.set(name, made)
  return made
}

/** Runs one policy before many people. */
export function simulate(makePolicy: (seat: Seat) => Policy, options: Options): Run[] {
  const catalogue = catalogueOf(options.clips ?? 120_000, options.seed)
  return Array.from({ length: options.users }, (_, user) =>
    live(makePolicy, catalogue, mixed(options.seed, user), options),
  )
}

interface Person {
  interests: number[]
  readonly pace: number
}

function live(makePolicy: (seat: Seat) => Policy, catalogue: Catalogue, seed: number, options: Options): Run {
  const { steps, pool: poolSize = 2000, kind = 'usual', turnAt = 150, hasPicks = false, noise = 1 } = options
  const random = randomFrom(seed)
  const normal = normalFrom(random)
  const people: Person[] = Array.from({ length: kind === 'shared' ? 2 : 1 }, () => ({
    interests: drawn(random, 3, subtopics),
    pace: 0.3 * normal(),
  }))
  const right = people.flatMap(({ interests }) => interests.map(fieldOf))
  const wrong = drawn(random, 8, fields)
    .filter(field => !right.includes(field))
    .slice(0, 2)
  const policy = makePolicy({ seed, picks: hasPicks ? [...new Set([...right, ...wrong])] : [] })
  const run: Omit<Run, 'turned'> = { topics: [], creators: [], isOwn: [], long: [], oracle: [], isExploring: [] }
  const seen = new Set<number>()
  let turned: Run['turned'] = null
  for (let step = 0; step < steps; step++) {
    const person = people[Math.floor(step / 20) % people.length]!
    if (kind === 'drifts' && step === turnAt) turned = drift(person, random, step)
    if (kind === 'refuses' && step >= turnAt && !turned)
      turned = { from: mostShown(run.topics, person), to: -1, at: step }
    const places = drawPool(random, catalogue, poolSize, seen)
    const pool = poolOf(catalogue, places)
    const at = 1_800_000_000_000 + step * secondsApart * 1000
    const chosen = policy.next(pool, at)
    const place = places[chosen]!
    seen.add(place)
    const own = { ...person, interests: person.interests.filter(one => one !== turned?.from) }
    write(run, catalogue, own, place, places, policy)
    const luck = noise * normal()
    const besides = person.pace + catalogue.worth[place]!
    const truth = {
      topic: catalogue.topics[place]!,
      pleased: pleasure(catalogue, own, place) - catalogue.worth[place]! + luck,
    }
    tell(policy, clipAt(pool, chosen), truth, besides, { at, kind, random, turned })
  }
  return { ...run, turned }
}

function write(
  run: Omit<Run, 'turned'>,
  catalogue: Catalogue,
  person: Person,
  place: number,
  places: number[],
  policy: Policy,
) {
  const longOf = (one: number) => below(pleasure(catalogue, person, one) + person.pace)
  const topic = catalogue.topics[place]!
  run.topics.push(topic)
  run.creators.push(catalogue.creators[place]!)
  run.isOwn.push(person.interests.includes(topic))
  run.long.push(longOf(place))
  run.oracle.push(below(Math.max(...places.map(one => pleasure(catalogue, person, one))) + person.pace))
  run.isExploring.push(policy.isExploring?.() ?? false)
}

function tell(
  policy: Policy,
  clip: Clip,
  truth: Truth,
  besides: number,
  { at, kind, random, turned }: { at: number; kind: Kind; random: () => number; turned: Run['turned'] },
) {
  const pleased = truth.pleased + besides
  const usual = watchedMs(clip.lengthMs, below(pleased + longAt))
  const watched = { skips: 700, bot: Math.round(random() * clip.lengthMs), running: 20 * clip.lengthMs }
  const ms = kind in watched ? watched[kind as keyof typeof watched] : usual
  policy.learn({ ...clip, at, kind: 'watch', watchedMs: ms }, truth)
  const mayLike = kind !== 'skips' && kind !== 'running'
  if (kind === 'likes' || (random() < (pleased > 0 ? chances.likeLong : chances.likeShort) && mayLike))
    policy.learn({ ...clip, at, kind: 'like' }, truth)
  if (kind === 'refuses' && turned?.from === truth.topic) policy.learn({ ...clip, at, kind: 'less' }, truth)
}

function pleasure(catalogue: Catalogue, { interests }: Person, place: number): number {
  const topic = catalogue.topics[place]!
  const field = Math.floor(topic / perField)
  const isSibling = interests.some(one => Math.floor(one / perField) === field)
  const base = interests.includes(topic) ? pleasing.own : isSibling ? pleasing.sibling : pleasing.other
  return base + catalogue.worth[place]!
}

function drift(person: Person, random: () => number, at: number): Run['turned'] {
  const from = person.interests[0]!
  let to = from
  while (person.interests.includes(to)) to = Math.floor(random() * subtopics)
  person.interests = [to, ...person.interests.slice(1)]
  return { from, to, at }
}

function mostShown(topics: readonly number[], { interests }: Person): number {
  const times = (topic: number) => topics.filter(one => one === topic).length
  return interests.reduce((most, topic) => (times(topic) > times(most) ? topic : most))
}

function drawn(random: () => number, count: number, of: number): number[] {
  const chosen = new Set<number>()
  while (chosen.size < count) chosen.add(Math.floor(random() * of))
  return [...chosen]
}

function drawPool(random: () => number, catalogue: Catalogue, size: number, seen: ReadonlySet<number>): number[] {
  const chosen = new Set<number>()
  while (chosen.size < size) {
    const place = Math.floor(random() * catalogue.count)
    if (!seen.has(place)) chosen.add(place)
  }
  return [...chosen]
}

/** A candidate of a pool as events name it; its topic's key is its place and one. */
const clipAt = (pool: Candidates, place: number): Clip => ({
  id: pool.ids[place]!,
  features: pool.features.subarray(place * dimensions, (place + 1) * dimensions),
  creator: pool.creators[place]!,
  sound: pool.sounds[place]!,
  topic: pool.topics[place]! + 1,
  language: pool.languages[place]!,
  lengthMs: pool.lengthsMs[place]!,
  quality: pool.qualities[place]!,
})
