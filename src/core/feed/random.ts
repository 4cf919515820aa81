/** Chance that can be replayed: the same seed gives the same numbers on every machine. Whole numbers of 32 bits only. */

/** A number of 32 bits for a seed and a place; near seeds and near places have nothing to do with each other. */
export function mixed(seed: number, place: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** Numbers of 0 to below 1, one after the other. */
export function randomFrom(seed: number): () => number {
  let turn = 0
  return () => mixed(seed, turn++) / 0x100000000
}
