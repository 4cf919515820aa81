/**
 * FFmpeg's libraries through node-av's low-level calls. Synchronous on purpose: this runs in a process of its own, one job each.
 * Every native return code is checked here; the library's high-level readers and writers swallow some of them.
 */
import * as K from 'node-av/constants'
import * as lib from 'node-av/lib'

export { K, lib }

lib.Log.setLevel(K.AV_LOG_ERROR)

export function check(code: number, what: string): number {
  if (code < 0) throw new Error(`${what}: ${lib.FFmpegError.strerror(code)}`)
  return code
}

/** Opens a file, and nothing else: the demuxers that are allowed, and no protocol but plain files. */
export function openInput(path: string, demuxers: string): lib.FormatContext {
  const context = new lib.FormatContext()
  const options = lib.Dictionary.fromObject({ format_whitelist: demuxers, protocol_whitelist: 'file' })
  try {
    check(context.openInputSync(`file:${path}`, null, options), 'open')
    check(context.findStreamInfoSync(null), 'read the header')
    return context
  } catch (error) {
    context.closeInputSync()
    throw error
  } finally {
    options.free()
  }
}

const isCover = (stream: lib.Stream): boolean => (stream.disposition & K.AV_DISPOSITION_ATTACHED_PIC) !== 0

export function firstStream(
  context: lib.FormatContext,
  type: lib.Stream['codecpar']['codecType'],
): lib.Stream | undefined {
  return context.streams?.find(stream => stream.codecpar.codecType === type && !isCover(stream))
}

/** Packets in file order. The same packet object each time; the end of the file ends it, any other error throws. */
export function* packets(context: lib.FormatContext): Generator<lib.Packet> {
  const packet = new lib.Packet()
  packet.alloc()
  try {
    for (;;) {
      const code = context.readFrameSync(packet)
      if (code === K.AVERROR_EOF) return
      check(code, 'read a packet')
      yield packet
      packet.unref()
    }
  } finally {
    packet.free()
  }
}

/** Options by name, as strings. A dictionary given to `open2` dangles afterwards; `setOption` also reports unknown names. */
function openCodec(context: lib.CodecContext, codec: lib.Codec, options: Record<string, string>): lib.CodecContext {
  for (const [name, value] of Object.entries(options)) check(context.setOption(name, value), `option ${name}`)
  check(context.open2Sync(codec, null), 'open the codec')
  return context
}

export function openDecoder(stream: lib.Stream, options: Record<string, string> = {}): lib.CodecContext {
  const codec = lib.Codec.findDecoder(stream.codecpar.codecId)
  if (!codec) throw new Error('there is no decoder for this stream')
  const context = new lib.CodecContext()
  context.allocContext3(codec)
  check(context.parametersToContext(stream.codecpar), 'decoder parameters')
  context.pktTimebase = stream.timeBase
  return openCodec(context, codec, options)
}

export function openEncoder(
  name: string,
  settings: Partial<lib.CodecContext>,
  options: Record<string, string> = {},
): lib.CodecContext {
  const codec = lib.Codec.findEncoderByName(name as never)
  if (!codec) throw new Error(`there is no encoder ${name}`)
  const context = new lib.CodecContext()
  context.allocContext3(codec)
  Object.assign(context, settings)
  context.setFlags(K.AV_CODEC_FLAG_GLOBAL_HEADER, K.AV_CODEC_FLAG_BITEXACT, K.AV_CODEC_FLAG_FRAME_DURATION)
  return openCodec(context, codec, options)
}

/** Sends one packet (null at the end) and hands on every frame it gives. Strict: a frame that the decoder had to mend is an error. */
export function decode(
  context: lib.CodecContext,
  packet: lib.Packet | null,
  frame: lib.Frame,
  isStrict: boolean,
  each: (frame: lib.Frame) => void,
): void {
  let isSent = false
  while (!isSent) {
    const sent = context.sendPacketSync(packet)
    if (sent !== K.AVERROR_EAGAIN) {
      if (!(sent === K.AVERROR_EOF && packet === null)) check(sent, 'decode')
      isSent = true
    }
    for (;;) {
      const code = context.receiveFrameSync(frame)
      if (code === K.AVERROR_EOF) return
      if (code === K.AVERROR_EAGAIN) break
      check(code, 'decode')
      if (isStrict && (frame.decodeErrorFlags || frame.flags & K.AV_FRAME_FLAG_CORRUPT))
        throw new Error('decode: a damaged picture')
      frame.timeBase = context.pktTimebase
      if (context.codecType === K.AVMEDIA_TYPE_VIDEO && frame.bestEffortTimestamp !== K.AV_NOPTS_VALUE)
        frame.pts = frame.bestEffortTimestamp
      each(frame)
      frame.unref()
    }
  }
}

/** Sends one frame (null at the end) and hands on every packet it gives. */
export function encode(
  context: lib.CodecContext,
  frame: lib.Frame | null,
  packet: lib.Packet,
  each: (packet: lib.Packet) => void,
): void {
  check(context.sendFrameSync(frame), 'encode')
  for (;;) {
    const code = context.receivePacketSync(packet)
    if (code === K.AVERROR_EAGAIN || code === K.AVERROR_EOF) return
    check(code, 'encode')
    each(packet)
    packet.unref()
  }
}

/** Takes out what is written between the pictures (H.264 SEI, unit type 6): makes, settings, anything at all. */
export function openNotesFilter(picture: lib.Stream): lib.BitStreamFilterContext {
  const filter = lib.BitStreamFilter.getByName('filter_units')
  if (!filter) throw new Error('there is no filter for units')
  const context = new lib.BitStreamFilterContext()
  check(context.alloc(filter), 'filter units')
  check(picture.codecpar.copy(context.inputCodecParameters!), 'filter parameters')
  context.inputTimeBase = picture.timeBase
  check(context.setOption('remove_types', '6'), 'option remove_types')
  check(context.init(), 'filter units')
  return context
}

/** Sends one packet through (null at the end) and hands on what comes out. */
export function without(
  notes: lib.BitStreamFilterContext,
  packet: lib.Packet | null,
  each: (packet: lib.Packet) => void,
): void {
  check(notes.sendPacketSync(packet), 'filter a packet')
  const clean = new lib.Packet()
  clean.alloc()
  for (;;) {
    const code = notes.receivePacketSync(clean)
    if (code === K.AVERROR_EAGAIN || code === K.AVERROR_EOF) break
    check(code, 'filter a packet')
    each(clean)
    clean.unref()
  }
  clean.free()
}

export const seconds = (ticks: bigint, base: { num: number; den: number }): number =>
  (Number(ticks) * base.num) / base.den
export const ratio = ({ num, den }: { num: number; den: number }): number => (den ? num / den : 0)

/** How a display matrix turns a picture: clockwise degrees, and the filters that do it (libavutil/display.h). */
export function rotationOf(stream: lib.Stream): { degrees: 0 | 90 | 180 | 270; filters: string[] } {
  const matrix = stream.codecpar.getCodedSideData(K.AV_PKT_DATA_DISPLAYMATRIX)
  if (!matrix || matrix.length < 36) return { degrees: 0, filters: [] }
  const [a, b, , c, d] = [0, 1, 2, 3, 4].map(at => matrix.readInt32LE(at * 4)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const angle = (Math.round((Math.atan2(b, a) * 180) / Math.PI / 90) * 90 + 360) % 360
  if (angle === 90) return { degrees: 90, filters: [c > 0 ? 'transpose=cclock_flip' : 'transpose=clock'] }
  if (angle === 270) return { degrees: 270, filters: [c < 0 ? 'transpose=clock_flip' : 'transpose=cclock'] }
  if (angle === 180) return { degrees: 180, filters: [...(a < 0 ? ['hflip'] : []), ...(d < 0 ? ['vflip'] : [])] }
  return { degrees: 0, filters: d < 0 ? ['vflip'] : [] }
}

/** The clip in a file: its first picture and, where it is wanted and there, its first sound. */
export function openClip(input: string, demuxers: string, withSound = true) {
  const context = openInput(input, demuxers)
  const picture = firstStream(context, K.AVMEDIA_TYPE_VIDEO)
  if (!picture) throw new Error('there is no picture')
  const sound = withSound ? firstStream(context, K.AVMEDIA_TYPE_AUDIO) : undefined
  for (const stream of context.streams ?? [])
    if (stream.index !== picture.index && stream.index !== sound?.index) stream.discard = K.AVDISCARD_ALL
  return { context, picture, sound }
}
