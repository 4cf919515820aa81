import { describe, expect, it } from 'vitest'
import type { Rendition, Video } from '../../core/wire/video.ts'
import { chooseRendition, firstRendition, fitOf, shownShortSide } from './rendition.ts'

const ladder: Rendition[] = [
  [360, 640, 800_000],
  [540, 960, 1_600_000],
  [720, 1280, 2_800_000],
  [1080, 1920, 5_000_000],
].map(([width, height, bitsPerSecond]) => ({
  url: `/media/${width}`,
  width: width!,
  height: height!,
  bytes: bitsPerSecond!,
  bitsPerSecond: bitsPerSecond!,
}))
const wide = { savesData: false, shownShortSide: null }
const chosen = (circumstances: Parameters<typeof chooseRendition>[1]) => chooseRendition(ladder, circumstances)?.width
const shape = (width: number, height: number) => ({ width, height }) as Video

describe('the choice of a rendition', () => {
  it('takes the best that the network carries with half as much again to spare', () => {
    expect(chosen({ ...wide, bitsPerSecond: 10_000_000 })).toBe(1080)
    expect(chosen({ ...wide, bitsPerSecond: 7_400_000 })).toBe(720)
    expect(chosen({ ...wide, bitsPerSecond: 3_000_000 })).toBe(540)
    expect(chosen({ ...wide, bitsPerSecond: 900_000 })).toBe(360)
    expect(chosen({ ...wide, bitsPerSecond: 10_000 })).toBe(360)
  })

  it('is never larger than the screen shows, stretched a little at most', () => {
    const rich = { bitsPerSecond: 50_000_000, savesData: false }
    expect(chosen({ ...rich, shownShortSide: 320 })).toBe(360)
    expect(chosen({ ...rich, shownShortSide: 390 })).toBe(360)
    expect(chosen({ ...rich, shownShortSide: 500 })).toBe(540)
    expect(chosen({ ...rich, shownShortSide: 780 })).toBe(720)
    expect(chosen({ ...rich, shownShortSide: 1170 })).toBe(1080)
    expect(chosen({ ...rich, shownShortSide: 2000 })).toBe(1080)
  })

  it('is smaller for who leafs through the feed: the beginning of the next clip arrives while one is looked at', () => {
    const line = { ...wide, bitsPerSecond: 10_000_000 }
    expect(chosen({ ...line, leafingMs: 900 })).toBe(540)
    expect(chosen({ ...line, leafingMs: 500 })).toBe(360)
    expect(chosen({ ...wide, bitsPerSecond: 30_000_000, leafingMs: 500 })).toBe(720)
    expect(chosen({ ...line, leafingMs: 300 })).toBe(360)
    expect(chosen({ ...line, leafingMs: 50 })).toBe(360)
  })

  it('begins at 540 before anything was measured, and at the smallest where data is saved', () => {
    expect(chosen({ ...wide, bitsPerSecond: null })).toBe(540)
    expect(firstRendition(ladder)?.width).toBe(540)
    expect(firstRendition(ladder.slice(0, 1))?.width).toBe(360)
    expect(chosen({ bitsPerSecond: 50_000_000, savesData: true, shownShortSide: 1170 })).toBe(360)
    expect(chooseRendition([], { ...wide, bitsPerSecond: null })).toBeUndefined()
  })

  it('knows how many pixels of the screen a clip covers', () => {
    const phone = { width: 390, height: 788 }
    expect(fitOf(shape(720, 1280), phone)).toBe('cover')
    expect(fitOf(shape(1920, 1080), phone)).toBe('contain')
    expect(shownShortSide(shape(720, 1280), phone, 3)).toBeCloseTo((788 / 1280) * 720 * 3)
    expect(shownShortSide(shape(1920, 1080), phone, 2)).toBeCloseTo((390 / 1920) * 1080 * 2)
  })
})
