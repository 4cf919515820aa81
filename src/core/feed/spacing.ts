/** What may stand where, given what stood before: creators, sounds, topics and near-identical clips keep their distance. */
import { dimensions } from './candidate.ts'
import type { Weights } from './weights.ts'

/** A clip that was shown, or has its place already. `exploring` says that its place was kept for what is least known. */
export interface Shown {
  readonly id: string
  readonly creator: number
  readonly sound: number
  /** The key, 0 for none. */
  readonly topic: number
  readonly features: ArrayLike<number>
  readonly exploring: boolean
}

/**
 * From the strictest: what is given up first where nothing else is left, on a small shore. The same clip never stands twice, and no
 * rule of the viewer is ever given up.
 */
export const strictest = 4

/** Whether a clip may stand behind those shown, the newest last, when the `strictness` first of four distances still hold. */
export function mayFollow(
  clip: Omit<Shown, 'exploring'>,
  shown: readonly Shown[],
  followed: ReadonlySet<number>,
  strictness: number,
  { spacing }: Weights,
): boolean {
  const distance = (place: number) => shown.length - place
  let ofTopic = 0
  for (let place = Math.max(0, shown.length - spacing.topicWindow); place < shown.length; place++) {
    const before = shown[place]!
    const gap = distance(place)
    if (before.id === clip.id) return false
    const creatorGap = followed.has(clip.creator) ? 2 : spacing.creator
    if (strictness >= 1 && before.creator === clip.creator && clip.creator !== 0 && gap < creatorGap) return false
    if (strictness >= 2 && before.topic === clip.topic && clip.topic !== 0 && gap < spacing.topicWindow) ofTopic++
    if (strictness >= 3 && before.sound === clip.sound && clip.sound !== 0 && gap < spacing.sound) return false
    if (strictness >= 4 && gap < spacing.near && cosine(before.features, clip.features) > spacing.nearCosine)
      return false
  }
  return ofTopic < spacing.topicMost
}

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0]
  for (let d = 0; d < dimensions; d++) {
    ab += a[d]! * b[d]!
    aa += a[d]! * a[d]!
    bb += b[d]! * b[d]!
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}
