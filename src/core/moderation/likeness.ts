import { distanceOf, type Print } from '../videos/prints.ts'

/**
 * Pictures in which so many of 64 bits differ, or fewer, are taken for one. Measured over the trial's clips (docs/audit/same-file.md):
 * copies that were cropped, scaled, encoded anew, brightened or mirrored lie within it, other clips beyond.
 */
export const alikeBits = 8
/** Below this share of its pictures a clip is not held: two clips may begin with the same title. */
const leastShare = 0.6

export interface Likeness {
  /** How many pictures were found again, of how many: of the clip's own, or of the removed clip's where that is more. */
  frames: number
  of: number
}

/** What a clip has of another one; null where that is too little to trouble anybody. A part of it, or more put around it, counts alike. */
export function likenessOf(seen: readonly Print[], removed: readonly bigint[]): Likeness | null {
  const isAlike = ({ print, mirrored }: Print, other: bigint) =>
    distanceOf(print, other) <= alikeBits || distanceOf(mirrored, other) <= alikeBits
  const own = { frames: seen.filter(one => removed.some(other => isAlike(one, other))).length, of: seen.length }
  const theirs = { frames: removed.filter(other => seen.some(one => isAlike(one, other))).length, of: removed.length }
  if (own.frames === 0 || own.frames < Math.min(2, own.of)) return null
  const most = own.frames / own.of >= theirs.frames / theirs.of ? own : theirs
  return most.frames / most.of < leastShare ? null : most
}

/** What the author of a clip that is held reads, whatever they read in. */
export const heldReason =
  'Its pictures resemble those of a clip that a moderator removed under this rule. It is hidden until a moderator has looked at it; nothing else is decided.\n' +
  'Ses images ressemblent à celles d’un clip que la modération a retiré selon cette règle. Il est caché jusqu’à ce qu’une personne de la modération l’ait regardé ; rien d’autre n’est décidé.'
