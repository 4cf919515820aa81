import { describe, expect, it } from 'vitest'
import { isWebPlayable, type Probe, refusalOf, shownSize } from './probe.ts'
import { planFor, planRendition, planStills } from './renditions.ts'

const picture: NonNullable<Probe['picture']> = {
  codec: 'h264',
  profile: 'High',
  level: 40,
  pixelFormat: 'yuv420p',
  width: 1080,
  height: 1920,
  rotation: 0,
  framesPerSecond: 30,
  frames: 450,
  coveredMs: 15_000,
  declaredMs: 15_000,
  keyframeGapMs: 2000,
  pixelAspect: 1,
  transfer: '',
  isInterlaced: false,
}
const probe: Probe = {
  format: 'mov,mp4',
  durationMs: 15_000,
  bitsPerSecond: 8_000_000,
  picture,
  sound: { codec: 'aac', profile: 'LC', sampleRate: 48_000, channels: 2 },
  otherStreams: 0,
  bytesBySecond: [],
}
const but = (part: Partial<NonNullable<Probe['picture']>>, rest: Partial<Probe> = {}): Probe => ({
  ...probe,
  ...rest,
  picture: { ...picture, ...part },
})

describe('a probe', () => {
  it('is of an allowed video, or says why not', () => {
    expect(refusalOf(probe)).toBeNull()
    expect(refusalOf({ ...probe, picture: null })?.code).toBe('video.no-picture')
    expect(refusalOf(but({ frames: 1 }))?.code).toBe('video.still')
    expect(refusalOf(but({ codec: 'mjpeg' }))?.code).toBe('video.codec')
    expect(refusalOf(but({}, { durationMs: 180_400 }))).toBeNull()
    expect(refusalOf(but({}, { durationMs: 181_000 }))?.code).toBe('video.too-long')
    expect(refusalOf(but({ width: 4097 }))?.code).toBe('video.too-big-picture')
    expect(refusalOf(but({ coveredMs: 7000 }))?.code).toBe('video.damaged')
  })
  it('is web-playable only where every browser plays it as it is', () => {
    expect(isWebPlayable(probe)).toBe(true)
    expect(isWebPlayable({ ...probe, sound: null })).toBe(true)
    for (const odd of [
      but({ codec: 'hevc' }),
      but({ pixelFormat: 'yuv420p10le' }),
      but({ level: 50 }),
      but({ width: 1440, height: 2560 }),
      but({ keyframeGapMs: 5000 }),
      but({}, { bitsPerSecond: 13_000_000 }),
      but({}, { sound: { codec: 'opus', profile: '', sampleRate: 48_000, channels: 2 } }),
    ]) {
      expect(isWebPlayable(odd)).toBe(false)
    }
  })
  it('shows its size the right way up, and renditions keep the shape', () => {
    expect(shownSize(but({ width: 1920, height: 1080, rotation: 90 }).picture!)).toEqual({ width: 1080, height: 1920 })
    expect(planRendition({ width: 1080, height: 1920 }, 720)).toMatchObject({ width: 720, height: 1280 })
    expect(planRendition({ width: 301, height: 203 }, 720)).toMatchObject({ width: 302, height: 204 })
    expect(planRendition({ width: 3000, height: 1000 }, 360)).toMatchObject({ width: 1080, height: 360 })
    expect(planStills({ width: 1080, height: 1920 }, 400)).toMatchObject({ frames: 1 })
    expect(planStills({ width: 1080, height: 1920 }, 60_000)).toMatchObject({ frames: 12, everyMs: 5000 })
  })
})

describe('the ladder of a clip', () => {
  const rates = (all: Partial<Probe>, part: Partial<NonNullable<Probe['picture']>> = {}) =>
    planFor(but(part, all)).ladder.map(({ width, maxBitsPerSecond }) => [width, maxBitsPerSecond])

  it('has its ceilings where the file is rich, and never promises more than the file holds', () => {
    const all = [
      [360, 800_000],
      [540, 1_600_000],
      [720, 2_800_000],
      [1080, 5_000_000],
    ]
    expect(rates({ bytesBySecond: [] })).toEqual(all)
    expect(rates({ bytesBySecond: [1e6, 2e6, 3e6, 4e6] })).toEqual(all)
    // 200 kB a second but for two of 400: 3.2 Mbit/s at its busiest.
    const quiet = rates({ bytesBySecond: [200_000, 400_000, 800_000, 1_200_000, 1_400_000] })
    const busiest = 3_200_000
    for (const [width, rate] of quiet)
      expect(rate).toBe(Math.min(5_000_000, Math.round(busiest * (width! / 1080) ** 1.5)))
    // The same bits of HEVC say more.
    expect(rates({ bytesBySecond: [200_000, 400_000, 800_000, 1_200_000] }, { codec: 'hevc' }).at(-1)).toEqual([
      1080, 5_000_000,
    ])
    expect(rates({ bytesBySecond: [1000, 2000] })[0]).toEqual([360, 250_000])
  })
})
