/** Gradient boosted regression trees for a yes or no (logistic loss), on binned columns; deterministic under its seed. */
import { randomOf } from './sparse.ts'

export interface Table {
  readonly rows: number
  readonly columns: readonly Float32Array[]
}

export interface BoostOptions {
  rounds: number
  depth: number
  rate: number
  /** Least sum of second derivatives on a side of a split. */
  leaf: number
  ridge: number
  /** Shares of columns and rows that a tree sees. */
  columnShare: number
  rowShare: number
  seed: number
}

interface Node {
  column: number
  bin: number
  left: number
  right: number
  value: number
}

export interface Boosted {
  readonly edges: readonly Float32Array[]
  readonly trees: readonly (readonly Node[])[]
  readonly start: number
}

const most = 64

export function boost(table: Table, labels: Uint8Array, options: BoostOptions): Boosted {
  const edges = table.columns.map(edgesOf)
  const binned = table.columns.map((column, c) => binsOf(column, edges[c]!))
  const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length
  const start = Math.log(mean / (1 - mean))
  const scores = new Float64Array(table.rows).fill(start)
  const [slope, curve] = [new Float64Array(table.rows), new Float64Array(table.rows)]
  const random = randomOf(options.seed)
  const trees: Node[][] = []
  for (let round = 0; round < options.rounds; round++) {
    const rows: number[] = []
    for (let n = 0; n < table.rows; n++) {
      const p = 1 / (1 + Math.exp(-scores[n]!))
      slope[n] = p - labels[n]!
      curve[n] = p * (1 - p)
      if (random() < options.rowShare) rows.push(n)
    }
    const columns = table.columns.flatMap((_, c) => (random() < options.columnShare ? [c] : []))
    const tree: Node[] = []
    grow(tree, Int32Array.from(rows), 0, { binned, columns, slope, curve, options })
    trees.push(tree)
    for (let n = 0; n < table.rows; n++) scores[n]! += leafOf(tree, c => binned[c]![n]!)
  }
  return { edges, trees, start }
}

export function predict({ edges, trees, start }: Boosted, table: Table): Float32Array {
  const binned = table.columns.map((column, c) => binsOf(column, edges[c]!))
  return Float32Array.from({ length: table.rows }, (_, n) =>
    trees.reduce((sum, tree) => sum + leafOf(tree, c => binned[c]![n]!), start),
  )
}

function leafOf(tree: readonly Node[], binOf: (column: number) => number): number {
  let node = tree[0]!
  while (node.column >= 0) node = tree[binOf(node.column) <= node.bin ? node.left : node.right]!
  return node.value
}

interface Growing {
  binned: readonly Uint8Array[]
  columns: readonly number[]
  slope: Float64Array
  curve: Float64Array
  options: BoostOptions
}

function grow(tree: Node[], rows: Int32Array, depth: number, growing: Growing): number {
  const { slope, curve, options } = growing
  let [g, h] = [0, 0]
  for (const n of rows) {
    g += slope[n]!
    h += curve[n]!
  }
  const place =
    tree.push({ column: -1, bin: 0, left: 0, right: 0, value: (-options.rate * g) / (h + options.ridge) }) - 1
  const split = depth < options.depth ? bestSplit(rows, g, h, growing) : null
  if (!split) return place
  const bins = growing.binned[split.column]!
  const left = grow(
    tree,
    rows.filter(n => bins[n]! <= split.bin),
    depth + 1,
    growing,
  )
  const right = grow(
    tree,
    rows.filter(n => bins[n]! > split.bin),
    depth + 1,
    growing,
  )
  tree[place] = { ...split, left, right, value: 0 }
  return place
}

function bestSplit(rows: Int32Array, g: number, h: number, growing: Growing): { column: number; bin: number } | null {
  const { binned, columns, slope, curve, options } = growing
  const whole = (g * g) / (h + options.ridge)
  let best: { column: number; bin: number } | null = null
  let bestGain = 1e-3
  const [gs, hs] = [new Float64Array(most), new Float64Array(most)]
  for (const column of columns) {
    gs.fill(0)
    hs.fill(0)
    const bins = binned[column]!
    for (const n of rows) {
      gs[bins[n]!]! += slope[n]!
      hs[bins[n]!]! += curve[n]!
    }
    let [gl, hl] = [0, 0]
    for (let bin = 0; bin < most - 1; bin++) {
      gl += gs[bin]!
      hl += hs[bin]!
      if (hl < options.leaf || h - hl < options.leaf) continue
      const gain = gl ** 2 / (hl + options.ridge) + (g - gl) ** 2 / (h - hl + options.ridge) - whole
      if (gain <= bestGain) continue
      bestGain = gain
      best = { column, bin }
    }
  }
  return best
}

/** Borders at equal shares of the rows. */
function edgesOf(column: Float32Array): Float32Array {
  const sorted = column.slice().sort()
  const edges = Array.from({ length: most - 1 }, (_, n) => sorted[Math.floor(((n + 1) * sorted.length) / most)]!)
  return Float32Array.from(new Set(edges))
}

function binsOf(column: Float32Array, edges: Float32Array): Uint8Array {
  return Uint8Array.from(column, value => {
    let [low, high] = [0, edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  })
}
