import { describe, expect, it } from 'vitest'
import { alikeBits, likenessOf } from './likeness.ts'

/** Prints that are far from each other, and from each other's mirrors. */
const one = (n: number) => {
  const byte = BigInt(1 << (n % 8)) * 0x0101010101010101n
  return { print: byte ^ (BigInt(n) << 60n), mirrored: byte ^ 0xf0f0f0f0f0f0f0f0n }
}
const clip = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => one(from + index))
const printsOf = (seen: readonly { print: bigint }[]) => seen.map(({ print }) => print)

describe('likeness', () => {
  it('is that of most pictures of the clip, or of most pictures of the removed one', () => {
    expect(likenessOf(clip(0, 5), printsOf(clip(0, 5)))).toEqual({ frames: 5, of: 5 })
    expect(likenessOf([{ print: 0xffn, mirrored: one(3).print }], [one(3).print])).toEqual({ frames: 1, of: 1 })
    expect(alikeBits).toBeLessThanOrEqual(11)
  })

  it('is none of one picture among several, nor where nothing is the same', () => {
    const strange = Array.from({ length: 4 }, (_, index) => ({
      print: 0xaaaaaaaaaaaaaaaan ^ BigInt(index),
      mirrored: 0x5555555555555555n ^ BigInt(index),
    }))
    expect(likenessOf([one(1), ...strange], [one(1).print])).toBeNull()
    expect(likenessOf(strange, printsOf(clip(0, 3)))).toBeNull()
    expect(likenessOf([], printsOf(clip(0, 3)))).toBeNull()
  })
})
