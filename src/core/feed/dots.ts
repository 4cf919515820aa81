/**
 * Dot products of feature vectors, every row of one table with every row of another, in whole numbers: whichever way they are made,
 * the results are the same to the last bit. The fast way is WebAssembly with vectors of 128 bits; where a content policy or an old
 * browser refuses that, the plain way does the same work in some ten times the time.
 *
 * The module is `dots.wat` beside this file, assembled with wabt 1.0.39. A document that uses it needs `'wasm-unsafe-eval'` in its
 * `script-src`, and so does a worker with a policy of its own; `'unsafe-eval'` is not needed.
 */
import { dimensions } from './candidate.ts'

export interface Dots {
  readonly name: 'simd' | 'plain'
  /** Row i of `left` with row j of `right` lies at `i * rows of right + j`. What is given is good until the next call. */
  products(left: Int8Array, right: Int8Array): Int32Array
}

export function plainDots(): Dots {
  let out = new Int32Array(0)
  return {
    name: 'plain',
    products(left, right) {
      const rows = left.length / dimensions
      const columns = right.length / dimensions
      if (out.length < rows * columns) out = new Int32Array(rows * columns)
      for (let i = 0, at = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++, at++) {
          let a = 0
          let b = 0
          for (let n = i * dimensions, m = j * dimensions, end = n + dimensions; n < end; n += 4, m += 4) {
            a += left[n]! * right[m]! + left[n + 1]! * right[m + 1]!
            b += left[n + 2]! * right[m + 2]! + left[n + 3]! * right[m + 3]!
          }
          out[at] = a + b
        }
      }
      return out
    },
  }
}

const assembled =
  'AGFzbQEAAAABCQFgBX9/f39/AAMCAQAFAwEAAQcVAgZtZW1vcnkCAAhwcm9kdWN0cwAACrECAa4CAgp7An8CQANAIAFFDQEgAP0BAwAhBSAA/QEDCCEGIAD9AQMQIQcgAP0BAxghCCAA/QEDICEJIAD9AQMoIQogAP0BAzAhCyAA/QEDOCEMIAIhDyACIANBBnRqIRACQANAIA8gEE8NASAFIA/9AQMA/boBIAYgD/0BAwj9ugH9rgEgByAP/QEDEP26ASAIIA/9AQMY/boB/a4B/a4BIAkgD/0BAyD9ugEgCiAP/QEDKP26Af2uASALIA/9AQMw/boBIAwgD/0BAzj9ugH9rgH9rgH9rgEhDiAOIA79DQgJCgsMDQ4PAAECAwQFBgchDSAOIA39rgEhDiAEIA79GwAgDv0bAWo2AgAgBEEEaiEEIA9BwABqIQ8MAAsLIABBwABqIQAgAUEBayEBDAALCws='

/** What is used of the engine's WebAssembly, which is no part of the language. */
interface Engine {
  Module: new (bytes: Uint8Array) => object
  Instance: new (
    module: object,
  ) => {
    exports: {
      memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
      products(left: number, rows: number, right: number, columns: number, out: number): void
    }
  }
}
const pageBytes = 65_536

/** The products by vectors, or null where the engine or the content policy does not let them run. */
export function simdDots(): Dots | null {
  const { WebAssembly: engine, atob } = globalThis as unknown as { WebAssembly?: Engine; atob(text: string): string }
  if (!engine) return null
  try {
    const bytes = Uint8Array.from(atob(assembled), sign => sign.charCodeAt(0))
    const { memory, products } = new engine.Instance(new engine.Module(bytes)).exports
    return {
      name: 'simd',
      products(left, right) {
        const rows = left.length / dimensions
        const columns = right.length / dimensions
        const out = left.length + right.length
        const missing = out + 4 * rows * columns - memory.buffer.byteLength
        if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
        const room = new Int8Array(memory.buffer)
        room.set(left, 0)
        room.set(right, left.length)
        products(0, rows, left.length, columns, out)
        return new Int32Array(memory.buffer, out, rows * columns)
      },
    }
  } catch {
    return null
  }
}

export const fastestDots = (): Dots => simdDots() ?? plainDots()
