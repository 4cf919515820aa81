import { type Refusal, refuse } from '../errors.ts'
import { pictureCodecs, videoLimits } from './limits.ts'

/** What the transcoder's probe found in a file. Durations in ms, sizes in pixels as stored (before rotation), rates in bit/s. */
export interface Probe {
  /** Demuxer names as FFmpeg spells them, comma separated: `mov,mp4,m4a,3gp,3g2,mj2`. */
  format: string
  durationMs: number
  bitsPerSecond: number
  picture: null | {
    codec: string
    profile: string
    /** H.264 level times ten, `42` for 4.2; 0 where the codec has none. */
    level: number
    pixelFormat: string
    width: number
    height: number
    /** Clockwise turn that a player applies, in degrees: 0, 90, 180 or 270. */
    rotation: 0 | 90 | 180 | 270
    framesPerSecond: number
    frames: number
    /** End of the last picture that is really in the file; a truncated file has less than it declares. */
    coveredMs: number
    declaredMs: number
    /** Longest distance between two keyframes, in ms. */
    keyframeGapMs: number
    /** Fraction of a pixel's width to its height; 1 is square. */
    pixelAspect: number
    /** Transfer characteristic as FFmpeg spells it, `smpte2084` for PQ; empty where the file does not say. */
    transfer: string
    isInterlaced: boolean
  }
  /** Bytes of picture and sound that have come by the end of each second of the clip, the last entry being all of them. */
  bytesBySecond: number[]
  sound: null | { codec: string; profile: string; sampleRate: number; channels: number }
  /** Video and audio streams beyond the first of each, subtitles, data. A web-playable clip has none after the remux. */
  otherStreams: number
}

/** Size as shown, the rotation applied and pixels squared. */
export function shownSize(picture: NonNullable<Probe['picture']>): { width: number; height: number } {
  const width = Math.round(picture.width * picture.pixelAspect)
  const turned = picture.rotation === 90 || picture.rotation === 270
  return turned ? { width: picture.height, height: width } : { width, height: picture.height }
}

/** Why a file is not an allowed video, or null when it is one. Looks at structure only; the decoder has the last word. */
export function refusalOf(probe: Probe): Refusal | null {
  const { picture } = probe
  if (!picture) return refuse(probe.sound ? 'video.no-picture' : 'video.still')
  if (!(pictureCodecs as readonly string[]).includes(picture.codec)) {
    return refuse('video.codec', { got: picture.codec, expected: 'H.264, HEVC, VP8, VP9, AV1, MPEG-4' })
  }
  if (picture.frames < 2) return refuse('video.still')
  if (probe.durationMs > videoLimits.maxDurationMs + videoLimits.durationToleranceMs) {
    return refuse('video.too-long', {
      got: Math.ceil(probe.durationMs / 1000),
      limit: videoLimits.maxDurationMs / 1000,
    })
  }
  if (picture.coveredMs < picture.declaredMs - Math.max(1000, picture.declaredMs * 0.05)) {
    return refuse('video.damaged', { got: Math.floor(picture.coveredMs / 1000) })
  }
  if (picture.frames > (probe.durationMs / 1000 + 1) * videoLimits.maxFramesPerSecond) {
    return refuse('video.too-many-pictures', {
      got: Math.round(picture.frames / Math.max(1, probe.durationMs / 1000)),
      limit: videoLimits.maxFramesPerSecond,
    })
  }
  const longest = Math.max(picture.width, picture.height)
  if (longest > videoLimits.maxSidePx || longest < 16) {
    return refuse('video.too-big-picture', { got: longest, limit: videoLimits.maxSidePx })
  }
  return null
}

/**
 * Whether a browser plays the file as it is, so that a clean remux can be published at once:
 * progressive H.264 8-bit 4:2:0 up to level 4.2, short side at most 1080, at most 12 Mbit/s, keyframes at most 4 s apart, AAC-LC or silent.
 */
export function isWebPlayable(probe: Probe): boolean {
  const { picture, sound } = probe
  if (picture?.codec !== 'h264') return false
  if (picture.pixelFormat !== 'yuv420p' && picture.pixelFormat !== 'yuvj420p') return false
  if (picture.isInterlaced || picture.framesPerSecond > 61) return false
  if (picture.level > 42 || picture.pixelAspect !== 1) return false
  if (Math.min(picture.width, picture.height) > 1080 || Math.max(picture.width, picture.height) > 1920) return false
  if (probe.bitsPerSecond > 12_000_000) return false
  // One frame of slack: a keyframe "every 4 s" at 29.97 fps stands a little after.
  if (picture.keyframeGapMs > 4_050) return false
  return sound === null || (sound.codec === 'aac' && sound.profile === 'LC' && sound.channels <= 2)
}
