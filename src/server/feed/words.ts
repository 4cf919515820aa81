/**
 * What a clip says of itself, in a few signed numbers: each word is thrown by its hash onto some of the places (feature hashing, Weinberger et
 * al. 2009), so that clips with the same words lie near each other without any list of words. Tags weigh most; pieces of words
 * let `cooking` and `cook` meet.
 */
const places = 4
const pieceLength = 4

const weights = { tag: 2.4, tagPieces: 2, sound: 1.5, word: 0.8, wordPieces: 0.6 }
/** Words that say little are short in both languages; they weigh as they are long. */
const wholeWordAt = 7
const mostTokens = 400

interface Said {
  caption: string
  tags: readonly string[]
  soundId: string | null
}

/** A vector of so many numbers; zeros where nothing was said. */
export function wordsVector({ caption, tags, soundId }: Said, dimensions: number): Float64Array {
  const vector = new Float64Array(dimensions)
  for (const tag of tags) {
    const plain = plainOf(tag)
    throwInto(vector, `#${plain}`, weights.tag)
    addPieces(vector, plain, weights.tagPieces)
  }
  const words = plainOf(caption.replace(/#[\p{L}\p{M}\p{N}_]+/gu, ' ')).match(/[\p{L}\p{N}]{3,}/gu) ?? []
  for (const word of words.slice(0, mostTokens)) {
    const weight = Math.min(1, word.length / wholeWordAt) ** 2
    throwInto(vector, `#${word}`, weights.word * weight)
    addPieces(vector, word, weights.wordPieces * weight)
  }
  if (soundId !== null) throwInto(vector, `♪${soundId}`, weights.sound)
  return vector
}

/** Lower case, without accents. */
const plainOf = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function addPieces(vector: Float64Array, word: string, weight: number): void {
  const framed = `<${word}>`
  const count = framed.length - pieceLength + 1
  for (let at = 0; at < count; at++) throwInto(vector, framed.slice(at, at + pieceLength), weight / Math.sqrt(count))
}

/** Onto four places, each with a sign of its own: two words that meet on one place do not meet on the others. */
function throwInto(vector: Float64Array, token: string, weight: number): void {
  let hash = seedOf(token)
  for (let i = 0; i < places; i++) {
    hash = next(hash)
    vector[(hash >>> 1) % vector.length]! += hash & 1 ? weight : -weight
  }
}

function seedOf(token: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** MurmurHash3's last mixing, over a step of Weyl. */
function next(hash: number): number {
  let h = (hash + 0x9e3779b9) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
