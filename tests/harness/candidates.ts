import { type Candidates, dimensions, readPacks, writePack } from '../../src/core/feed/candidate.ts'
import type { Clip } from '../../src/core/feed/interests.ts'
import { randomFrom } from '../../src/core/feed/random.ts'

/** A made pool: clips in topics, each topic a direction that its clips scatter around. */
export function madePool({ count = 200, topics = 10, creators = 60, seed = 1 } = {}): Candidates {
  const random = randomFrom(seed)
  const normal = () => random() + random() + random() + random() - 2
  const middles = Array.from({ length: topics }, () => Array.from({ length: dimensions }, normal))
  return readPacks([
    writePack(
      Array.from({ length: count }, (_, n) => {
        const topic = Math.floor(random() * topics)
        const raw = middles[topic]!.map(value => value + 0.5 * normal())
        const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0))
        return {
          id: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
          features: raw.map(value => Math.trunc((127 * value) / length)),
          creator: 1 + Math.floor(random() * creators),
          sound: Math.floor(random() * 40),
          publishedSeconds: 1_700_000_000 + n,
          lengthMs: 5000 + Math.floor(random() * 90) * 1000,
          language: Math.floor(random() * 3),
          labels: random() < 0.2 ? 1 << Math.floor(random() * 3) : 0,
          topic,
          stratum: Math.floor(random() * 5),
          likes: 0,
          comments: 0,
          reposts: 0,
          quality: random() < 0.1 ? null : random(),
        }
      }),
    ),
  ])
}

export const clipAt = (pool: Candidates, place: number): Clip => ({
  id: pool.ids[place]!,
  features: pool.features.subarray(place * dimensions, (place + 1) * dimensions),
  creator: pool.creators[place]!,
  sound: pool.sounds[place]!,
  topic: pool.topics[place]! + 1,
  language: pool.languages[place]!,
  lengthMs: pool.lengthsMs[place]!,
  quality: pool.qualities[place]!,
})
