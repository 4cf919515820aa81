import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { clipAt, madePool } from '../../../tests/harness/candidates.ts'
import { explain } from './explain.ts'
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
import { generosity, type Interests, learn, limits, newInterests, worthOf } from './interests.ts'
import { tiles, topicsOf } from './picks.ts'
import { rank } from './rank.ts'
import { noRules } from './rules.ts'
import { left, watchSignal } from './signal.ts'
import { weights } from './weights.ts'

const pool = madePool({ count: 400 })
const start = 1_700_000_000_000
const dayMs = 86_400_000
const ask = (interests: Interests, at = start) =>
  rank({ candidates: pool, interests, rules: noRules, shown: [], seed: 1, at, count: 30 })
const watched = (places: readonly number[], share: number, from = newInterests()) =>
  places.reduce((interests, place) => {
    const clip = clipAt(pool, place)
    return learn(interests, { ...clip, at: start, kind: 'watch', watchedMs: share * clip.lengthMs })
  }, from)
const ofTopic = (topic: number) => Array.from({ length: 400 }, (_, n) => n).filter(n => pool.topics[n] === topic)

it('a watch is judged against the length of the clip, and a clip left running counts a few lengths', () => {
  expect(watchSignal(10_000, 10_000)).toBeGreaterThan(watchSignal(120_000, 10_000))
  expect(watchSignal(120_000, 60_000)).toBeGreaterThan(watchSignal(10_000, 10_000))
  expect(watchSignal(10_000, 1e9)).toBe(watchSignal(10_000, 30_000))
  fc.assert(
    fc.property(fc.nat(180_000), fc.nat(400_000), fc.nat(400_000), (length, a, b) => {
      expect(watchSignal(length, Math.max(a, b))).toBeGreaterThanOrEqual(watchSignal(length, Math.min(a, b)))
    }),
  )
})

it('half-lives halve', () => {
  expect([left(0), left(1), left(3), left(100), left(Number.NaN), left(-2)]).toEqual([1, 0.5, 0.125, 0, 1, 1])
  for (let lives = 0; lives < 5; lives += 0.01) expect(left(lives)).toBeCloseTo(2 ** -lives, 3)
})

it('what was forgotten has no part in any term', () => {
  const [a, b] = ofTopic(2)
  const before = watched([a!, b!, ...ofTopic(3).slice(0, 3)], 1)
  const clip = clipAt(pool, a!)
  const uses = (interests: Interests) => JSON.stringify(ask(interests).map(({ terms }) => terms))
  expect(uses(before)).toContain(clip.id)
  expect(uses(forgetItem(before, clip.id))).not.toContain(clip.id)
  const without = watched([b!, ...ofTopic(3).slice(0, 3)], 1)
  expect(forgetTopic(before, clip.topic).memory.map(({ id }) => id)).toEqual(
    watched(ofTopic(3).slice(0, 3), 1).memory.map(({ id }) => id),
  )
  expect(
    forgetItem(before, clip.id)
      .topics.map(({ key }) => key)
      .sort(),
  ).toEqual(without.topics.map(({ key }) => key).sort())
  const followed = learn(before, { ...clip, at: start, kind: 'follow' })
  expect(followed.followed).toEqual([clip.creator])
  expect(forgetCreator(followed, clip.creator).followed).toEqual([])
  expect(forgetSound(before, clip.sound || 77).memory.every(({ sound }) => sound !== clip.sound || sound === 0)).toBe(
    true,
  )
  expect(forgetAll()).toEqual(newInterests())
})

it('"not interested" holds after 200 further clips and after a month, and can be taken back', () => {
  const [first, second, ...rest] = ofTopic(4)
  let interests = watched([first!, second!, ...rest.slice(0, 3)], 1)
  const shareOf = (at: number, now: Interests) => ask(now, at).filter(({ place }) => pool.topics[place] === 4).length
  const liked = shareOf(start, interests)
  expect(liked).toBeGreaterThan(5)
  interests = learn(interests, { ...clipAt(pool, first!), at: start, kind: 'less' })
  interests = learn(interests, { ...clipAt(pool, second!), at: start, kind: 'less' })
  expect(shareOf(start, interests)).toBe(0)
  const others = Array.from({ length: 400 }, (_, n) => n)
    .filter(n => pool.topics[n] !== 4)
    .slice(0, 200)
  const later = watched(others, 0.05, interests)
  expect(shareOf(start + 30 * dayMs, later)).toBe(0)
  let back = learn(interests, { ...clipAt(pool, first!), at: start, kind: 'unless' })
  back = learn(back, { ...clipAt(pool, second!), at: start, kind: 'unless' })
  expect(shareOf(start, back)).toBe(liked)
})

it('likes of somebody who likes everything say little, and an act taken back is gone', () => {
  const places = Array.from({ length: 100 }, (_, n) => n)
  const all = places.reduce(
    (interests, place) => learn(watched([place], 0.2, interests), { ...clipAt(pool, place), at: start, kind: 'like' }),
    newInterests(),
  )
  const one = learn(watched(places, 0.2), { ...clipAt(pool, 5), at: start, kind: 'like' })
  const gain = (interests: Interests) =>
    worthOf(interests.memory.find(({ id }) => id === pool.ids[5])!, generosity(interests, weights), weights) -
    worthOf(interests.memory.find(({ id }) => id === pool.ids[5])!, 0, weights)
  expect(gain(one)).toBeGreaterThan(5 * gain(all))
  const back = learn(one, { ...clipAt(pool, 5), at: start, kind: 'unlike' })
  expect(ask(back).map(({ place }) => place)).toEqual(ask(watched(places, 0.2)).map(({ place }) => place))
})

it('memory stays within its limit, and a phone left running teaches ever less', () => {
  const clips = Array.from({ length: 350 }, (_, n) => n)
  const interests = watched(clips, 1)
  expect(interests.memory.length).toBe(limits.memory)
  expect(interests.memory.at(-1)!.weight).toBeLessThan(0.01)
  expect(JSON.stringify(interests).length).toBeLessThan(1_000_000)
})

it('what comes out of storage is read whole or not at all', () => {
  const good = pickTopic(watched([1, 2, 3], 0.7), { key: 5, features: new Int8Array(64), at: start })
  expect(readInterests(JSON.parse(JSON.stringify(good)))).toEqual(good)
  for (const bad of [
    null,
    1,
    'x',
    [],
    {},
    { ...good, version: 2 },
    { ...good, memory: [{}] },
    { ...good, turn: Number.NaN },
  ])
    expect(readInterests(bad)).toBeNull()
  fc.assert(
    fc.property(fc.anything(), anything => {
      const read = readInterests(anything)
      expect(read === null || read.version === 1).toBe(true)
    }),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(good)),
      fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, 'x', [null], [[]], [{ key: -1 }], {
        mean: Number.NaN,
      }),
      (name, value) => {
        expect(readInterests({ ...good, [name]: value })).toBeNull()
      },
    ),
  )
})

it('reasons are true terms, cover four fifths of the score, and each names what acts on it', () => {
  const interests = learn(watched([...ofTopic(1).slice(0, 4), ...ofTopic(5).slice(0, 4)], 1), {
    ...clipAt(pool, ofTopic(1)[0]!),
    at: start,
    kind: 'like',
  })
  for (const ranked of ask(interests)) {
    const reasons = explain(ranked, interests)
    expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThanOrEqual(0.8)
    for (const { control, params } of reasons) {
      expect(control.do).toBeTruthy()
      for (const id of params.ids ?? []) expect(interests.memory.some(clip => clip.id === id)).toBe(true)
    }
  }
  expect(ask(interests).some(ranked => explain(ranked, interests).some(({ code }) => code === 'finished-like'))).toBe(
    true,
  )
})

it('first picks are tiles of the topics at the top, lead the next order, and can be taken back', () => {
  const topics = topicsOf(Array.from({ length: 10 }, (_, n) => ({ words: [`word${n}`], parent: n < 2 ? null : n % 2 })))
  const shownTiles = tiles(pool, topics)
  expect(shownTiles.map(({ topic }) => topic).sort()).toEqual([0, 1])
  expect(
    tiles(pool, topics, 0)
      .map(({ topic }) => topic)
      .sort(),
  ).toEqual([2, 4, 6, 8])
  const picked = pickTopic(newInterests(), { ...tiles(pool, topics, 0)[0]!, at: start })
  const share = (interests: Interests) =>
    rank({ candidates: pool, topics, interests, rules: noRules, shown: [], seed: 1, at: start, count: 10 }).filter(
      ({ terms }) => terms.some(({ kind }) => kind === 'pick'),
    ).length
  expect(share(picked)).toBeGreaterThanOrEqual(8)
  expect(share(forgetPick(picked, picked.picks[0]!.key))).toBe(0)
})
