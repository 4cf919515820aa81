/**
 * The inverse of a dense symmetric positive definite matrix, single precision, in place. Blocks are swept one after the other
 * (the sweep operator of linear regression); what is left then is minus the inverse. Nearly all the work is one inner loop,
 * which is WebAssembly with SIMD: ten times plain JavaScript.
 */

const blockSize = 64
const pageBytes = 65536

export interface Dense {
  /** Rows of `stride` values; beyond `size` lies padding. */
  readonly values: Float32Array
  readonly size: number
  readonly stride: number
  /** Turns the matrix into its inverse. Only what lies on and above the diagonal is read. */
  invert(): void
}

/** A matrix of zeros, in memory of its own. */
export function denseOf(size: number): Dense {
  const stride = Math.ceil(size / blockSize) * blockSize
  const [panels, matrix] = [2 * blockSize * stride * 4, stride * stride * 4]
  const memory = new WebAssembly.Memory({ initial: Math.ceil((panels + matrix) / pageBytes) })
  const module = new WebAssembly.Module(kernelBytes())
  const { kernel } = new WebAssembly.Instance(module, { e: { m: memory } }).exports as { kernel: Kernel }
  const values = new Float32Array(memory.buffer, panels, stride * stride)
  const pairs = new Float32Array(memory.buffer, 0, blockSize * stride)
  const groups = new Float32Array(memory.buffer, panels / 2, blockSize * stride)
  for (let n = size; n < stride; n++) values[n * stride + n] = 1
  return { values, size, stride, invert: () => sweepAll(values, stride, { pairs, groups, kernel }) }
}

/** rows c and c + stride, 16 columns a group: less the product of `pairs` (2 a step) and `groups` (16 a step), `depth` steps. */
type Kernel = (c: number, stride: number, pairs: number, groups: number, depth: number, count: number) => void
interface Scratch {
  pairs: Float32Array
  groups: Float32Array
  kernel: Kernel
}

function sweepAll(values: Float32Array, stride: number, scratch: Scratch): void {
  for (let at = 0; at < stride; at += blockSize) sweep(values, stride, at, scratch)
  for (let i = 0; i < stride; i++)
    for (let j = i; j < stride; j++) {
      const value = -values[i * stride + j]!
      values[i * stride + j] = value
      values[j * stride + i] = value
    }
}

function sweep(values: Float32Array, stride: number, at: number, { pairs, groups, kernel }: Scratch): void {
  const inverse = inverseOfBlock(values, stride, at)
  const panel = new Float32Array(blockSize * stride)
  for (let k = 0; k < blockSize; k++)
    for (let j = 0; j < stride; j++)
      panel[k * stride + j] = j < at ? values[j * stride + at + k]! : values[(at + k) * stride + j]!
  for (let j = 0; j < stride; j++)
    for (let k = 0; k < blockSize; k++) {
      const isOwn = j >= at && j < at + blockSize
      let sum = 0
      for (let l = 0; l < blockSize; l++) sum += inverse[k * blockSize + l]! * panel[l * stride + j]!
      // The block's own rows and columns are written afterwards, so they take no part in the update.
      groups[(j >> 4) * blockSize * 16 + k * 16 + (j & 15)] = isOwn ? 0 : sum
      pairs[(j >> 1) * blockSize * 2 + k * 2 + (j & 1)] = isOwn ? 0 : panel[k * stride + j]!
    }
  for (let i = 0; i < stride; i += 2) {
    const group = i >> 4
    const c = values.byteOffset + (i * stride + group * 16) * 4
    const from = groups.byteOffset + group * blockSize * 64
    kernel(c, stride * 4, pairs.byteOffset + (i >> 1) * blockSize * 8, from, blockSize, stride / 16 - group)
  }
  for (let k = 0; k < blockSize; k++)
    for (let j = 0; j < stride; j++) {
      const isOwn = j >= at && j < at + blockSize
      const value = isOwn ? -inverse[k * blockSize + (j - at)]! : groups[(j >> 4) * blockSize * 16 + k * 16 + (j & 15)]!
      if (j < at) values[j * stride + at + k] = value
      else values[(at + k) * stride + j] = value
    }
}

/** Gauss and Jordan in double precision; the block is positive definite, so no pivot is looked for. */
function inverseOfBlock(values: Float32Array, stride: number, at: number): Float64Array {
  const size = blockSize
  const a = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) a[i * size + j] = values[(at + Math.min(i, j)) * stride + at + Math.max(i, j)]!
  for (let k = 0; k < size; k++) {
    const pivot = 1 / a[k * size + k]!
    a[k * size + k] = 1
    for (let j = 0; j < size; j++) a[k * size + j]! *= pivot
    for (let i = 0; i < size; i++) {
      if (i === k) continue
      const factor = a[i * size + k]!
      a[i * size + k] = 0
      for (let j = 0; j < size; j++) a[i * size + j]! -= factor * a[k * size + j]!
    }
  }
  return a
}

function kernelBytes(): Uint8Array<ArrayBuffer> {
  const get = (local: number) => [0x20, local]
  const set = (local: number) => [0x21, local]
  const simd = (...code: number[]) => [0xfd, ...code]
  const add = (local: number, by: number[]) => [...get(local), ...by, 0x6a, ...set(local)]
  const number = (value: number): number[] =>
    value < 64 ? [0x41, value] : [0x41, (value & 127) | 128, (value >> 7) & 127]
  const [c, stride, pairs, groups, depth, count, k, p, second] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  const sum = (row: number, column: number) => 9 + row * 4 + column
  const [four, splat] = [(column: number) => 17 + column, 21]
  const each = (make: (row: number, column: number) => number[]) =>
    [0, 1].flatMap(row => [0, 1, 2, 3].flatMap(column => make(row, column)))
  const rowOf = (row: number) => (row === 0 ? get(c!) : get(second!))
  const body = [
    ...[...get(c!), ...get(stride!), 0x6a, ...set(second!)],
    ...[0x03, 0x40],
    ...each((row, column) => [...rowOf(row), ...simd(0x00, 4, column * 16), ...set(sum(row, column))]),
    ...[...get(depth!), ...set(k!), ...get(pairs!), ...set(p!)],
    ...[0x03, 0x40],
    ...[0, 1, 2, 3].flatMap(column => [...get(groups!), ...simd(0x00, 4, column * 16), ...set(four(column))]),
    ...[0, 1].flatMap(row => [
      ...[...get(p!), ...simd(0x09, 2, row * 4), ...set(splat)],
      ...[0, 1, 2, 3].flatMap(column => [
        ...[...get(sum(row, column)), ...get(splat), ...get(four(column))],
        ...[...simd(0xe6, 0x01), ...simd(0xe5, 0x01), ...set(sum(row, column))],
      ]),
    ]),
    ...[...add(p!, number(8)), ...add(groups!, number(64))],
    ...[...get(k!), ...number(1), 0x6b, 0x22, k!, 0x0d, 0, 0x0b],
    ...each((row, column) => [...rowOf(row), ...get(sum(row, column)), ...simd(0x0b, 4, column * 16)]),
    ...[...add(c!, number(64)), ...add(second!, number(64))],
    ...[...get(count!), ...number(1), 0x6b, 0x22, count!, 0x0d, 0, 0x0b],
    0x0b,
  ]
  const sized = (bytes: number[]) => [(bytes.length & 127) | 128, bytes.length >> 7, ...bytes]
  const code = [2, 3, 0x7f, 13, 0x7b, ...body]
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 10, 1, 0x60, 6, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0],
    ...[2, 8, 1, 1, 0x65, 1, 0x6d, 2, 0, 1],
    ...[3, 2, 1, 0],
    ...[7, 10, 1, 6, ...new TextEncoder().encode('kernel'), 0, 0],
    ...[10, ...sized([1, ...sized(code)])],
  ])
}
