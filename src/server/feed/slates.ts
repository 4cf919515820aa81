/** Makes slates, in the worker alone: chooses, packs, signs, and keeps what everybody will be given. */
import { createHash, type KeyObject, sign } from 'node:crypto'
import {
  candidateBytes,
  candidateLanguages,
  dimensions,
  labelBits,
  nameHash,
  noTopic,
  strata,
  writePack,
} from '../../core/feed/candidate.ts'
import { boundOf } from '../../core/register/retentions.ts'
import type { SlateHead } from '../../core/wire/slates.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { WorkFolders } from '../adapters/folder/index.ts'
import type { CatalogStore, Clip } from './catalog-store.ts'
import { actsOf, type Chosen, choose, newForMs, risingMs, stratumNames } from './choose.ts'
import { featuresOf } from './features.ts'
import type { SlatesStore } from './slates-store.ts'
import { findTopics, spreadTopics, type Topic } from './topics.ts'

export interface SlateRooms {
  slates: SlatesStore
  catalog: CatalogStore
  blobs: Blobs
  work: WorkFolders
  clock: Clock
  key: KeyObject
  shoreName: string
  /** A slate is made at most so often. */
  everyMs: number
}

const mostCandidates = 2000
const keptMs = boundOf('pack')
export const slateDays = keptMs / 86_400_000
/** A moment too early is a whole interval lost: timers and clocks differ by a little. */
const slackMs = 50

/** Makes a slate where one is due and something in it would be another than in the last. May run twice. */
export function slateJob(rooms: SlateRooms) {
  return async (): Promise<void> => {
    const { slates, clock, everyMs } = rooms
    const at = clock.now()
    const last = await slates.last()
    if (last && at.getTime() - last.madeAt.getTime() < everyMs - slackMs) return
    const number = (last?.number ?? 0) + 1
    const { topics, packs } = await packedSlate(rooms, at, number)
    const listed = packs.map(({ bytes, hash }) => ({ hash, count: bytes.length / candidateBytes, bytes: bytes.length }))
    if (last?.body) {
      const before = JSON.parse(last.body) as SlateHead
      if (JSON.stringify([before.topics, before.packs]) === JSON.stringify([topics, listed])) return
    }
    const head: SlateHead = {
      version: 1,
      shore: rooms.shoreName,
      number,
      madeAt: at.toISOString(),
      previous: last?.hash ?? null,
      topics,
      packs: listed,
    }
    const body = JSON.stringify(head)
    await keep(rooms, packs)
    await slates.add(
      {
        number,
        madeAt: at,
        hash: sha256(body),
        previous: head.previous,
        signature: sign(null, Buffer.from(body), rooms.key).toString('base64'),
        body,
        packs: packs.map(({ hash }) => hash),
      },
      async hash => (await rooms.blobs.size(hash)) !== null,
    )
    await slates.forget(new Date(at.getTime() - keptMs))
  }
}

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

interface Pack {
  hash: string
  bytes: Uint8Array
}

async function packedSlate(
  { catalog }: SlateRooms,
  at: Date,
  number: number,
): Promise<{ topics: Topic[]; packs: Pack[] }> {
  const before = (ms: number) => new Date(at.getTime() - ms)
  const clips =
    (await catalog.whole(mostCandidates, before(risingMs))) ??
    (await catalog.pool({
      most: mostCandidates,
      newSince: before(newForMs),
      risingSince: before(risingMs),
      draw: at.toISOString().slice(0, 10),
    }))
  const features = new Map(clips.map(clip => [clip, featuresOf(clip)]))
  const found = findTopics(clips)
  const topicOf = spreadTopics(found, clips, clip => features.get(clip)!)
  const chosen = choose(clips, topicOf, { at, number, most: mostCandidates })
  const qualities = qualitiesOf(chosen, at)
  // A pack for each stratum: what seldom changes is fetched seldom.
  const packs = stratumNames.flatMap(stratum => {
    const records = chosen.filter(one => one.stratum === stratum).map(one => recordOf(one, features, qualities))
    if (records.length === 0) return []
    const bytes = writePack(records)
    return [{ bytes, hash: sha256(bytes) }]
  })
  return { topics: found.topics, packs }
}

function recordOf(
  { clip, stratum, topic }: Chosen,
  features: ReadonlyMap<Clip, Int8Array>,
  qualities: ReadonlyMap<Clip, number>,
) {
  const { hidesCounts } = clip
  return {
    id: clip.id,
    features: features.get(clip) ?? new Int8Array(dimensions),
    creator: nameHash(clip.handle),
    sound: clip.soundId === null ? 0 : nameHash(clip.soundId),
    publishedSeconds: Math.floor(clip.publishedAt.getTime() / 1000),
    lengthMs: clip.durationMs,
    language: candidateLanguages[clip.language.slice(0, 2)] ?? 0,
    labels: (clip.isAiMade ? labelBits.ai : 0) + (clip.isPaid ? labelBits.paid : 0),
    topic: topic ?? noTopic,
    stratum: strata[stratum],
    likes: hidesCounts ? 0 : clip.likes,
    comments: hidesCounts ? 0 : clip.comments,
    reposts: hidesCounts ? 0 : clip.reposts,
    quality: qualities.get(clip) ?? null,
  }
}

const dayMs = 86_400_000
const ages = [1, 7, Number.POSITIVE_INFINITY]
/** So many steps: one more like does not make every pack another. */
const qualitySteps = 20

/** Where a clip stands by public acts among those of its age, 0 to 1; none where there are no acts, or its author hides them. */
function qualitiesOf(chosen: readonly Chosen[], at: Date): Map<Clip, number> {
  const found = new Map<Clip, number>()
  const ageOf = (clip: Clip) => ages.findIndex(days => at.getTime() - clip.publishedAt.getTime() < days * dayMs)
  const counted = chosen.map(({ clip }) => clip).filter(clip => actsOf(clip) > 0)
  for (const clips of Map.groupBy(counted, ageOf).values()) {
    const sorted = clips.map(actsOf).sort((a, b) => a - b)
    for (const clip of clips) {
      const acts = actsOf(clip)
      const below = sorted.findIndex(other => other >= acts)
      const same = sorted.findLastIndex(other => other <= acts) - below + 1
      const share = (below + same / 2) / sorted.length
      found.set(clip, Math.round(share * qualitySteps) / qualitySteps)
    }
  }
  return found
}

async function keep({ work, blobs }: SlateRooms, packs: readonly Pack[]): Promise<void> {
  await using folder = await work.open()
  for (const { hash, bytes } of packs) {
    if ((await blobs.size(hash)) !== null) continue
    await blobs.keep(await folder.write(hash, bytes))
  }
}

/** Asks for a job at once and then again and again. */
export function keepAsking(job: () => Promise<void>, everyMs: number, onFault: (error: unknown) => void): () => void {
  const ask = () => void job().catch(onFault)
  ask()
  const asking = setInterval(ask, Math.max(leastPauseMs, everyMs))
  return () => clearInterval(asking)
}

const leastPauseMs = 200
