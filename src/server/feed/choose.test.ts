import { describe, expect, it } from 'vitest'
import type { Clip } from './catalog-store.ts'
import { choose } from './choose.ts'
import { findTopics, spreadTopics } from './topics.ts'

const at = new Date('2026-06-01T12:00:00Z')
const clip = (n: number, over: Partial<Clip> = {}, hoursOld = 1): Clip => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  handle: `person${n % 7}`,
  caption: '',
  tags: [],
  language: 'en',
  soundId: null,
  publishedAt: new Date(at.getTime() - hoursOld * 3_600_000),
  durationMs: 10_000,
  isAiMade: false,
  isPaid: false,
  likes: 0,
  comments: 0,
  reposts: 0,
  hidesCounts: false,
  recent: 0,
  picture: null,
  sound: null,
  pace: null,
  company: null,
  given: null,
  ...over,
})
const many = (count: number, make: (n: number) => Clip) => Array.from({ length: count }, (_, n) => make(n))
const none = new Map<string, number>()

describe('a slate', () => {
  it('is the whole catalogue of a small shore, each clip once, in one order', () => {
    const clips = many(50, n => clip(n, { likes: n % 5, recent: n % 4 }, n * 10))
    const chosen = choose(clips, none, { at, number: 1, most: 50 })
    expect(chosen.map(one => one.clip.id).sort()).toEqual(clips.map(({ id }) => id).sort())
    expect(choose([...clips].reverse(), none, { at, number: 1, most: 50 })).toEqual(chosen)
    expect(new Set(chosen.map(({ stratum }) => stratum))).toEqual(new Set(['proven', 'rising', 'new', 'tail']))
  })

  it('gives every new clip a place within a few slates, however many there are', () => {
    const clips = many(200, n => clip(n))
    const seen = new Set<string>()
    for (let number = 1; number <= 10; number++)
      for (const { clip: one, stratum } of choose(clips, none, { at, number, most: 100 }))
        if (stratum === 'new') seen.add(one.id)
    expect(seen.size).toBe(200)
  })

  it('gives topics equal shares of what is proven, whatever the most loved is', () => {
    const clips = many(400, n => clip(n, { likes: n < 300 ? 1000 + n : 10 }, 24 * 30))
    const topicOf = new Map(clips.map(({ id }, n) => [id, n < 300 ? 0 : 1]))
    const proven = choose(clips, topicOf, { at, number: 1, most: 100 }).filter(one => one.stratum === 'proven')
    const ofFirst = proven.filter(({ topic }) => topic === 0).length
    expect(Math.abs(ofFirst - proven.length / 2)).toBeLessThanOrEqual(1)
  })

  it('takes nothing from counts that their author hides', () => {
    const clips = many(20, n => clip(n, { likes: 500, recent: 90, hidesCounts: true }, 24 * 30))
    expect(new Set(choose(clips, none, { at, number: 1, most: 20 }).map(one => one.stratum))).toEqual(new Set(['tail']))
  })
})

describe('topics', () => {
  const tagged = [
    ...many(12, n => clip(n, { tags: ['food', ...(n < 5 ? ['bread'] : []), ...(n < 3 ? ['sourdough'] : [])] })),
    ...many(4, n => clip(100 + n, { tags: ['sea'] })),
    ...many(3, n => clip(200 + n, { tags: ['mine'], handle: 'alone' })),
  ]
  it('are tags of more than one person, with the larger one above, and a clip is of its rarest', () => {
    const { topics, topicOf } = findTopics(tagged)
    expect(topics.map(({ words, parent }) => [words[0], parent === null ? null : topics[parent]!.words[0]])).toEqual([
      ['food', null],
      ['bread', 'food'],
      ['sea', null],
      ['sourdough', 'food'],
    ])
    expect(topics[topicOf.get(tagged[0]!.id)!]!.words[0]).toBe('sourdough')
    expect(topics[topicOf.get(tagged[10]!.id)!]!.words[0]).toBe('food')
    expect(topicOf.has(tagged.at(-1)!.id)).toBe(false)
  })

  it('take in clips without tags that are like theirs, and no others', () => {
    const found = findTopics(tagged)
    const [near, far] = [clip(300), clip(301)]
    const vectorOf = ({ id, tags }: Clip) =>
      tags.includes('sea') || id === near.id ? [0, 1, 0] : id === far.id ? [0, 0, 1] : [1, 0, 0]
    const all = spreadTopics(found, [...tagged, near, far], vectorOf)
    expect(found.topics[all.get(near.id)!]!.words[0]).toBe('sea')
    expect(all.has(far.id)).toBe(false)
  })
})
