import type { Rendition } from '../../core/wire/video.ts'

/** What the very first clip of a visit plays, before anything was measured. */
const firstShortSide = 540

const shortSide = ({ width, height }: Rendition): number => Math.min(width, height)

/** The rendition that a page sent by the server begins with: 540, or the nearest above, or the best there is. */
export function firstRendition(renditions: readonly Rendition[]): Rendition | undefined {
  return renditions.find(rendition => shortSide(rendition) >= firstShortSide) ?? renditions.at(-1)
}

/**
 * The best rendition that the network carries with half as much again to spare; the smallest where none does.
 * `bitsPerSecond` is null while nothing was measured. Renditions come smallest first.
 */
export function chooseRendition(
  renditions: readonly Rendition[],
  bitsPerSecond: number | null,
  savesData: boolean,
): Rendition | undefined {
  if (savesData) return renditions[0]
  if (bitsPerSecond === null) return firstRendition(renditions)
  return renditions.findLast(rendition => rendition.bitsPerSecond * 1.5 <= bitsPerSecond) ?? renditions[0]
}
