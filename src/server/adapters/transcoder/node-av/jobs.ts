import { closeSync, openSync, writeSync } from 'node:fs'
import { FilterAPI, FilterComplexAPI } from 'node-av/api'
import { asDrawn, mostFramesPerSecond, type StillsPlan } from '../../../../core/videos/renditions.ts'
import type { Drawing, RenderOutput } from '../index.ts'
import {
  check,
  decode,
  firstStream,
  K,
  lib,
  openDecoder,
  openInput,
  openNotesFilter,
  packets,
  ratio,
  rotationOf,
  seconds,
  without,
} from './av.ts'
import type { Job } from './job.ts'
import { Ladder } from './ladder.ts'
import { Mp4 } from './mp4.ts'

const strictly = { err_detect: 'crccheck+bitstream+buffer+explode' }

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

export function remux(input: string, output: string, demuxers: string): void {
  const { context, picture, sound } = openClip(input, demuxers)
  const file = new Mp4(output)
  const notes = openNotesFilter(picture)
  const places = new Map<number, number>()
  for (const stream of [picture, sound]) {
    if (!stream) continue
    const place = file.add(stream.timeBase, copy => {
      check(stream.codecpar.copy(copy.codecpar), 'copy the stream')
      copy.codecpar.codecTag = 0
      copy.sampleAspectRatio = stream.sampleAspectRatio
      copy.avgFrameRate = stream.avgFrameRate
      copy.disposition = K.AV_DISPOSITION_DEFAULT
    })
    places.set(stream.index, place)
  }
  file.start()
  for (const packet of packets(context)) {
    const place = places.get(packet.streamIndex)
    if (place === undefined) continue
    if (packet.flags & K.AV_PKT_FLAG_CORRUPT) throw new Error('decode: a damaged packet')
    if (packet.streamIndex === picture.index) without(notes, packet, clean => file.write(clean, place))
    else file.write(packet, place)
  }
  without(notes, null, clean => file.write(clean, places.get(picture.index)!))
  file.finish()
  context.closeInputSync()
}

/** Integrated loudness in LUFS by the filter's own last word, or null. */
export function listen(input: string, demuxers: string): number | null {
  const context = openInput(input, demuxers)
  const sound = firstStream(context, K.AVMEDIA_TYPE_AUDIO)
  if (!sound) return null
  const listener = openDecoder(sound)
  const graph = FilterAPI.create('aresample=48000,ebur128=metadata=1')
  const heard = new lib.Frame()
  heard.alloc()
  let lufs: number | null = null
  const drain = () => {
    for (let one = graph.receiveSync(); one && typeof one === 'object'; one = graph.receiveSync()) {
      const said = Number(one.getMetadata()?.get('lavfi.r128.I') ?? Number.NaN)
      if (Number.isFinite(said)) lufs = said
      one.free()
    }
  }
  const onSound = (frame: lib.Frame) => {
    graph.processSync(frame)
    drain()
  }
  for (const packet of packets(context))
    if (packet.streamIndex === sound.index) decode(listener, packet, heard, false, onSound)
  decode(listener, null, heard, false, onSound)
  graph.flushSync()
  drain()
  context.closeInputSync()
  return lufs
}

export function still({ input, atMs, size, output, demuxers }: Extract<Job, { job: 'still' }>): void {
  const { context, picture } = openClip(input, demuxers, false)
  const base = picture.timeBase
  const start = picture.startTime === K.AV_NOPTS_VALUE ? 0n : picture.startTime
  const at = start + BigInt(Math.floor((atMs / 1000) * (base.den / base.num)))
  check(context.seekFrameSync(picture.index, at, K.AVSEEK_FLAG_BACKWARD), 'seek')
  const decoder = openDecoder(picture, { threads: 'auto' })
  const turns = rotationOf(picture).filters
  const graph = FilterAPI.create(
    [...turns, `scale=${size.width}:${size.height}:flags=bicubic`, 'format=rgb24'].join(','),
  )
  const shown = new lib.Frame()
  shown.alloc()
  let isDone = false
  const onPicture = (frame: lib.Frame) => {
    if (isDone || frame.pts < at) return
    isDone = true
    graph.processSync(frame)
  }
  for (const packet of packets(context)) {
    if (packet.streamIndex === picture.index) decode(decoder, packet, shown, false, onPicture)
    if (isDone) break
  }
  if (!isDone) decode(decoder, null, shown, false, onPicture)
  graph.flushSync()
  const found = isDone ? graph.receiveSync() : null
  if (found && typeof found === 'object') write(output, [found.toBuffer()])
  context.closeInputSync()
}

export function render({ input, outputs, treatment, storyboard, demuxers }: Extract<Job, { job: 'render' }>): void {
  const { context, picture, sound } = openClip(input, demuxers)
  const strip = storyboard && openSync(storyboard.file, 'w')
  const ladder = new Ladder(outputs, {
    rate: rateOf(picture),
    turns: rotationOf(picture).filters,
    treatment,
    storyboard: storyboard && { plan: storyboard.plan, write: pixels => void writeSync(strip!, pixels) },
  })
  const decoder = openDecoder(picture, { threads: 'auto', ...strictly })
  const listener = sound && openDecoder(sound)
  const frame = new lib.Frame()
  frame.alloc()
  let last = Number.NEGATIVE_INFINITY
  let lastSaid = 0
  const onPicture = (shown: lib.Frame) => {
    const at = seconds(shown.pts, picture.timeBase)
    // Above the ceiling, frames are left out; below it a variable rate stays as it is.
    if (at < last + 1 / mostFramesPerSecond - 0.002) return
    last = at
    ladder.picture(shown)
    if (at - lastSaid < 0.5) return
    lastSaid = at
    writeSync(1, `out_time_us=${Math.round(at * 1e6)}\n`)
  }
  for (const packet of packets(context)) {
    if (packet.streamIndex === picture.index) decode(decoder, packet, frame, true, onPicture)
    else if (listener) decode(listener, packet, frame, false, heard => ladder.sound(heard))
  }
  decode(decoder, null, frame, true, onPicture)
  if (listener) decode(listener, null, frame, false, heard => ladder.sound(heard))
  ladder.finish()
  if (strip !== null) closeSync(strip)
  context.closeInputSync()
}

export function stills(
  input: string,
  plan: StillsPlan,
  outputs: { poster: string; storyboard: string },
  demuxers: string,
): void {
  const { context, picture } = openClip(input, demuxers, false)
  const decoder = openDecoder(picture, { skip_frame: 'nokey', threads: '1', ...strictly })
  const { poster, frame: small } = plan
  const graph = FilterComplexAPI.create(
    `[in]${[...rotationOf(picture).filters, 'split=2'].join(',')}[p][s];[p]scale=${poster.width}:${poster.height}:flags=bicubic,format=rgb24[poster];[s]scale=${small.width}:${small.height},format=rgb24[frames]`,
    { inputs: [{ label: 'in' }], outputs: [{ label: 'poster' }, { label: 'frames' }] },
  )
  let cover: Buffer | null = null
  const frames: { at: number; pixels: Buffer }[] = []
  const drain = () => {
    for (let one = graph.receiveSync('poster'); one && typeof one === 'object'; one = graph.receiveSync('poster')) {
      cover ??= one.toBuffer()
      one.free()
    }
    for (let one = graph.receiveSync('frames'); one && typeof one === 'object'; one = graph.receiveSync('frames')) {
      frames.push({ at: seconds(one.pts, one.timeBase) * 1000, pixels: one.toBuffer() })
      one.free()
    }
  }
  const decoded = new lib.Frame()
  decoded.alloc()
  let read = 0
  let shownCount = 0
  const onKeyframe = (shown: lib.Frame) => {
    shownCount++
    graph.processSync('in', shown)
    drain()
  }
  for (const packet of packets(context)) {
    if (packet.streamIndex !== picture.index) continue
    if (packet.flags & K.AV_PKT_FLAG_CORRUPT) throw new Error('decode: a damaged packet')
    // The decoder itself leaves out what is no keyframe: a damaged one may not look like one here.
    if (packet.isKeyframe && !(packet.flags & K.AV_PKT_FLAG_DISCARD)) read++
    decode(decoder, packet, decoded, true, onKeyframe)
  }
  decode(decoder, null, decoded, true, onKeyframe)
  graph.flushSync()
  drain()
  // A keyframe that gives no picture is damaged, even where the decoder says nothing.
  if (!cover || shownCount < read) throw new Error(`decode: ${shownCount} pictures of ${read} keyframes`)
  write(outputs.poster, [cover])
  // Each moment of the storyboard shows the last keyframe before it.
  const start = frames[0]!.at
  const moments = Array.from({ length: plan.frames }, (_, index) => start + index * plan.everyMs)
  write(
    outputs.storyboard,
    moments.map(moment => (frames.findLast(({ at }) => at <= moment + 1) ?? frames[0]!).pixels),
  )
  context.closeInputSync()
}

/** Frames arrive on standard input, one after the other, without anything between them. */
export async function draw(drawing: Drawing, outputs: readonly RenderOutput[]): Promise<void> {
  const { width, height, framesPerSecond } = drawing
  const context = openInput(drawing.sound, 'wav')
  const sound = firstStream(context, K.AVMEDIA_TYPE_AUDIO)
  if (!sound) throw new Error('the WAV file has no sound')
  const listener = openDecoder(sound)
  const heard = new lib.Frame()
  heard.alloc()
  const ladder = new Ladder(outputs, {
    rate: new lib.Rational(framesPerSecond, 1),
    turns: [],
    treatment: asDrawn,
    storyboard: null,
  })
  const sounds = packets(context)
  let heardUntil = 0
  // Sound keeps pace with the picture, so that neither waits in memory for the other.
  const listen = (until: number) => {
    while (heardUntil < until) {
      const next = sounds.next()
      decode(listener, next.done ? null : next.value, heard, false, frame => ladder.sound(frame))
      if (next.done) heardUntil = Number.POSITIVE_INFINITY
      else heardUntil = seconds(next.value.pts, sound.timeBase)
    }
  }
  const base = new lib.Rational(1, framesPerSecond)
  const bytes = width * height * 3
  const pixels = Buffer.allocUnsafe(bytes)
  let filled = 0
  let count = 0n
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length; ) {
      const part = Math.min(bytes - filled, chunk.length - from)
      chunk.copy(pixels, filled, from, from + part)
      filled += part
      from += part
      if (filled < bytes) continue
      filled = 0
      const frame = lib.Frame.fromVideoBuffer(pixels, {
        width,
        height,
        format: K.AV_PIX_FMT_RGB24,
        timeBase: base,
        sampleAspectRatio: { num: 1, den: 1 },
        pts: count,
      })
      frame.duration = 1n
      ladder.picture(frame)
      frame.free()
      count++
      listen(Number(count) / framesPerSecond)
    }
  }
  if (filled > 0 || count === 0n) throw new Error('the drawing ended inside a frame')
  listen(Number.POSITIVE_INFINITY)
  ladder.finish()
  context.closeInputSync()
}

function openClip(input: string, demuxers: string, withSound = true) {
  const context = openInput(input, demuxers)
  const picture = firstStream(context, K.AVMEDIA_TYPE_VIDEO)
  if (!picture) throw new Error('there is no picture')
  const sound = withSound ? firstStream(context, K.AVMEDIA_TYPE_AUDIO) : undefined
  for (const stream of context.streams ?? [])
    if (stream.index !== picture.index && stream.index !== sound?.index) stream.discard = K.AVDISCARD_ALL
  return { context, picture, sound }
}

function rateOf(stream: lib.Stream): lib.Rational {
  const known = [stream.avgFrameRate, stream.rFrameRate].find(rate => ratio(rate) > 0)
  if (!known) return new lib.Rational(30, 1)
  return ratio(known) > mostFramesPerSecond
    ? new lib.Rational(mostFramesPerSecond, 1)
    : new lib.Rational(known.num, known.den)
}

function write(path: string, parts: readonly Buffer[]): void {
  const file = openSync(path, 'w')
  for (const part of parts) writeSync(file, part)
  closeSync(file)
}
