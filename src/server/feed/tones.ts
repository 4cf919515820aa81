/**
 * What sound is like, in eight numbers: how loud it is at six pitches beside each other, how much that changes, and how often
 * something begins. No word and no voice is recognized.
 */
const windowLength = 512
const hop = 512
/** Upper ends of the pitches, Hz. */
const ends = [200, 400, 800, 1400, 2400, 4000]
/** Decibels: below it is silence. */
const silence = -70
const mostWindows = 4000

/** What is usual of each number, and how far it usually lies from that. */
const usual: readonly (readonly [number, number])[] = [
  [4, 8],
  [5, 6],
  [3, 5],
  [-1, 5],
  [-5, 6],
  [-9, 8],
  [8, 5],
  [2.5, 2],
]
const farthest = 2.5

/** `samples`: mono, 16 bits. Null where nothing is heard. */
export function soundVector(samples: Int16Array, rate: number): number[] | null {
  const windows: Float64Array[] = []
  const step = Math.max(hop, Math.floor(samples.length / mostWindows / hop) * hop)
  for (let at = 0; at + windowLength <= samples.length; at += step) windows.push(pitches(samples, at, rate))
  const loud = windows.map(levelOf)
  const heard = loud.filter(level => level > silence)
  if (heard.length === 0) return null
  const total = new Float64Array(ends.length)
  for (const window of windows) for (const [band, energy] of window.entries()) total[band]! += energy / windows.length
  const levels = [...total].map(decibels)
  const middle = mean(levels)
  const begins = loud.filter((level, index) => index > 0 && level > silence && level - loud[index - 1]! > 6).length
  const numbers = [...levels.map(level => level - middle), deviation(heard), (begins * rate) / (windows.length * step)]
  return numbers.map((value, d) => Math.max(-farthest, Math.min(farthest, (value - usual[d]![0]) / usual[d]![1])))
}

const decibels = (energy: number): number => Math.max(-90, 10 * Math.log10(energy + 1e-12))
const levelOf = (bands: Float64Array): number => decibels(bands.reduce((sum, energy) => sum + energy, 0))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]): number => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map(value => (value - middle) ** 2)))
}

const hann = Float64Array.from(
  { length: windowLength },
  (_, place) => 0.5 - 0.5 * Math.cos((2 * Math.PI * place) / windowLength),
)

/** Energy at each pitch of one window. */
function pitches(samples: Int16Array, from: number, rate: number): Float64Array {
  const real = new Float64Array(windowLength)
  const imaginary = new Float64Array(windowLength)
  for (let i = 0; i < windowLength; i++) real[i] = (samples[from + i]! / 32_768) * hann[i]!
  transform(real, imaginary)
  const bands = new Float64Array(ends.length)
  for (let bin = 1; bin < windowLength / 2; bin++) {
    const band = ends.findIndex(end => (bin * rate) / windowLength < end)
    if (band >= 0) bands[band]! += (real[bin]! ** 2 + imaginary[bin]! ** 2) / windowLength
  }
  return bands
}

/** The fast Fourier transform in place (Cooley and Tukey 1965), radix 2. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      ;[real[i], real[j]] = [real[j]!, real[i]!]
      ;[imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!]
    }
  }
  for (let length = 2; length <= n; length *= 2)
    for (let start = 0; start < n; start += length)
      for (let k = 0; k < length / 2; k++) {
        const angle = (-2 * Math.PI * k) / length
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
        const [a, b] = [start + k, start + k + length / 2]
        const x = real[b]! * cos - imaginary[b]! * sin
        const y = real[b]! * sin + imaginary[b]! * cos
        real[b] = real[a]! - x
        imaginary[b] = imaginary[a]! - y
        real[a]! += x
        imaginary[a]! += y
      }
}
