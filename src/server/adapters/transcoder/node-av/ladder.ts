import { FilterAPI, FilterComplexAPI } from 'node-av/api'
import type { StillsPlan, Treatment } from '../../../../core/videos/renditions.ts'
import { pictureGraph, soundFilters } from '../graph.ts'
import type { RenderOutput } from '../index.ts'
import { encode, K, lib, openEncoder, ratio } from './av.ts'
import { Mp4 } from './mp4.ts'

const base = new lib.Rational(1, 90_000)
const keyframeEvery = 2
const soundRate = 48_000

export interface LadderOptions {
  rate: lib.Rational
  /** Filters that turn the picture the right way up. */
  turns: readonly string[]
  treatment: Treatment
  /** Where the pixels of the storyboard's frames go, one frame a call, at most `plan.frames` of them. */
  storyboard: { plan: StillsPlan; write: (pixels: Buffer) => void } | null
}

interface Rung {
  output: RenderOutput
  encoder: lib.CodecContext | null
  file: Mp4 | null
  nextKeyframe: number
}

/**
 * One filter graph, one encoder and one file per rendition. Frames and sounds are pushed in as they come; a packet that is
 * made before every file has its header waits.
 */
export class Ladder {
  readonly #rungs: Rung[]
  readonly #graph: FilterComplexAPI
  readonly #sound: { graph: FilterAPI; encoder: lib.CodecContext } | null
  readonly #packet = new lib.Packet()
  readonly #rate: lib.Rational
  readonly #waiting: { rung: Rung; stream: number; packet: lib.Packet }[] = []
  readonly #storyboard: { plan: StillsPlan; write: (pixels: Buffer) => void } | null
  #isOpen = false
  #frames = 0

  constructor(outputs: readonly RenderOutput[], { rate, turns, treatment, storyboard }: LadderOptions) {
    this.#packet.alloc()
    this.#rate = rate
    this.#storyboard = storyboard
    this.#rungs = outputs.map(output => ({ output, encoder: null, file: null, nextKeyframe: 0 }))
    const source = turns.length === 0 ? '[in]' : `[in]${turns.join(',')},`
    this.#graph = FilterComplexAPI.create(pictureGraph(source, outputs, treatment, storyboard?.plan ?? null), {
      inputs: [{ label: 'in' }],
      outputs: [...outputs.map((_, i) => ({ label: `v${i}` })), ...(storyboard ? [{ label: 'frames' }] : [])],
      framerate: { num: rate.num, den: rate.den },
    })
    this.#sound = treatment.hasSound ? openSound(treatment) : null
  }

  picture(frame: lib.Frame): void {
    frame.pictType = K.AV_PICTURE_TYPE_NONE
    this.#graph.processSync('in', frame)
    this.#drainPictures()
  }

  sound(frame: lib.Frame): void {
    this.#sound?.graph.processSync(frame)
    this.#drainSound()
  }

  /** Every frame out, every packet in, every file closed. Throws where nothing was ever encoded. */
  finish(): void {
    this.#graph.flushSync()
    this.#drainPictures()
    if (this.#sound) {
      this.#sound.graph.flushSync()
      this.#drainSound()
      encode(this.#sound.encoder, null, this.#packet, packet => this.#putSound(packet))
    }
    for (const rung of this.#rungs)
      if (rung.encoder) encode(rung.encoder, null, this.#packet, packet => this.#put(rung, 0, packet))
    if (!this.#isOpen) throw new Error('no picture came out')
    for (const { file } of this.#rungs) file!.finish()
  }

  #drainPictures(): void {
    for (const [index, rung] of this.#rungs.entries()) {
      for (;;) {
        const frame = this.#graph.receiveSync(`v${index}`)
        if (!frame || typeof frame !== 'object') break
        rung.encoder ??= openPicture(rung.output, frame, this.#rate)
        frame.duration = lib.avRescaleQ(frame.duration, frame.timeBase, base)
        frame.pts = lib.avRescaleQ(frame.pts, frame.timeBase, base)
        frame.timeBase = base
        const at = Number(frame.pts) / base.den
        const isKeyframe = at >= rung.nextKeyframe - 1e-4
        frame.pictType = isKeyframe ? K.AV_PICTURE_TYPE_I : K.AV_PICTURE_TYPE_NONE
        if (isKeyframe) rung.nextKeyframe = (Math.floor(at / keyframeEvery + 1e-4) + 1) * keyframeEvery
        encode(rung.encoder, frame, this.#packet, packet => this.#put(rung, 0, packet))
        frame.free()
      }
    }
    this.#drainStoryboard()
  }

  #drainStoryboard(): void {
    const storyboard = this.#storyboard
    if (!storyboard) return
    for (;;) {
      const frame = this.#graph.receiveSync('frames')
      if (!frame || typeof frame !== 'object') return
      if (this.#frames++ < storyboard.plan.frames) storyboard.write(frame.toBuffer())
      frame.free()
    }
  }

  #drainSound(): void {
    const sound = this.#sound
    if (!sound) return
    for (;;) {
      const frame = sound.graph.receiveSync()
      if (!frame || typeof frame !== 'object') return
      frame.timeBase = sound.encoder.timeBase
      encode(sound.encoder, frame, this.#packet, packet => this.#putSound(packet))
      frame.free()
    }
  }

  #putSound(packet: lib.Packet): void {
    for (const rung of this.#rungs) {
      const copy = packet.clone()
      if (!copy) throw new Error('no memory for a packet')
      this.#put(rung, 1, copy)
      copy.free()
    }
  }

  #put(rung: Rung, stream: number, packet: lib.Packet): void {
    if (this.#open()) {
      rung.file!.write(packet, stream)
      return
    }
    const copy = packet.clone()
    if (copy) this.#waiting.push({ rung, stream, packet: copy })
  }

  #open(): boolean {
    if (this.#isOpen) return true
    if (this.#rungs.some(({ encoder }) => encoder === null)) return false
    for (const rung of this.#rungs) {
      rung.file = new Mp4(rung.output.file)
      rung.file.addEncoder(rung.encoder!)
      if (this.#sound) rung.file.addEncoder(this.#sound.encoder)
      rung.file.start()
    }
    this.#isOpen = true
    for (const { rung, stream, packet } of this.#waiting.splice(0)) {
      rung.file!.write(packet, stream)
      packet.free()
    }
    return true
  }
}

// Size and rate decide the level: without a rate x264 believes thousands of frames a second and writes 6.2.
function openPicture(
  { maxBitsPerSecond, level }: RenderOutput,
  frame: lib.Frame,
  rate: lib.Rational,
): lib.CodecContext {
  const settings = {
    width: frame.width,
    height: frame.height,
    pixelFormat: frame.format as lib.CodecContext['pixelFormat'],
    timeBase: base,
    framerate: rate,
    sampleAspectRatio: frame.sampleAspectRatio,
    gopSize: Math.ceil(ratio(rate) * keyframeEvery * 5),
    bitRate: 0n,
    rcMaxRate: BigInt(maxBitsPerSecond),
    rcBufferSize: maxBitsPerSecond * 2,
    colorRange: frame.colorRange,
    colorSpace: frame.colorSpace,
    colorPrimaries: frame.colorPrimaries,
    colorTrc: frame.colorTrc,
  }
  return openEncoder('libx264', settings, { preset: 'veryfast', crf: '23', profile: 'high', level, 'forced-idr': '1' })
}

function openSound(treatment: Treatment) {
  // The last filter frames the samples as AAC wants them.
  const graph = FilterAPI.create(`${soundFilters(treatment)},asetnsamples=n=1024:p=0`)
  const encoder = openEncoder('aac', {
    bitRate: 128_000n,
    sampleRate: soundRate,
    sampleFormat: K.AV_SAMPLE_FMT_FLTP,
    channelLayout: lib.avChannelLayoutDefault(2),
    timeBase: new lib.Rational(1, soundRate),
  })
  return { graph, encoder }
}
