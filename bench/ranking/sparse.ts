/** A sparse matrix by rows: row `r` has `values[n]` in column `columns[n]`, n from `starts[r]` to `starts[r + 1]`, columns ascending. */
export interface Sparse {
  readonly height: number
  readonly width: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Of entries in any order; what falls on one place is joined by `join`, the larger of both unless said otherwise. */
export function sparseOf(
  height: number,
  width: number,
  entries: Iterable<readonly [row: number, column: number, value: number]>,
  join: (a: number, b: number) => number = Math.max,
): Sparse {
  const rows = Array.from({ length: height }, () => new Map<number, number>())
  for (const [row, column, value] of entries) {
    const had = rows[row]!.get(column)
    rows[row]!.set(column, had === undefined ? value : join(had, value))
  }
  const starts = new Int32Array(height + 1)
  rows.forEach((row, r) => {
    starts[r + 1] = starts[r]! + row.size
  })
  const columns = new Int32Array(starts[height]!)
  const values = new Float32Array(starts[height]!)
  rows.forEach((row, r) => {
    let n = starts[r]!
    for (const column of [...row.keys()].sort((a, b) => a - b)) {
      columns[n] = column
      values[n++] = row.get(column)!
    }
  })
  return { height, width, starts, columns, values }
}

export function transposed({ height, width, starts, columns, values }: Sparse): Sparse {
  const into = { starts: new Int32Array(width + 1), columns: columns.slice(), values: values.slice() }
  for (const column of columns) into.starts[column + 1]!++
  for (let c = 0; c < width; c++) into.starts[c + 1]! += into.starts[c]!
  const next = into.starts.slice()
  for (let row = 0; row < height; row++)
    for (let n = starts[row]!; n < starts[row + 1]!; n++) {
      const to = next[columns[n]!]!++
      into.columns[to] = row
      into.values[to] = values[n]!
    }
  return { height: width, width: height, ...into }
}

export function columnSums({ width, columns, values }: Sparse): Float64Array {
  const sums = new Float64Array(width)
  columns.forEach((column, n) => {
    sums[column]! += values[n]!
  })
  return sums
}

/** Transposed times itself, dense, in rows of `stride`: how often two columns occur together. */
export function coOccurrence({ height, starts, columns, values }: Sparse, into: Float32Array, stride: number): void {
  for (let row = 0; row < height; row++)
    for (let a = starts[row]!; a < starts[row + 1]!; a++) {
      const base = columns[a]! * stride
      const value = values[a]!
      for (let b = starts[row]!; b < starts[row + 1]!; b++) into[base + columns[b]!]! += value * values[b]!
    }
}

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Standard normal, by Box and Muller. */
export const normalOf = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
