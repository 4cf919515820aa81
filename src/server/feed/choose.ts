/**
 * Which clips stand in a slate, and in which stratum. Pure: the same clips at the same moment give the same choice, and nothing
 * of any viewer is known here. Where a shore has no more clips than a slate holds, all of them stand in it.
 */
import { strata } from '../../core/feed/candidate.ts'
import type { Clip } from './catalog-store.ts'

export type Stratum = keyof typeof strata
export const stratumNames = Object.keys(strata) as Stratum[]
export interface Chosen {
  clip: Clip
  stratum: Stratum
  /** Place in the slate's topics, null for none. */
  topic: number | null
}

/** Shares of a full slate: `reference` is ranking.md, (a1). */
const shares: Readonly<Record<Stratum, number>> = { proven: 0.35, rising: 0.2, new: 0.2, tail: 0.15, own: 0.1 }
const hourMs = 3_600_000
/** The ladder of a new clip: until which age it stands on a rung, and the public acts that lead there. */
const rungs = [
  { untilMs: 24 * hourMs, acts: 0 },
  { untilMs: 72 * hourMs, acts: 2 },
  { untilMs: 168 * hourMs, acts: 8 },
] as const
export const newForMs = rungs[2].untilMs
/** Public acts of these hours make a clip rise. */
export const risingMs = 24 * hourMs
const leastToRise = 3
const leastToBeProven = 2

export interface Moment {
  at: Date
  /** Number of the slate: where more are new than find room, their turns go round by it. */
  number: number
  most: number
}

/** What is public of how a clip was taken up; nothing where its author hides the counts. */
export const actsOf = ({ hidesCounts, likes, comments, reposts }: Clip): number =>
  hidesCounts ? 0 : likes + comments + 2 * reposts

export function choose(clips: readonly Clip[], topicOf: ReadonlyMap<string, number>, moment: Moment): Chosen[] {
  const byId = [...clips].sort((a, b) => compare(a.id, b.id))
  const left = new Set(byId)
  const lists: Record<Stratum, Clip[]> = {
    rising: byId.filter(clip => isRising(clip)).sort((a, b) => speedOf(b, moment) - speedOf(a, moment)),
    new: inTurn(
      byId.filter(clip => isNew(clip, moment)),
      moment,
    ),
    proven: byTurns(byId.filter(isProven), topicOf),
    tail: drawn(byId, `${dayOf(moment)} tail`),
    own: drawn(byId, `${dayOf(moment)} own`),
  }
  const isAll = clips.length <= moment.most
  const chosen: Chosen[] = []
  const take = (stratum: Stratum, room: number) => {
    let taken = 0
    for (const clip of lists[stratum]) {
      if (taken >= room) return
      if (!left.delete(clip)) continue
      taken++
      chosen.push({ clip, stratum, topic: topicOf.get(clip.id) ?? null })
    }
  }
  const order = ['rising', 'new', 'proven', 'own', 'tail'] as const
  for (const stratum of order)
    take(stratum, isAll ? (stratum === 'own' ? 0 : moment.most) : Math.floor(shares[stratum] * moment.most))
  // Room that a stratum left goes to the best of what is left.
  for (const stratum of ['proven', 'tail'] as const) take(stratum, moment.most - chosen.length)
  return chosen.sort((a, b) => strata[a.stratum] - strata[b.stratum] || compare(a.clip.id, b.clip.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const ageMs = (clip: Clip, { at }: Moment): number => Math.max(0, at.getTime() - clip.publishedAt.getTime())
const dayOf = ({ at }: Moment): string => at.toISOString().slice(0, 10)
const isProven = (clip: Clip): boolean => actsOf(clip) >= leastToBeProven
const isRising = (clip: Clip): boolean => !clip.hidesCounts && clip.recent >= leastToRise
/** Public acts an hour, of the hours that it was there for. */
const speedOf = (clip: Clip, moment: Moment): number =>
  clip.recent / Math.max(1, Math.min(risingMs, ageMs(clip, moment)) / hourMs)
const isNew = (clip: Clip, moment: Moment): boolean =>
  rungs.some(({ untilMs, acts }) => ageMs(clip, moment) < untilMs && actsOf(clip) >= acts)

/** Where more are new than find room, each slate begins behind where the one before it ended: everybody's turn comes. */
function inTurn(clips: readonly Clip[], { number, most }: Moment): Clip[] {
  const room = Math.floor(shares.new * most)
  if (clips.length <= room) return [...clips]
  const start = (number * room) % clips.length
  return [...clips.slice(start), ...clips.slice(0, start)]
}

/** A clip of each topic in turn, the most loved of each first: a topic's share does not grow with how many like it. */
function byTurns(clips: readonly Clip[], topicOf: ReadonlyMap<string, number>): Clip[] {
  const byTopic = Map.groupBy(
    [...clips].sort((a, b) => actsOf(b) - actsOf(a) || compare(a.id, b.id)),
    clip => topicOf.get(clip.id) ?? -1,
  )
  const lists = [...byTopic].sort(([a], [b]) => a - b).map(([, list]) => list)
  const longest = Math.max(0, ...lists.map(list => list.length))
  return Array.from({ length: longest }, (_, turn) => lists.flatMap(list => list[turn] ?? [])).flat()
}

/** The same order for a day, another on the next. */
function drawn(clips: readonly Clip[], seed: string): Clip[] {
  const lot = new Map(clips.map(clip => [clip, lotOf(clip.id + seed)]))
  return [...clips].sort((a, b) => lot.get(a)! - lot.get(b)! || compare(a.id, b.id))
}

/** FNV-1a, with the last mixing of MurmurHash3: ids that follow each other lie apart. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
