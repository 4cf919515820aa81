import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { dimensions } from './candidate.ts'
import { fastestDots, plainDots, simdDots } from './dots.ts'

const table = fc.nat(9).chain(rows => fc.int8Array({ minLength: rows * dimensions, maxLength: rows * dimensions }))

it('vectors of 128 bits and plain arithmetic give the same whole numbers', () => {
  const simd = simdDots()!
  const plain = plainDots()
  fc.assert(
    fc.property(table, table, (left, right) => {
      const products = (left.length * right.length) / dimensions ** 2
      expect([...simd.products(left, right).subarray(0, products)]).toEqual([
        ...plain.products(left, right).subarray(0, products),
      ])
    }),
  )
  const least = new Int8Array(dimensions).fill(-128)
  expect(simd.products(least, least)[0]).toBe(64 * 128 * 128)
})

it('memory grows with what is asked, and an engine without WebAssembly counts plainly', () => {
  expect(
    simdDots()!
      .products(new Int8Array(300 * dimensions).fill(1), new Int8Array(2000 * dimensions).fill(2))
      .at(-1),
  ).toBe(128)
  const engine = globalThis.WebAssembly
  try {
    Reflect.deleteProperty(globalThis, 'WebAssembly')
    expect(fastestDots().name).toBe('plain')
  } finally {
    Object.assign(globalThis, { WebAssembly: engine })
  }
  expect(fastestDots().name).toBe('simd')
})
