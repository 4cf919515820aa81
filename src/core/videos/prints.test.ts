import { describe, expect, it } from 'vitest'
import { distanceOf, printOf, quartersNear } from './prints.ts'

type Shade = (x: number, y: number) => number

/** A picture by the brightness of its places, each from 0 to 1 across and down. */
function picture(width: number, height: number, shade: Shade): { pixels: Uint8Array; width: number; height: number } {
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = Math.max(0, Math.min(255, Math.round(shade(x / width, y / height))))
      pixels.fill(value, (y * width + x) * 3, (y * width + x) * 3 + 3)
    }
  return { pixels, width, height }
}
const printed = (width: number, height: number, shade: Shade) => {
  const { pixels, ...size } = picture(width, height, shade)
  return printOf(pixels, size)
}
const disc = (x: number, y: number, atX: number, atY: number, r: number) => (Math.hypot(x - atX, y - atY) < r ? 1 : 0)
const scene: Shade = (x, y) => 60 + 50 * y + 90 * disc(x, y, 0.3, 0.25, 0.15) + 60 * disc(x, y, 0.7, 0.7, 0.22) - 30 * x
const other: Shade = (x, y) => 150 - 70 * disc(x, y, 0.6, 0.3, 0.2) + 40 * Math.sin(x * 9) * Math.cos(y * 5)
const noise = (x: number, y: number) => ((Math.sin(x * 12_345 + y * 6789) * 43_758.5) % 1) * 12

describe('a print', () => {
  const print = printed(90, 160, scene)!

  it('stays nearly the same when the picture is scaled, encoded roughly, cropped a little or brighter', () => {
    const copies: Record<string, ReturnType<typeof printed>> = {
      scaled: printed(203, 360, scene),
      rough: printed(90, 160, (x, y) => scene(x, y) + noise(x, y)),
      brighter: printed(90, 160, (x, y) => scene(x, y) * 1.1 + 10),
      cropped: printed(90, 160, (x, y) => scene(0.015 + x * 0.97, 0.015 + y * 0.97)),
    }
    for (const [name, copy] of Object.entries(copies))
      expect(distanceOf(print.print, copy!.print), name).toBeLessThanOrEqual(8)
  })

  it('is another one for another picture, and known in a mirror', () => {
    expect(distanceOf(print.print, printed(90, 160, other)!.print)).toBeGreaterThan(16)
    const mirrored = printed(90, 160, (x, y) => scene(1 - x, y))!
    expect(distanceOf(print.print, mirrored.print)).toBeGreaterThan(16)
    expect(distanceOf(print.mirrored, mirrored.print)).toBeLessThanOrEqual(8)
    expect(distanceOf(print.print, mirrored.mirrored)).toBeLessThanOrEqual(8)
  })

  it('is none where the picture says nothing, and has 64 bits of any picture that does, however small', () => {
    expect(printed(90, 160, () => 0)).toBeNull()
    expect(printed(90, 160, () => 200)).toBeNull()
    expect(printed(90, 160, (x, y) => 100 + noise(x, y) / 8)).toBeNull()
    expect(printed(16, 8, scene)!.print).toBeLessThan(2n ** 64n)
  })

  it('is found by one of its quarters wherever eleven bits differ, and none of them is far', () => {
    let seed = 7
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    for (let round = 0; round < 500; round++) {
      const bits = new Set<number>()
      while (bits.size < 11) bits.add(Math.floor(random() * 64))
      const near = [...bits].reduce((made, bit) => made ^ (1n << BigInt(bit)), print.print)
      expect(distanceOf(near, print.print)).toBe(11)
      const quarters = quartersNear(print.print)
      const isFound = quarters.some((values, index) =>
        values.includes(Number((near >> BigInt(48 - index * 16)) & 0xffffn)),
      )
      expect(isFound).toBe(true)
    }
    expect(quartersNear(print.print).map(values => new Set(values).size)).toEqual([137, 137, 137, 137])
  })
})
