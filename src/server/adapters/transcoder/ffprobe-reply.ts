import type { Probe } from '../../../core/videos/probe.ts'

/** Past this no clip is allowed, and nothing is counted. */
const longestSeconds = 600

interface Stream {
  index: number
  codec_type?: string
  codec_name?: string
  profile?: string
  level?: number
  pix_fmt?: string
  width?: number
  height?: number
  avg_frame_rate?: string
  sample_aspect_ratio?: string
  color_transfer?: string
  field_order?: string
  duration?: string
  sample_rate?: string
  channels?: number
  disposition?: { attached_pic?: number }
  side_data_list?: { rotation?: number }[]
}
interface Reply {
  format?: { format_name?: string; duration?: string; bit_rate?: string }
  streams?: Stream[]
  packets?: { stream_index: number; pts_time?: string; duration_time?: string; size?: string; flags?: string }[]
}

/** Reads ffprobe's JSON. Times there are decimal seconds; a recorder's WebM declares no duration, so packets decide. */
export function probeFrom(reply: Reply): Probe {
  const streams = reply.streams ?? []
  const pictureStream = streams.find(stream => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1)
  const soundStream = streams.find(stream => stream.codec_type === 'audio')
  const span = pictureStream ? spanOf(reply, pictureStream.index) : null
  const declaredMs = ms(reply.format?.duration)
  // What a header declares is a claim; what the packets cover is a fact. The longer of the two is what would be kept.
  const soundEndMs = soundStream ? spanOf(reply, soundStream.index).endMs : 0
  const durationMs = Math.max(declaredMs, span?.endMs ?? 0, soundEndMs)
  return {
    format: reply.format?.format_name ?? '',
    durationMs,
    bitsPerSecond: Number(reply.format?.bit_rate ?? 0),
    picture: pictureStream && span ? pictureFrom(pictureStream, span) : null,
    sound: soundStream
      ? {
          codec: soundStream.codec_name ?? '',
          profile: soundStream.profile ?? '',
          sampleRate: Number(soundStream.sample_rate ?? 0),
          channels: soundStream.channels ?? 0,
        }
      : null,
    bytesBySecond: bytesBySecond(reply, [pictureStream?.index, soundStream?.index]),
    otherStreams: streams.length - (pictureStream ? 1 : 0) - (soundStream ? 1 : 0),
  }
}

function pictureFrom(stream: Stream, span: Span): NonNullable<Probe['picture']> {
  return {
    codec: stream.codec_name ?? '',
    profile: stream.profile ?? '',
    level: Math.max(0, stream.level ?? 0),
    pixelFormat: stream.pix_fmt ?? '',
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    rotation: clockwise(stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0),
    framesPerSecond: fraction(stream.avg_frame_rate, '/') || (span.endMs > 0 ? (span.frames * 1000) / span.endMs : 0),
    frames: span.frames,
    coveredMs: span.endMs,
    declaredMs: ms(stream.duration) || span.endMs,
    keyframeGapMs: span.keyframeGapMs,
    transfer: stream.color_transfer === 'unknown' ? '' : (stream.color_transfer ?? ''),
    isInterlaced: !['progressive', 'unknown', undefined].includes(stream.field_order),
    pixelAspect: fraction(stream.sample_aspect_ratio, ':') || 1,
  }
}

function bytesBySecond(reply: Reply, streams: readonly (number | undefined)[]): number[] {
  const found: number[] = []
  let second = 0
  for (const { stream_index, pts_time, size } of reply.packets ?? []) {
    if (!streams.includes(stream_index)) continue
    if (pts_time !== undefined) second = Math.max(0, Math.floor(Number(pts_time)))
    // A hostile time of years would be an array of years.
    if (second > longestSeconds) continue
    found[second] = (found[second] ?? 0) + Number(size ?? 0)
  }
  let sum = 0
  return Array.from(found, bytes => (sum += bytes ?? 0))
}

interface Span {
  frames: number
  endMs: number
  keyframeGapMs: number
}

function spanOf(reply: Reply, index: number): Span {
  let start = Number.POSITIVE_INFINITY
  let end = 0
  const keyframes: number[] = []
  let frames = 0
  for (const packet of reply.packets ?? []) {
    if (packet.stream_index !== index) continue
    frames++
    if (packet.pts_time === undefined) continue
    const at = Number(packet.pts_time) * 1000
    start = Math.min(start, at)
    end = Math.max(end, at + Number(packet.duration_time ?? 0) * 1000)
    if (packet.flags?.startsWith('K')) keyframes.push(at)
  }
  if (frames === 0) return { frames, endMs: 0, keyframeGapMs: 0 }
  keyframes.sort((a, b) => a - b)
  // No keyframe at all is a gap without end.
  let keyframeGapMs = keyframes.length === 0 ? Number.MAX_SAFE_INTEGER : end - keyframes.at(-1)!
  for (let at = 1; at < keyframes.length; at++)
    keyframeGapMs = Math.max(keyframeGapMs, keyframes[at]! - keyframes[at - 1]!)
  return { frames, endMs: Math.round(end - Math.min(start, 0)), keyframeGapMs: Math.round(keyframeGapMs) }
}

/** ffprobe gives the display matrix counter-clockwise, -180 to 180. */
function clockwise(rotation: number): 0 | 90 | 180 | 270 {
  const quarter = ((Math.round(-rotation / 90) % 4) + 4) % 4
  return ([0, 90, 180, 270] as const)[quarter]!
}

const ms = (seconds: string | undefined): number => {
  const value = Math.round(Number(seconds ?? 0) * 1000)
  return Number.isFinite(value) ? value : 0
}

function fraction(text: string | undefined, sign: string): number {
  const [above, below] = (text ?? '').split(sign).map(Number)
  return above && below ? above / below : 0
}
