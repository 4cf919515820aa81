/**
 * A print of a picture: 64 bits that stay nearly the same when the picture is scaled, encoded anew or a little brighter. It is the
 * DCT hash of C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010), section 3.2.1, as the pHash
 * library has it: grey, 32 by 32, the 8 by 8 lowest frequencies behind the first row and column, each above their median or not.
 * Nobody is recognized by it: it says whether two pictures are one.
 */
export interface Print {
  print: bigint
  /** The print of the same picture seen in a mirror. */
  mirrored: bigint
}

const side = 32
const lowest = 8

/** DCT-II, orthonormal: `waves[frequency - 1][place]`, frequencies 1 to 8. */
const waves = Array.from({ length: lowest }, (_, frequency) =>
  Float64Array.from(
    { length: side },
    (_, place) => Math.sqrt(2 / side) * Math.cos(((2 * place + 1) * (frequency + 1) * Math.PI) / (2 * side)),
  ),
)

/** Grey levels that the 64 frequencies make up, root mean square. A picture below it is one colour, or nearly: it says nothing. */
const leastContrast = 2

/** The print of a raw RGB picture; null where the picture says nothing, as black does. */
export function printOf(rgb: Uint8Array, size: { width: number; height: number }): Print | null {
  const frequencies = frequenciesOf(greyOf(rgb, size))
  const energy = frequencies.reduce((sum, value) => sum + value * value, 0)
  if (Math.sqrt(energy / (side * side)) < leastContrast) return null
  // In a mirror every odd horizontal frequency has the other sign (the column is its number less one).
  const turned = frequencies.map((value, index) => (index % 2 === 0 ? -value : value))
  return { print: bitsOf(frequencies), mirrored: bitsOf(turned) }
}

/** In how many of their 64 bits two prints differ. */
export function distanceOf(a: bigint, b: bigint): number {
  const different = a ^ b
  return onesOf(Number(different & 0xffffffffn)) + onesOf(Number((different >> 32n) & 0xffffffffn))
}

/** BT.601 luma of a picture squeezed to 32 by 32, each cell the mean of what it covers, so that a mirror changes nothing else. */
function greyOf(rgb: Uint8Array, { width, height }: { width: number; height: number }): Float64Array {
  const grey = new Float64Array(side * side)
  const [across, down] = [coverOf(width), coverOf(height)]
  for (let row = 0; row < height; row++) {
    const line = new Float64Array(side)
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 3
      const luma = 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!
      for (const { cell, part } of across[column]!) line[cell]! += luma * part
    }
    for (const { cell, part } of down[row]!) for (let x = 0; x < side; x++) grey[cell * side + x]! += line[x]! * part
  }
  return grey
}

/** Of each of so many pixels, which cells it lies in, and what part of the cell it is. */
function coverOf(length: number): { cell: number; part: number }[][] {
  const perCell = length / side
  return Array.from({ length }, (_, pixel) => {
    const first = Math.floor(pixel / perCell)
    const last = Math.min(side - 1, Math.ceil((pixel + 1) / perCell) - 1)
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const cell = first + index
      const covered = Math.min(pixel + 1, (cell + 1) * perCell) - Math.max(pixel, cell * perCell)
      return { cell, part: covered / perCell }
    })
  })
}

/** 64 of them, by rows: vertical frequency first. */
function frequenciesOf(grey: Float64Array): number[] {
  const rows = Array.from({ length: side }, (_, y) =>
    waves.map(wave => wave.reduce((sum, value, x) => sum + value * grey[y * side + x]!, 0)),
  )
  return waves.flatMap(wave =>
    Array.from({ length: lowest }, (_, u) => wave.reduce((sum, value, y) => sum + value * rows[y]![u]!, 0)),
  )
}

function bitsOf(frequencies: readonly number[]): bigint {
  const sorted = [...frequencies].sort((a, b) => a - b)
  const median = (sorted[31]! + sorted[32]!) / 2
  return frequencies.reduce((bits, value) => (bits << 1n) | (value > median ? 1n : 0n), 0n)
}

function onesOf(bits: number): number {
  let rest = bits
  let ones = 0
  for (; rest !== 0; ones++) rest &= rest - 1
  return ones
}

/** Every 16 bits that differ from none, one or two of sixteen zeros. */
const atMostTwo = Array.from({ length: 2 ** 16 }, (_, bits) => bits).filter(bits => onesOf(bits) <= 2)

/**
 * Where prints are looked for that differ from this one in at most 11 bits: of each quarter, the values within two bits of its own.
 * What differs in three bits of every quarter differs in twelve.
 */
export const quartersNear = (print: bigint): [number[], number[], number[], number[]] => {
  const near = (shift: bigint) => {
    const own = Number((print >> shift) & 0xffffn)
    return atMostTwo.map(bits => own ^ bits)
  }
  return [near(48n), near(32n), near(16n), near(0n)]
}
