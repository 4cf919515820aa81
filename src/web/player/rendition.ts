import type { Rendition, Video } from '../../core/wire/video.ts'

/** What the very first clip of a visit plays, before anything was measured. */
const firstShortSide = 540
/** A clip may be drawn this much larger than it is before anyone sees it. */
const mostStretch = 1.15

const shortSide = ({ width, height }: Rendition): number => Math.min(width, height)

/** The rendition that a page sent by the server begins with: 540, or the nearest above, or the best there is. */
export function firstRendition(renditions: readonly Rendition[]): Rendition | undefined {
  return renditions.find(rendition => shortSide(rendition) >= firstShortSide) ?? renditions.at(-1)
}

export interface Circumstances {
  /** Measured, or null while nothing was. */
  bitsPerSecond: number | null
  savesData: boolean
  /** Device pixels of the clip's short side as it is drawn, or null where it is not known. */
  shownShortSide: number | null
  /** Milliseconds that the last clips were looked at, where the viewer leafs through the feed; null where they watch. */
  leafingMs?: number | null
}

/** What a browser fetches of a clip before it is shown, in seconds of it. */
const preparedSeconds = 3.2

/**
 * The best rendition that the network carries with half as much again to spare, and no larger than the screen shows; the
 * smallest where none does. For who leafs through the feed, the beginning of the next clip has to arrive while one is looked at.
 * Renditions come smallest first.
 */
export function chooseRendition(
  renditions: readonly Rendition[],
  { bitsPerSecond, savesData, shownShortSide, leafingMs = null }: Circumstances,
): Rendition | undefined {
  if (savesData) return renditions[0]
  const enough = renditions.findIndex(rendition => shortSide(rendition) * mostStretch >= (shownShortSide ?? Infinity))
  const useful = enough < 0 ? renditions : renditions.slice(0, enough + 1)
  if (bitsPerSecond === null) return firstRendition(useful)
  const isCarried = (rendition: Rendition) =>
    rendition.bitsPerSecond * 1.5 <= bitsPerSecond &&
    (leafingMs === null || rendition.bitsPerSecond * preparedSeconds <= (bitsPerSecond * 0.8 * leafingMs) / 1000)
  return useful.findLast(isCarried) ?? useful[0]
}

/** A clip of nearly the box's shape fills it; any other is shown whole. */
export function fitOf(clip: Video, box: { width: number; height: number }): 'cover' | 'contain' {
  const shapes = [clip.width / clip.height, box.width / box.height] as const
  return Math.max(...shapes) / Math.min(...shapes) < 1.16 ? 'cover' : 'contain'
}

/** Device pixels of a clip's short side when it is drawn into a box of CSS pixels. */
export function shownShortSide(clip: Video, box: { width: number; height: number }, pixelRatio: number): number {
  const scales = [box.width / clip.width, box.height / clip.height] as const
  const scale = fitOf(clip, box) === 'cover' ? Math.max(...scales) : Math.min(...scales)
  return Math.min(clip.width, clip.height) * scale * pixelRatio
}
