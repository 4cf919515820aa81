import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { clipAt, madePool } from '../../../tests/harness/candidates.ts'
import { dimensions, labelBits } from './candidate.ts'
import { type FeedEvent, type Interests, learn, newInterests } from './interests.ts'
import { clipOf, type Ranked, type Ranking, rank } from './rank.ts'
import { noRules, type Rules } from './rules.ts'
import { cosine, type Shown } from './spacing.ts'

const pool = madePool()
const start = 1_700_000_000_000
const acts = fc.record({ place: fc.nat(199), watched: fc.double({ min: 0, max: 3, noNaN: true }), act: fc.nat(8) })
const histories = fc.array(acts, { maxLength: 60 })

function lived(history: readonly { place: number; watched: number; act: number }[]): Interests {
  return history.reduce((interests, { place, watched, act }, n) => {
    const clip = clipAt(pool, place)
    const at = start + n * 10_000
    const after = learn(interests, { ...clip, at, kind: 'watch', watchedMs: watched * clip.lengthMs })
    const kind = (['like', 'share', 'less', 'follow'] as const)[act]
    return kind ? learn(after, { ...clip, at, kind }) : after
  }, newInterests())
}
const rules = (changes: Partial<Rules> = {}, sliders: Partial<Rules['sliders']> = {}): Rules => ({
  ...noRules,
  ...changes,
  sliders: { ...noRules.sliders, ...sliders },
})
const asked = (interests: Interests, changes: Partial<Ranking> = {}): Ranking => ({
  candidates: pool,
  interests,
  rules: noRules,
  shown: [],
  seed: 7,
  at: start + 1_000_000,
  count: 20,
  ...changes,
})
const idsOf = (ranked: readonly Ranked[]) => ranked.map(({ place }) => pool.ids[place]!)

it('the same question has the same answer, to the bit, and asking changes nothing', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (history, seed) => {
      const interests = lived(history)
      const before = JSON.stringify(interests)
      const one = rank(asked(interests, { seed }))
      const other = rank(asked(JSON.parse(before) as Interests, { seed }))
      expect(other).toEqual(one)
      expect(JSON.stringify(interests)).toBe(before)
    }),
    { numRuns: 30 },
  )
})

it('terms sum to the score exactly, in whatever order they are summed', () => {
  fc.assert(
    fc.property(histories, history => {
      for (const { score, terms } of rank(asked(lived(history)))) {
        expect(terms.reduce((sum, { value }) => sum + value, 0)).toBe(score)
        expect([...terms].reverse().reduce((sum, { value }) => sum + value, 0)).toBe(score)
        expect(Number.isFinite(score)).toBe(true)
      }
    }),
    { numRuns: 30 },
  )
})

it('what the viewer hides is never placed, whatever its score', () => {
  fc.assert(
    fc.property(histories, fc.nat(7), fc.array(fc.nat(199)), fc.nat(9), (history, bits, hiddenPlaces, topic) => {
      const hidden = new Set(hiddenPlaces.map(place => pool.ids[place]!))
      const muted = pool.creators[topic]!
      const hard = rules(
        {
          hidden,
          mutedCreators: new Set([muted]),
          hidesSensitive: (bits & 1) > 0,
          hidesAi: (bits & 2) > 0,
          hidesPaid: (bits & 4) > 0,
        },
        { topics: new Map([[topic + 1, 'off']]) },
      )
      const ranked = rank(asked(lived(history), { rules: hard, count: 300 }))
      expect(new Set(idsOf(ranked)).size).toBe(ranked.length)
      for (const { place } of ranked) {
        expect(hidden.has(pool.ids[place]!)).toBe(false)
        expect(pool.creators[place]).not.toBe(muted)
        expect(pool.topics[place]).not.toBe(topic)
        expect(pool.labels[place]! & bits).toBe(0)
      }
    }),
    { numRuns: 15 },
  )
  expect(labelBits).toEqual({ sensitive: 1, ai: 2, paid: 4 })
})

it('creators, sounds, topics and near-identical clips keep their distance, across calls too', () => {
  fc.assert(
    fc.property(histories, fc.nat(99), (history, seed) => {
      const interests = lived(history)
      const followed = new Set(interests.followed)
      const shown: Shown[] = []
      const seen = new Set<string>()
      while (shown.length < 36) {
        for (const { place, exploring } of rank(asked(interests, { shown, seed, count: 3, rules: rules({ seen }) }))) {
          shown.push({ ...clipOf(pool, undefined, place), exploring })
          seen.add(pool.ids[place]!)
        }
      }
      shown.forEach((clip, n) => {
        for (const before of shown.slice(Math.max(0, n - 7), n)) {
          if (!followed.has(clip.creator)) expect(before.creator).not.toBe(clip.creator)
          expect(cosine(before.features, clip.features)).toBeLessThanOrEqual(0.9)
        }
        if (clip.sound !== 0)
          expect(shown.slice(Math.max(0, n - 3), n).map(({ sound }) => sound)).not.toContain(clip.sound)
        const window = shown.slice(Math.max(0, n - 19), n + 1)
        expect(window.filter(({ topic }) => topic === clip.topic).length).toBeLessThanOrEqual(8)
      })
    }),
    { numRuns: 10 },
  )
})

it('a small shore is shown whole rather than not at all', () => {
  const small = madePool({ count: 5, topics: 1, creators: 1 })
  expect(rank(asked(newInterests(), { candidates: small })).length).toBe(5)
  expect(rank(asked(newInterests(), { candidates: madePool({ count: 0 }) }))).toEqual([])
})

it('a slider moves what it names one way only', () => {
  fc.assert(
    fc.property(histories, fc.nat(9), (history, topic) => {
      const interests = lived(history)
      const placeOf = (step: 'less' | 'more' | null) => {
        const sliders = { topics: new Map(step ? [[topic + 1, step] as const] : []) }
        const ranked = rank(asked(interests, { rules: rules({}, sliders), count: 40 }))
        return ranked.filter(({ place }) => pool.topics[place] === topic).length
      }
      expect(placeOf('less')).toBeLessThanOrEqual(placeOf(null))
      expect(placeOf(null)).toBeLessThanOrEqual(placeOf('more'))
    }),
    { numRuns: 10 },
  )
})

it('a wish for shorter or longer clips orders clips that are alike by their length', () => {
  const scoreOf = (length: number) =>
    new Map(
      rank(asked(newInterests(), { rules: rules({}, { length }), count: 200 })).map(({ place, score }) => [
        place,
        score,
      ]),
    )
  const [shorter, longer] = [scoreOf(-1), scoreOf(1)]
  for (const [place, score] of longer)
    expect(Math.sign(score - shorter.get(place)!)).toBe(Math.sign(pool.lengthsMs[place]! - 30_000))
})

it('what is watched to the end comes nearer, what is skipped goes away, in the very next order', () => {
  const topic = 3
  const own = Array.from({ length: 200 }, (_, n) => n).filter(n => pool.topics[n] === topic)
  const shareOf = (watched: number) => {
    let interests = newInterests()
    own.slice(0, 4).forEach((place, n) => {
      const clip = clipAt(pool, place)
      interests = learn(interests, { ...clip, at: start + n, kind: 'watch', watchedMs: watched * clip.lengthMs })
    })
    const seen = new Set(own.slice(0, 4).map(place => pool.ids[place]!))
    return rank(asked(interests, { rules: rules({ seen }) })).filter(({ place }) => pool.topics[place] === topic).length
  }
  expect(shareOf(1)).toBeGreaterThanOrEqual(6)
  expect(shareOf(0.01)).toBeLessThanOrEqual(1)
})

it('two people at one phone keep both their interests', () => {
  let interests = newInterests()
  const places = Array.from({ length: 200 }, (_, n) => n)
  places.forEach(place => {
    const clip = clipAt(pool, place)
    const isLiked = clip.topic === 2 || clip.topic === 7
    interests = learn(interests, {
      ...clip,
      at: start + place,
      kind: 'watch',
      watchedMs: isLiked ? clip.lengthMs : 900,
    })
  })
  const topics = rank(
    asked(interests, { candidates: madePool({ seed: 1, count: 400 }), rules: rules({ seen: new Set(pool.ids) }) }),
  ).map(({ place }) => madePool({ seed: 1, count: 400 }).topics[place]! + 1)
  expect(topics.filter(topic => topic === 2).length).toBeGreaterThanOrEqual(5)
  expect(topics.filter(topic => topic === 7).length).toBeGreaterThanOrEqual(5)
})

it('garbage in an event, a clock that goes back or stands wild end in no NaN and no throw', () => {
  const wild = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 8.7e15))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(199), wild, wild, fc.nat(7)), { maxLength: 20 }), wild, (list, at) => {
      let interests = newInterests()
      for (const [place, time, watchedMs, act] of list) {
        const clip = { ...clipAt(pool, place), lengthMs: time }
        interests = learn(interests, { ...clip, at: time, kind: 'watch', watchedMs })
        const kind = (['like', 'less', 'unlike', 'follow', 'unfollow'] as const)[act]
        if (kind) interests = learn(interests, { ...clip, at: watchedMs, kind } as FeedEvent)
      }
      for (const { score } of rank(asked(interests, { at, count: 3 }))) expect(Number.isFinite(score)).toBe(true)
      expect(JSON.parse(JSON.stringify(interests))).toEqual(interests)
    }),
    { numRuns: 50 },
  )
  expect(pool.features.length).toBe(200 * dimensions)
})
