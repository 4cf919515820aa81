import { describe, expect, it } from 'vitest'
import { dimensions } from '../../core/feed/candidate.ts'
import { findCompany } from './company.ts'
import { asBytes, featuresOf, lengthOf } from './features.ts'
import { type Frames, paceOf, pictureVector } from './pictures.ts'
import { soundVector } from './tones.ts'

const rate = 8000
const none = { picture: null, sound: null, pace: null, company: null, given: null }
const saying = (caption: string, soundId: string | null = null, language = 'en') =>
  featuresOf({
    caption,
    tags: [...caption.matchAll(/#([\p{L}]+)/gu)].map(([, tag]) => tag!),
    soundId,
    language,
    durationMs: 15_000,
    ...none,
  })

function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum / (lengthOf(a) * lengthOf(b))
}

/** Pictures of 40 by 72, each painted by a function of place and moment. */
function painted(count: number, paint: (x: number, y: number, moment: number) => [number, number, number]): Frames {
  const [width, height] = [40, 72]
  const pixels = new Uint8Array(width * height * 3 * count)
  for (let moment = 0, at = 0; moment < count; moment++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++, at += 3) pixels.set(paint(x, y, moment), at)
  return { pixels, width, height, count }
}

const tone = (seconds: number, wave: (t: number) => number): Int16Array =>
  Int16Array.from({ length: seconds * rate }, (_, i) => 12_000 * wave(i / rate))
const sine = (hz: number) => (t: number) => Math.sin(2 * Math.PI * hz * t)

describe('the features of a clip', () => {
  it('are the same each time, as many as a candidate has, and never longer than 127', () => {
    const once = saying('Sourdough at home #bread #baking', 'a-sound')
    expect(saying('Sourdough at home #bread #baking', 'a-sound')).toEqual(once)
    expect(once).toHaveLength(dimensions)
    expect(lengthOf(once)).toBeLessThanOrEqual(127)
    expect(lengthOf(once)).toBeGreaterThan(118)
  })

  it('lie nearer to each other the more clips say alike', () => {
    const bread = saying('Sourdough at home #bread #baking')
    const rye = saying('A loaf of rye, slowly #bread #baking')
    const sea = saying('Waves under the pier #surfing #sea')
    expect(likeness(bread, rye)).toBeGreaterThan(0.6)
    expect(likeness(bread, sea)).toBeLessThan(likeness(bread, rye) - 0.3)
    expect(likeness(saying('#cooking'), saying('#cook'))).toBeGreaterThan(
      likeness(saying('#cooking'), saying('#goals')),
    )
  })

  it('meet where clips have one sound, accents or not', () => {
    expect(likeness(saying('one', 'x'), saying('two', 'x'))).toBeGreaterThan(
      likeness(saying('one', 'x'), saying('two', 'y')),
    )
    expect(saying('#été')).toEqual(saying('#ete'))
  })

  it('are those of the operator’s program where it gave some', () => {
    const given = Buffer.from(asBytes(Array.from({ length: dimensions }, (_, d) => d - 30)).buffer)
    const found = featuresOf({
      caption: '#bread',
      tags: ['bread'],
      soundId: null,
      language: '',
      durationMs: 1,
      ...none,
      given,
    })
    expect(likeness(found, new Int8Array(given))).toBeCloseTo(1, 6)
  })
})

describe('pictures', () => {
  const forest = painted(4, (x, y, t) => [20, 90 + ((x * 7 + t) % 40), 30 + (y % 20)])
  const meadow = painted(4, (x, y, t) => [30, 110 + ((x * 5 + t) % 40), 40 + (y % 20)])
  const sunset = painted(4, (_, y) => [240, 120 - y, 40])
  it('of like colours lie nearer than those of others', () => {
    const [a, b, c] = [forest, meadow, sunset].map(pictureVector) as [number[], number[], number[]]
    expect(a).toHaveLength(16)
    expect(likeness(a, b)).toBeGreaterThan(likeness(a, c) + 0.4)
  })

  it('are cut where the light of a whole picture changes', () => {
    const cut = painted(6, (_x, _y, t) => (t % 2 === 0 ? [20, 20, 20] : [230, 230, 230]))
    expect(paceOf(cut)[0]).toBe(1)
    expect(paceOf(sunset)).toEqual([-1, -1])
  })
})

describe('sound', () => {
  it('of like pitch lies nearer than another, and silence is none', () => {
    const low = soundVector(tone(3, sine(150)), rate)!
    const hum = soundVector(tone(3, sine(170)), rate)!
    const whistle = soundVector(tone(3, sine(3000)), rate)!
    expect(low).toHaveLength(8)
    expect(likeness(low, hum)).toBeGreaterThan(0.95)
    expect(likeness(low, whistle)).toBeLessThan(0.5)
    expect(soundVector(new Int16Array(3 * rate), rate)).toBeNull()
    expect(soundVector(new Int16Array(10), rate)).toBeNull()
  })
})

describe('company', () => {
  const acts = ['a', 'b', 'c', 'd'].flatMap(account =>
    ['bread-1', 'bread-2', 'bread-3'].map(video => ({ account, video })),
  )
  const others = ['e', 'f', 'g', 'h'].flatMap(account => ['sea-1', 'sea-2', 'sea-3'].map(video => ({ account, video })))
  it('brings together what the same people like, in whatever order it is read', async () => {
    const found = await findCompany([...acts, ...others], 8)
    const of = (id: string) => found.get(id)!
    expect(likeness(of('bread-1'), of('bread-2'))).toBeGreaterThan(0.9)
    expect(Math.abs(likeness(of('bread-1'), of('sea-1')))).toBeLessThan(0.5)
    expect(await findCompany([...others, ...acts].reverse(), 8)).toEqual(found)
  })

  it('says nothing of a clip that one person took up, or of who did', async () => {
    const found = await findCompany([...acts, { account: 'a', video: 'alone' }], 8)
    expect([...found.keys()].sort()).toEqual(['bread-1', 'bread-2', 'bread-3'])
    expect(await findCompany([], 8)).toEqual(new Map())
  })

  it('goes on from where it was', async () => {
    const before = await findCompany([...acts, ...others], 8)
    const kept = new Map([...before].map(([id, vector]) => [id, asBytes(vector)]))
    const after = await findCompany([...acts, ...others, { account: 'a', video: 'sea-1' }], 8, kept)
    for (const id of before.keys()) expect(likeness(before.get(id)!, after.get(id)!), id).toBeGreaterThan(0.8)
  })
})
