/**
 * What pictures are like, in sixteen numbers, and how fast they go, in two: colour, light, edges and movement, each against what is usual. Nothing
 * in a picture is recognized, nobody least of all.
 */
export interface Frames {
  /** Raw RGB, one picture behind the other. */
  pixels: Uint8Array
  width: number
  height: number
  count: number
}

interface Seen {
  /** Light of each cell of an 8 by 8 grid, 0 to 1. */
  cells: Float64Array
  numbers: number[]
}

const side = 8
const hues = 6
/** From here on, two moments are not one shot any more: mean difference of light between their cells. */
const cutAt = 0.14

/** What is usual of each number, and how far it usually lies from that: from the 36 clips of the trial and the tests' films, rounded. */
const usual = [
  [0.42, 0.18],
  [0.2, 0.09],
  [0.3, 0.18],
  [0, 0.15],
  [0, 0.08],
  ...Array.from({ length: hues }, () => [1 / hues, 0.2]),
  [0.05, 0.04],
  [0.05, 0.04],
  [0, 0.18],
  [0, 0.15],
  [0.05, 0.06],
] as [number, number][]
const farthest = 2.5

export function pictureVector(frames: Frames): number[] {
  const seen = all(frames)
  const moved = steps(seen)
  const means = seen[0]!.numbers.map((_, d) => mean(seen.map(({ numbers }) => numbers[d]!)))
  return [...means, mean(moved)].map((value, d) => {
    const [middle, spread] = usual[d]!
    return Math.max(-farthest, Math.min(farthest, (value - middle) / spread))
  })
}

/** Cuts and movement, -1 to 1: of the moments that were looked at, how many show another shot, and how much moves. */
export function paceOf(frames: Frames): [cuts: number, movement: number] {
  const moved = steps(all(frames))
  if (moved.length === 0) return [-1, -1]
  const cuts = moved.filter(step => step > cutAt).length / moved.length
  return [2 * cuts - 1, 2 * Math.min(1, mean(moved) / cutAt) - 1]
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const all = ({ pixels, width, height, count }: Frames): Seen[] =>
  Array.from({ length: count }, (_, index) =>
    look(pixels.subarray(index * width * height * 3, (index + 1) * width * height * 3), width, height),
  )

/** How far the light of each moment lies from that of the one before. */
const steps = (seen: readonly Seen[]): number[] =>
  seen
    .slice(1)
    .map(({ cells }, index) => mean([...cells].map((light, cell) => Math.abs(light - seen[index]!.cells[cell]!))))

function look(rgb: Uint8Array, width: number, height: number): Seen {
  const cells = new Float64Array(side * side)
  const inCell = new Float64Array(side * side)
  const hue = new Float64Array(hues)
  let [light, squares, saturation, warmth, greenness, across, down] = [0, 0, 0, 0, 0, 0, 0]
  const above = new Float64Array(width)
  for (let y = 0, at = 0; y < height; y++) {
    let left = 0
    for (let x = 0; x < width; x++, at += 3) {
      const [r, g, b] = [rgb[at]! / 255, rgb[at + 1]! / 255, rgb[at + 2]! / 255]
      const luma = 0.299 * r + 0.587 * g + 0.114 * b
      const most = Math.max(r, g, b)
      const chroma = most - Math.min(r, g, b)
      light += luma
      squares += luma * luma
      saturation += chroma
      warmth += r - b
      greenness += g - (r + b) / 2
      if (chroma > 0) hue[Math.floor(hueOf(r, g, b, most, chroma)) % hues]! += chroma
      if (x > 0) across += Math.abs(luma - left)
      if (y > 0) down += Math.abs(luma - above[x]!)
      left = luma
      above[x] = luma
      const cell = Math.floor((y * side) / height) * side + Math.floor((x * side) / width)
      cells[cell]! += luma
      inCell[cell]! += 1
    }
  }
  const n = width * height
  for (let cell = 0; cell < cells.length; cell++) cells[cell]! /= Math.max(1, inCell[cell]!)
  const colours = hue.reduce((sum, value) => sum + value, 0)
  const spread = Math.sqrt(Math.max(0, squares / n - (light / n) ** 2))
  const numbers = [light / n, spread, saturation / n, warmth / n, greenness / n]
  for (const share of hue) numbers.push(colours / n < 0.01 ? 1 / hues : share / colours)
  return { cells, numbers: [...numbers, across / n, down / n, ...composition(cells)] }
}

/** 0 to 6: red, yellow, green, cyan, blue, magenta. */
function hueOf(r: number, g: number, b: number, most: number, chroma: number): number {
  const turn = most === r ? (g - b) / chroma : most === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma
  return (turn + 6.5) % 6
}

/** How much lighter the upper half is than the lower, and the middle than the border. */
function composition(cells: Float64Array): [number, number] {
  const where = (test: (x: number, y: number) => boolean) =>
    mean([...cells].filter((_, cell) => test(cell % side, Math.floor(cell / side))))
  const isMiddle = (x: number, y: number) => x >= 2 && x < 6 && y >= 2 && y < 6
  return [where((_, y) => y < 4) - where((_, y) => y >= 4), where(isMiddle) - where((x, y) => !isMiddle(x, y))]
}
