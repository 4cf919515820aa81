/**
 * The features of a clip: 64 whole numbers of -127 to 127, from what it says, looks, sounds and moves like, and from public acts. The
 * cosine of two says how alike they are. No model and no list is needed; the same clip gives the same numbers everywhere.
 *
 * | numbers | are |
 * | --- | --- |
 * | 0 to 27 | words: tags, caption, sound |
 * | 28 to 43 | pictures |
 * | 44 to 51 | sound |
 * | 52 to 55 | language, length, pace |
 * | 56 to 63 | company: who likes it in public likes those too |
 */
import { candidateLanguages, dimensions } from '../../core/feed/candidate.ts'
import type { Clip } from './catalog-store.ts'
import { wordsVector } from './words.ts'

/** How many numbers each part has, and how much it weighs where it is there. */
const parts = {
  words: { size: 28, weight: 1 },
  picture: { size: 16, weight: 0.55 },
  sound: { size: 8, weight: 0.35 },
  form: { size: 4, weight: 0.35 },
  company: { size: 8, weight: 0.8 },
} as const
export const sizeOf = { picture: parts.picture.size, sound: parts.sound.size, company: parts.company.size, pace: 2 }
const featuresLength = 127

const longestMs = 180_000

type Described = Pick<
  Clip,
  'caption' | 'tags' | 'soundId' | 'language' | 'durationMs' | 'picture' | 'sound' | 'pace' | 'company' | 'given'
>

export function featuresOf(clip: Described): Int8Array {
  if (clip.given?.length === dimensions) return new Int8Array(clip.given)
  const vectors: [ArrayLike<number> | null, { size: number; weight: number }][] = [
    [wordsVector(clip, parts.words.size), parts.words],
    [signed(clip.picture), parts.picture],
    [signed(clip.sound), parts.sound],
    [formVector(clip), parts.form],
    [signed(clip.company), parts.company],
  ]
  const all = new Float64Array(dimensions)
  let at = 0
  for (const [vector, { size, weight }] of vectors) {
    const length = vector?.length === size ? lengthOf(vector) : 0
    if (vector && length > 0) for (let d = 0; d < size; d++) all[at + d] = (weight * vector[d]!) / length
    at += size
  }
  return asBytes(all)
}

/** Language on a circle, the length of the clip by its logarithm, and how fast it goes. */
function formVector({ language, durationMs, pace }: Pick<Described, 'language' | 'durationMs' | 'pace'>): number[] {
  const code = candidateLanguages[language.slice(0, 2)] ?? 0
  const [x, y] = [
    [0, 0],
    [1, 0],
    [0, 1],
  ][code]!
  const length = (2 * Math.log(1 + durationMs / 1000)) / Math.log(1 + longestMs / 1000) - 1
  const moves = signed(pace)
  return [x!, y!, 0.5 * length, moves?.length === sizeOf.pace ? (0.5 * (moves[0]! + moves[1]!)) / 254 : 0]
}

/** A vector's direction in signed bytes; never longer than 127. */
export function asBytes(vector: ArrayLike<number>): Int8Array {
  const length = lengthOf(vector)
  return Int8Array.from(vector, value => (length === 0 ? 0 : Math.trunc((featuresLength * value) / length)))
}

export const lengthOf = (vector: ArrayLike<number>): number => {
  let sum = 0
  for (let d = 0; d < vector.length; d++) sum += vector[d]! * vector[d]!
  return Math.sqrt(sum)
}

const signed = (bytes: Buffer | null): Int8Array | null => bytes && new Int8Array(bytes)
