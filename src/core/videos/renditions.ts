/** Sizes and rates of what a clip is rendered to. Pixels are shown pixels, the rotation applied. */
export interface RenditionPlan {
  width: number
  height: number
  /** Ceiling for the encoder, bit/s. */
  maxBitsPerSecond: number
}

/** Bit rate ceilings at 30 frames a second, by short side. */
const ceilings: readonly (readonly [shortSide: number, bitsPerSecond: number])[] = [
  [360, 800_000],
  [540, 1_600_000],
  [720, 2_800_000],
]

/** The size of a rendition with this short side: same shape, even numbers, never larger than the clip itself. */
export function planRendition(shown: { width: number; height: number }, shortSide: number): RenditionPlan {
  const scale = Math.min(1, shortSide / Math.min(shown.width, shown.height))
  const even = (pixels: number) => Math.max(2, Math.round((pixels * scale) / 2) * 2)
  const ceiling = ceilings.find(([side]) => side >= shortSide)?.[1] ?? 2_800_000
  return { width: even(shown.width), height: even(shown.height), maxBitsPerSecond: ceiling }
}

/** The still pictures of a clip: one poster, and a storyboard of at most 12 small frames. */
export interface StillsPlan {
  poster: { width: number; height: number }
  frame: { width: number; height: number }
  frames: number
  everyMs: number
}

export function planStills(shown: { width: number; height: number }, durationMs: number): StillsPlan {
  const frames = Math.max(1, Math.min(12, Math.floor(durationMs / 1000)))
  const { width, height } = planRendition(shown, 540)
  const small = planRendition(shown, 90)
  return {
    poster: { width, height },
    frame: { width: small.width, height: small.height },
    frames,
    everyMs: Math.max(1, Math.round(durationMs / frames)),
  }
}
