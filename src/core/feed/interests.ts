/**
 * What a device has learned of its viewer: plain data that lies on that device and nowhere else. It refuses to know who the viewer
 * is, and to keep a clip longer than it needs: everything here has a half-life, can be read, and can be taken out one by one.
 *
 * There is no one vector of taste: what was watched stays as it is, clip by clip, so several interests stand beside each other
 * (two people at one phone too) and each has reasons that can be named. `turn` counts watches; time is only the caller's word.
 */
import { dimensions } from './candidate.ts'
import { finite, left, strongestSignal, watchSignal } from './signal.ts'
import { weights as published, type Weights } from './weights.ts'

export const acts = ['like', 'share', 'comment', 'follow', 'save', 'less'] as const
export type Act = (typeof acts)[number]

/** A clip as an event names it. */
export interface Clip {
  readonly id: string
  readonly features: ArrayLike<number>
  readonly creator: number
  readonly sound: number
  /** The key of `topicKeys`, not the place in one slate; 0 for none. */
  readonly topic: number
  readonly language?: number
  readonly lengthMs: number
  /** Public quality of 0 to 1, where it is known. */
  readonly quality?: number | null
}
/** `at` in ms since 1970. `unfollow` and `unlike` take the act back. */
export type FeedEvent = Clip & { readonly at: number } & (
    | {
        readonly kind: 'watch'
        readonly watchedMs: number
        /** Whether a hand was at the device since the clip before; unsaid, a clip that was left before its end was left by hand. */
        readonly touched?: boolean
      }
    | { readonly kind: Act | 'unlike' | 'unfollow' | 'unsave' | 'unless' }
  )

export interface Remembered {
  readonly id: string
  readonly at: number
  readonly turn: number
  readonly features: readonly number[]
  readonly creator: number
  readonly sound: number
  readonly topic: number
  readonly lengthMs: number
  /** Deviations from what this viewer gives most clips; 0 where it was not watched. */
  readonly watch: number
  /** How much the watch counts, 0 to 1: less where nobody touched the device for long. */
  readonly weight: number
  readonly acts: readonly Act[]
}

/** What is known of a creator, a sound, a topic, a language: a decaying sum of signals and of their weights. */
export interface Tally {
  readonly key: number
  readonly sum: number
  readonly weight: number
  readonly turn: number
  readonly at: number
}

export interface Pick {
  readonly key: number
  readonly features: readonly number[]
  readonly at: number
  readonly turn: number
}

export interface Interests {
  readonly version: 1
  readonly turn: number
  readonly memory: readonly Remembered[]
  readonly creators: readonly Tally[]
  readonly sounds: readonly Tally[]
  readonly topics: readonly Tally[]
  readonly languages: readonly Tally[]
  readonly followed: readonly number[]
  readonly picks: readonly Pick[]
  /** The viewer's own habit: the mean signal, what it weighs, likes given, and clips that ended by themselves since a hand was here. */
  readonly habit: { readonly mean: number; readonly weight: number; readonly likes: number; readonly idle: number }
}

export const limits = { memory: 300, tallies: 400, followed: 2000, picks: 20 } as const
const dayMs = 86_400_000
const latestMs = 8_640_000_000_000_000

export function newInterests(): Interests {
  return {
    version: 1,
    turn: 0,
    memory: [],
    creators: [],
    sounds: [],
    topics: [],
    languages: [],
    followed: [],
    picks: [],
    habit: { mean: published.watch.pace, weight: published.watch.paceWeight, likes: 0, idle: 0 },
  }
}

/** The interests after an event. The ones before stay as they are, so whoever kept them can undo it. */
export function learn(interests: Interests, event: FeedEvent, weights: Weights = published): Interests {
  return event.kind === 'watch'
    ? learnWatch(interests, event, weights)
    : learnAct(interests, event, event.kind, weights)
}

function learnWatch(before: Interests, event: FeedEvent & { kind: 'watch' }, weights: Weights): Interests {
  const { quality } = event
  const raw =
    watchSignal(event.lengthMs, event.watchedMs, weights) -
    (typeof quality === 'number' && quality >= 0 ? weights.watch.quality * (Math.min(1, quality) - 0.5) : 0)
  const isByHand = event.touched ?? event.watchedMs < 0.95 * event.lengthMs
  const idle = isByHand ? 0 : Math.min(1000, before.habit.idle + 1)
  const weight = idle <= weights.watch.idleAfter ? 1 : 1 / (1 + idle - weights.watch.idleAfter)
  const signal = finite(raw - before.habit.mean, -strongestSignal, strongestSignal)
  const turn = before.turn + 1
  const old = before.memory.find(({ id }) => id === event.id)
  const clip: Remembered = {
    ...remembered(event, turn),
    watch: old ? Math.max(signal, (old.watch + signal) / 2) : signal,
    weight,
    acts: old?.acts ?? [],
  }
  // What lies near a found interest is watched longer than usual, and is no measure of what is usual.
  const share = weight * (nearWorth(before, clip, weights) > 0.5 ? 0.1 : 1)
  const total = Math.min(200, before.habit.weight + share)
  const mean = before.habit.mean + (share / total) * finite(raw - before.habit.mean, -strongestSignal, strongestSignal)
  const after = { ...before, turn, habit: { ...before.habit, mean, weight: total, idle } }
  return tallied(kept(after, clip, weights), clip, event.language ?? 0, signal * weight, weight, weights)
}

function learnAct(
  before: Interests,
  event: FeedEvent,
  kind: Exclude<FeedEvent['kind'], 'watch'>,
  weights: Weights,
): Interests {
  const old = before.memory.find(({ id }) => id === event.id) ?? {
    ...remembered(event, before.turn),
    watch: 0,
    weight: 1,
    acts: [],
  }
  const takenBack = { unlike: 'like', unfollow: 'follow', unsave: 'save', unless: 'less' } as const
  const isBack = kind in takenBack
  const act = isBack ? takenBack[kind as keyof typeof takenBack] : (kind as Act)
  if (old.acts.includes(act) !== isBack) return before
  const clip = {
    ...old,
    at: isBack ? old.at : finite(event.at, 0, latestMs),
    acts: isBack ? old.acts.filter(one => one !== act) : [...old.acts, act],
  }
  const change = isBack ? -1 : 1
  let after = kept(before, clip, weights)
  if (act === 'follow') {
    const others = before.followed.filter(creator => creator !== event.creator)
    after = { ...after, followed: (isBack ? others : [...others, event.creator]).slice(-limits.followed) }
  }
  if (act === 'like') after = { ...after, habit: { ...after.habit, likes: Math.max(0, after.habit.likes + change) } }
  const worth = weights.acts[act] * (act === 'less' ? 1 : generosity(after, weights))
  return tallied(after, clip, event.language ?? 0, change * worth, 0, weights)
}

/** What the acts of this viewer are worth: those of somebody who likes everything say little. */
export const generosity = ({ habit, turn }: Interests, weights: Weights): number => {
  const share = habit.likes / (turn + 20)
  return 1 / (1 + (share / weights.acts.generous) * (share / weights.acts.generous))
}

/** What a remembered clip says of those near it, without its age. "less" is told apart: it lives longer. */
export function worthOf(clip: Remembered, generous: number, weights: Weights): number {
  let worth = clip.watch * clip.weight
  for (const act of clip.acts) if (act !== 'less') worth += weights.acts[act] * generous
  return finite(worth, -strongestSignal, 2 * strongestSignal)
}

/** What is left of something learned at a turn and a time. A clock that went back makes nothing older. */
export function leftOf(
  since: { turn: number; at: number },
  now: { turn: number; at: number },
  weights: Weights,
): number {
  const { halfTurns, lasting, halfDays } = weights.forget
  const turns = left((now.turn - since.turn) / halfTurns)
  return (lasting + (1 - lasting) * turns) * left((now.at - since.at) / (halfDays * dayMs))
}

const remembered = (event: FeedEvent, turn: number) => ({
  id: event.id,
  at: finite(event.at, 0, latestMs),
  turn,
  features: Array.from({ length: dimensions }, (_, d) => Math.round(finite(event.features[d] ?? 0, -127, 127))),
  creator: event.creator >>> 0,
  sound: event.sound >>> 0,
  topic: event.topic >>> 0,
  lengthMs: finite(event.lengthMs, 100, 7_200_000),
})

function nearWorth({ memory, turn }: Interests, clip: Remembered, weights: Weights): number {
  let sum = 0
  let weight = 1
  for (const one of memory) {
    let dot = 0
    for (let d = 0; d < dimensions; d++) dot += one.features[d]! * clip.features[d]!
    if (dot < weights.fine.to * 0.9 * 16129) continue
    const share = left((turn - one.turn) / weights.forget.halfTurns)
    sum += share * one.watch
    weight += share
  }
  return sum / weight
}

/** The memory with this clip in it. Where it is full, the clip goes that says least by now. */
function kept(interests: Interests, clip: Remembered, weights: Weights): Interests {
  const memory = interests.memory.filter(({ id }) => id !== clip.id)
  if (memory.length >= limits.memory) {
    let least = 0
    let leastWorth = Number.POSITIVE_INFINITY
    memory.forEach((one, place) => {
      const says = Math.abs(worthOf(one, 1, weights)) + 0.3 + (one.acts.includes('less') ? 100 : 0)
      const worth = says * leftOf(one, { turn: interests.turn, at: clip.at }, weights)
      if (worth < leastWorth) [least, leastWorth] = [place, worth]
    })
    memory.splice(least, 1)
  }
  memory.push(clip)
  return { ...interests, memory }
}

function tallied(
  interests: Interests,
  clip: Remembered,
  language: number,
  sum: number,
  weight: number,
  weights: Weights,
): Interests {
  const add = (tallies: readonly Tally[], key: number): readonly Tally[] => {
    if (key === 0) return tallies
    const now = { turn: interests.turn, at: clip.at }
    const old = tallies.find(one => one.key === key)
    const share = old ? leftOf(old, now, weights) : 0
    const others = tallies.filter(one => one.key !== key)
    if (others.length >= limits.tallies) others.shift()
    others.push({
      key,
      sum: finite(sum + share * (old?.sum ?? 0), -1000, 1000),
      weight: finite(weight + share * (old?.weight ?? 0), 0, 1000),
      ...now,
    })
    return others
  }
  return {
    ...interests,
    creators: add(interests.creators, clip.creator),
    sounds: add(interests.sounds, clip.sound),
    topics: add(interests.topics, clip.topic),
    languages: add(interests.languages, language),
  }
}
