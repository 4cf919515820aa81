/**
 * The topics of a slate, from the tags of its clips alone. A tag that enough clips of more than one person have is a topic; one that
 * mostly stands beside a larger one has that as its parent. A clip's topic is the rarest topic among its tags.
 */
import type { Clip } from './catalog-store.ts'

export interface Topic {
  /** The tag, and up to two that go with it and are no topics themselves. */
  words: string[]
  /** Place of the larger topic; null for one of the upper level. */
  parent: number | null
}

export interface Topics {
  topics: Topic[]
  /** Of clips by their ids, the place of their topic. */
  topicOf: Map<string, number>
}

const mostTopics = 200
const leastPeople = 2
/** Of a thousand clips, so many have to have a tag. */
const leastPerThousand = 2
const leastClips = 2
/** From this share on, a tag goes with another. */
const together = 0.5
/** A parent is this much larger. */
const larger = 1.5

interface Use {
  tag: string
  clips: number
  beside: Map<string, number>
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function findTopics(clips: readonly Clip[]): Topics {
  const uses = usesOf(clips)
  const least = Math.max(leastClips, Math.ceil((clips.length * leastPerThousand) / 1000))
  const found = [...uses.values()]
    .filter(use => use.clips >= least && use.people.size >= leastPeople)
    .sort((a, b) => b.clips - a.clips || compare(a.tag, b.tag))
    .slice(0, mostTopics)
  const placeOf = new Map(found.map(({ tag }, place) => [tag, place]))
  const parents: (number | null)[] = []
  for (const use of found) parents.push(parentOf(use, found, placeOf, parents))
  const topics = found.map((use, place) => ({
    words: [use.tag, ...wordsBeside(use, placeOf, uses)],
    parent: parents[place]!,
  }))
  const topicOf = new Map<string, number>()
  for (const clip of clips) {
    // Found is ordered by size: the last place is the rarest.
    const places = clip.tags.flatMap(tag => placeOf.get(tag) ?? [])
    if (places.length > 0) topicOf.set(clip.id, Math.max(...places))
  }
  return { topics, topicOf }
}

function usesOf(clips: readonly Clip[]) {
  const uses = new Map<string, Use & { people: Set<string> }>()
  for (const clip of clips) {
    const tags = [...new Set(clip.tags)]
    for (const tag of tags) {
      const use = uses.get(tag) ?? { tag, clips: 0, people: new Set<string>(), beside: new Map<string, number>() }
      use.clips++
      use.people.add(clip.handle)
      for (const other of tags) if (other !== tag) use.beside.set(other, (use.beside.get(other) ?? 0) + 1)
      uses.set(tag, use)
    }
  }
  return uses
}

/** The larger topic that it mostly stands beside; of several the one it stands beside most. A parent has none itself. */
function parentOf(
  use: Use,
  found: readonly Use[],
  placeOf: ReadonlyMap<string, number>,
  parents: readonly (number | null)[],
): number | null {
  const fits = [...use.beside].flatMap(([tag, times]) => {
    const place = placeOf.get(tag)
    if (place === undefined || place >= parents.length || parents[place] !== null) return []
    return times >= together * use.clips && found[place]!.clips >= larger * use.clips ? [{ place, times }] : []
  })
  return fits.sort((a, b) => b.times - a.times || a.place - b.place)[0]?.place ?? null
}

/** Tags that are mostly used beside this one. */
function wordsBeside(use: Use, placeOf: ReadonlyMap<string, number>, uses: ReadonlyMap<string, Use>): string[] {
  return [...use.beside]
    .filter(([tag, times]) => !placeOf.has(tag) && times >= 2 && times >= together * uses.get(tag)!.clips)
    .sort(([a, m], [b, n]) => n - m || compare(a, b))
    .slice(0, 2)
    .map(([tag]) => tag)
}

/** Below this cosine, a clip without tags is of no topic. */
const leastLike = 0.45

/** Gives clips that have none of the tags the topic whose clips they are most like. */
export function spreadTopics(
  { topics, topicOf }: Topics,
  clips: readonly Clip[],
  vectorOf: (clip: Clip) => ArrayLike<number>,
): Map<string, number> {
  const all = new Map(topicOf)
  const byTopic = Map.groupBy(clips, ({ id }) => topicOf.get(id))
  const centers = topics.map((_, topic) => unit(sumOf((byTopic.get(topic) ?? []).map(vectorOf))))
  for (const clip of clips) {
    if (topicOf.has(clip.id)) continue
    const vector = unit(vectorOf(clip))
    let best = -1
    let nearest = leastLike
    for (const [topic, center] of centers.entries()) {
      const likeness = dot(center, vector)
      if (likeness > nearest) [best, nearest] = [topic, likeness]
    }
    if (best >= 0) all.set(clip.id, best)
  }
  return all
}

const sumOf = (vectors: readonly ArrayLike<number>[]): Float64Array => {
  const sum = new Float64Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) for (let d = 0; d < sum.length; d++) sum[d]! += vector[d]!
  return sum
}
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
const unit = (vector: ArrayLike<number>): Float64Array => {
  const length = Math.sqrt(dot(vector, vector))
  return Float64Array.from(vector, value => (length === 0 ? 0 : value / length))
}
