/** A proof of work: a number that gives, behind a challenge, a SHA-256 with as many zero bits at its beginning as were asked for. */
export interface Proof {
  challenge: string
  answer: string
}

// FIPS 180-4 §4.2.2: fractional parts of the cube roots of the first 64 primes.
const constants = new Uint32Array(64)
const start = new Uint32Array(8)
for (let prime = 2, n = 0; n < 64; prime++) {
  let isPrime = true
  for (let by = 2; by * by <= prime; by++) isPrime &&= prime % by !== 0
  if (!isPrime) continue
  if (n < 8) start[n] = (Math.sqrt(prime) % 1) * 2 ** 32
  constants[n++] = (Math.cbrt(prime) % 1) * 2 ** 32
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))
const schedule = new Uint32Array(64)

function addBlock(state: Uint32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = view.getUint32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const [w15, w2] = [schedule[i - 15]!, schedule[i - 2]!]
    const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3)
    const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10)
    schedule[i] = schedule[i - 16]! + s0 + schedule[i - 7]! + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + schedule[i]!
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  const ends = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = state[i]! + ends[i]!
}

/** SHA-256 of ASCII. Browsers only offer one that is waited for, which is a hundred times slower for as many short texts. */
export function sha256(ascii: string): Uint32Array {
  const bytes = new Uint8Array(Math.ceil((ascii.length + 9) / 64) * 64)
  for (let i = 0; i < ascii.length; i++) bytes[i] = ascii.charCodeAt(i)
  bytes[ascii.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 4, ascii.length * 8)
  const state = start.slice()
  for (let at = 0; at < bytes.length; at += 64) addBlock(state, view, at)
  return state
}

const zeroBits = (state: Uint32Array): number => {
  let bits = 0
  for (const word of state) {
    bits += Math.clz32(word)
    if (word !== 0) break
  }
  return bits
}

export const isProof = ({ challenge, answer }: Proof, difficulty: number): boolean =>
  zeroBits(sha256(`${challenge}.${answer}`)) >= difficulty

/** The first answer among the numbers from `from` on, `many` of them; null where none is. */
export function answerAmong(challenge: string, difficulty: number, from: number, many: number): string | null {
  for (let n = from; n < from + many; n++) if (isProof({ challenge, answer: String(n) }, difficulty)) return String(n)
  return null
}
