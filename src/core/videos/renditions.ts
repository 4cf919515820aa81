import { type Probe, shownSize } from './probe.ts'

/** Sizes and rates of what a clip is rendered to. Pixels are shown pixels, the rotation applied. */
export interface RenditionPlan {
  width: number
  height: number
  /** Ceiling for the encoder, bit/s. */
  maxBitsPerSecond: number
  /** H.264 level, `4.0`: told to the encoder, which without it may believe a file's odd clock and write one no phone decodes. */
  level: string
}

/** Bit rate ceilings at 30 frames a second, by short side. */
const ladder: readonly (readonly [shortSide: number, bitsPerSecond: number])[] = [
  [360, 800_000],
  [540, 1_600_000],
  [720, 2_800_000],
  [1080, 5_000_000],
]
const levels: readonly (readonly [level: string, blocks: number, blocksEachSecond: number])[] = [
  ['3.1', 3600, 108_000],
  ['3.2', 5120, 216_000],
  ['4.0', 8192, 245_760],
  ['4.2', 8704, 522_240],
]
/** What level 4.2 holds; a clip of 4096 x 1080 has to be smaller than its short side says. */
const mostPixels = 8600 * 16 * 16
export const mostFramesPerSecond = 60
/** A clip this much larger than its highest rung has one more, in its own size. */
const worthARung = 1.2

/** The size of a rendition with this short side: same shape, even numbers, never larger than the clip itself. */
export function planRendition(
  shown: { width: number; height: number },
  shortSide: number,
  framesPerSecond = 30,
): RenditionPlan {
  const { width: shownWidth, height: shownHeight } = shown
  const scale = Math.min(
    1,
    shortSide / Math.min(shownWidth, shownHeight),
    Math.sqrt(mostPixels / (shownWidth * shownHeight)),
  )
  const even = (pixels: number) => Math.max(2, Math.round((pixels * scale) / 2) * 2)
  const [width, height] = [even(shownWidth), even(shownHeight)]
  const [, ceiling] = ladder.find(([side]) => side >= Math.min(width, height)) ?? ladder.at(-1)!
  // Twice the pictures are half as many again bits: neighbours are alike.
  const maxBitsPerSecond = Math.round(framesPerSecond > 35 ? ceiling * 1.5 : ceiling)
  return { width, height, maxBitsPerSecond, level: levelOf(width, height, framesPerSecond) }
}

/** The least level (ITU-T H.264 table A-1) for this many macroblocks, and for this many each second. */
function levelOf(width: number, height: number, framesPerSecond: number): string {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16)
  const found = levels.find(([, most, mostEachSecond]) => blocks <= most && blocks * framesPerSecond <= mostEachSecond)
  return (found ?? levels.at(-1)!)[0]
}

/** Every rendition of a clip, smallest first: short sides 360, 540, 720, 1080, never larger than the clip. */
function planLadder(shown: { width: number; height: number }, framesPerSecond: number): RenditionPlan[] {
  const short = Math.min(shown.width, shown.height)
  const sides = ladder.map(([side]) => side).filter(side => side <= short)
  const top = sides.at(-1) ?? 0
  if (top < ladder.at(-1)![0] && short >= top * worthARung) sides.push(short)
  return sides.map(side => planRendition(shown, side, framesPerSecond))
}

/** What is done to every picture and sound on the way into a rendition. */
export interface Treatment {
  /** The picture is PQ or HLG (ITU-R BT.2100) and is mapped to BT.709. */
  isHdr: boolean
  isInterlaced: boolean
  hasSound: boolean
  /** Decibels by which the sound is raised or lowered. */
  gainDb: number
}

/** A drawing of the shore's own: right as it is. */
export const asDrawn: Treatment = { isHdr: false, isInterlaced: false, hasSound: true, gainDb: 0 }

/** Integrated loudness (EBU R128) that every clip is brought to, in LUFS; what the large networks play at. */
export const targetLufs = -14
const mostGainDb = 15
const leastGainDb = -25
/** Quieter than this is silence or the noise of a room: it stays as it is. */
const silenceLufs = -50

/** `lufs`: integrated loudness of the clip's sound, or null where it has none or it could not be measured. */
export function treatmentOf(probe: Probe, lufs: number | null): Treatment {
  const transfer = probe.picture?.transfer ?? ''
  return {
    isHdr: transfer === 'smpte2084' || transfer === 'arib-std-b67',
    isInterlaced: probe.picture?.isInterlaced ?? false,
    hasSound: probe.sound !== null,
    gainDb: lufs === null || lufs < silenceLufs ? 0 : gainOf(lufs),
  }
}

function gainOf(lufs: number): number {
  return Math.round(Math.max(leastGainDb, Math.min(mostGainDb, targetLufs - lufs)) * 10) / 10
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

/** What is asked of an engine for a clip that was looked at. */
export function planFor(probe: Probe): { shown: { width: number; height: number }; ladder: RenditionPlan[] } {
  const shown = shownSize(probe.picture!)
  const ladder = planLadder(shown, Math.min(mostFramesPerSecond, probe.picture!.framesPerSecond))
  const busiest = busiestBitsPerSecond(probe.bytesBySecond) * (worthInH264[probe.picture!.codec] ?? 1)
  return {
    shown,
    ladder: ladder.map(plan => {
      const share = (plan.width * plan.height) / (shown.width * shown.height)
      const enough = Math.max(leastBitsPerSecond, Math.round(busiest * Math.min(1, share) ** 0.75))
      return busiest === 0 ? plan : { ...plan, maxBitsPerSecond: Math.min(plan.maxBitsPerSecond, enough) }
    }),
  }
}

/** Bits of H.264 that say what one bit of the codec said, as a copy gains nothing by being larger than its original. */
const worthInH264: Readonly<Record<string, number>> = { h264: 1, mpeg4: 0.8, vp8: 1, vp9: 1.8, hevc: 1.8, av1: 2.2 }
const leastBitsPerSecond = 250_000

/** The rate of the two seconds that hold the most, bit/s: the window that an encoder's ceiling counts over. */
function busiestBitsPerSecond(ends: readonly number[]): number {
  const windows = ends.map((end, second) => end - (ends[second - 2] ?? 0))
  return (Math.max(0, ...windows) * 8) / Math.min(2, Math.max(1, ends.length))
}
