/** What people put around a name to pass for whoever has it. */
const affixes = [
  'officlal',
  'officlel',
  'offlcial',
  'offlclal',
  'offlclel',
  'real',
  'vrai',
  'the',
  'gov',
  'gouv',
  'hq',
  'team',
  'support',
  'help',
  'news',
  'tv',
]

/** A skeleton without what is put around names; itself among them. */
function cores(skeleton: string): string[] {
  const found = [skeleton]
  for (const affix of affixes)
    for (const core of [...found]) {
      if (core.startsWith(affix)) found.push(core.slice(affix.length))
      if (core.endsWith(affix)) found.push(core.slice(0, -affix.length))
    }
  return found.filter(core => core.length >= 3)
}

/** At most one letter more, less, other, or two that changed places (Damerau 1964). */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let [endA, endB] = [a.length, b.length]
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1]
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)]
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}

/** Shorter names than this are close to many that mean something else. */
const longEnough = 6

/** Whether a handle would pass for a name that is kept; both as skeletons (UTS #39 §4). */
export const passesFor = (skeleton: string, kept: string): boolean =>
  cores(skeleton).includes(kept) || (kept.length >= longEnough && isOneOff(skeleton, kept))
