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
  openClip,
  openDecoder,
  openInput,
  packets,
  ratio,
  rotationOf,
  seconds,
} from './av.ts'
import type { Job } from './job.ts'
import { Ladder } from './ladder.ts'

const strictly = { err_detect: 'crccheck+bitstream+buffer+explode' }

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

export function hear({ input, output, rate, demuxers }: Extract<Job, { job: 'hear' }>): void {
  const context = openInput(input, demuxers)
  const sound = firstStream(context, K.AVMEDIA_TYPE_AUDIO)
  if (!sound) throw new Error('decode: no sound')
  const listener = openDecoder(sound)
  const graph = FilterAPI.create(`aresample=${rate},aformat=sample_fmts=s16:channel_layouts=mono`)
  const frame = new lib.Frame()
  frame.alloc()
  const file = openSync(output, 'w')
  const drain = () => {
    for (let one = graph.receiveSync(); one && typeof one === 'object'; one = graph.receiveSync()) {
      writeSync(file, one.toBuffer(), 0, one.nbSamples * 2)
      one.free()
    }
  }
  const onSound = (heard: lib.Frame) => {
    graph.processSync(heard)
    drain()
  }
  for (const packet of packets(context))
    if (packet.streamIndex === sound.index) decode(listener, packet, frame, false, onSound)
  decode(listener, null, frame, false, onSound)
  graph.flushSync()
  drain()
  closeSync(file)
  context.closeInputSync()
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
