import { decode, firstStream, K, lib, openDecoder, openInput, packets, rotationOf, seconds } from './av.ts'

/** The reply that ffprobe would give, as far as it is read (`../ffprobe-reply.ts`). */
export function probe(input: string, demuxers: string): object {
  const context = openInput(input, demuxers)
  const streams = (context.streams ?? []).map(stream => {
    const { codecpar } = stream
    const decoder = lib.Codec.findDecoder(codecpar.codecId)
    const profile = decoder?.profiles?.find(known => known.profile === codecpar.profile)?.name
    const shape = codecpar.sampleAspectRatio
    return {
      index: stream.index,
      codec_type: lib.avGetMediaTypeString(codecpar.codecType),
      codec_name: lib.avGetCodecName(codecpar.codecId),
      profile,
      level: codecpar.level,
      pix_fmt: codecpar.codecType === K.AVMEDIA_TYPE_VIDEO ? lib.avGetPixFmtName(codecpar.format as never) : undefined,
      width: codecpar.width,
      height: codecpar.height,
      color_transfer:
        codecpar.colorTrc === K.AVCOL_TRC_SMPTE2084
          ? 'smpte2084'
          : codecpar.colorTrc === K.AVCOL_TRC_ARIB_STD_B67
            ? 'arib-std-b67'
            : undefined,
      avg_frame_rate: `${stream.avgFrameRate.num}/${stream.avgFrameRate.den}`,
      sample_aspect_ratio: `${shape.num}:${shape.den}`,
      duration: stream.duration > 0n ? String(seconds(stream.duration, stream.timeBase)) : undefined,
      sample_rate: String(codecpar.sampleRate),
      channels: codecpar.channels,
      disposition: { attached_pic: stream.disposition & K.AV_DISPOSITION_ATTACHED_PIC ? 1 : 0 },
      // ffprobe counts counter-clockwise.
      side_data_list: codecpar.codecType === K.AVMEDIA_TYPE_VIDEO ? [{ rotation: -rotationOf(stream).degrees }] : [],
    }
  })
  const found: object[] = []
  const picture = firstStream(context, K.AVMEDIA_TYPE_VIDEO)
  const field = picture && firstFieldOf(picture)
  for (const packet of packets(context)) {
    if (packet.streamIndex === picture?.index) field?.look(packet)
    const stream = context.streams![packet.streamIndex]!
    // Hidden by an edit list: read and decoded, never shown.
    if (packet.flags & K.AV_PKT_FLAG_DISCARD) continue
    const at = packet.pts === K.AV_NOPTS_VALUE ? packet.dts : packet.pts
    found.push({
      stream_index: packet.streamIndex,
      pts_time: at === K.AV_NOPTS_VALUE ? undefined : String(seconds(at, stream.timeBase)),
      duration_time: String(seconds(packet.duration, stream.timeBase)),
      size: String(packet.size),
      flags: packet.isKeyframe ? 'K' : '_',
    })
  }
  if (picture && field?.isInterlaced) Object.assign(streams[picture.index]!, { field_order: 'tt' })
  const format = {
    format_name: context.iformat?.name ?? '',
    duration: context.duration > 0n ? String(Number(context.duration) / 1e6) : undefined,
    bit_rate: String(context.bitRate),
  }
  context.closeInputSync()
  return { format, streams, packets: found }
}

/** Whether the first picture that decodes is of two fields: the container of this library does not tell. */
function firstFieldOf(picture: lib.Stream): { isInterlaced: boolean; look(packet: lib.Packet): void } {
  const frame = new lib.Frame()
  frame.alloc()
  let decoder: lib.CodecContext | null = null
  let isOver = false
  const found = {
    isInterlaced: false,
    look(packet: lib.Packet) {
      if (isOver) return
      try {
        decoder ??= openDecoder(picture, { threads: '1' })
        decode(decoder, packet, frame, false, shown => {
          isOver = true
          found.isInterlaced = (shown.flags & K.AV_FRAME_FLAG_INTERLACED) !== 0
        })
      } catch {
        // Whether the file decodes is asked elsewhere.
        isOver = true
      }
    },
  }
  return found
}
