import { check, K, lib } from './av.ts'

/** Writes one faststart MP4, or Matroska, without metadata. A full disk shows at the end, so every step of the end is checked. */
export class Mp4 {
  readonly #context = new lib.FormatContext()
  readonly #path: string
  readonly #bases: lib.IRational[] = []
  #io: lib.IOContext | null = null

  readonly #container: 'mp4' | 'matroska'

  constructor(path: string, container: 'mp4' | 'matroska' = 'mp4') {
    this.#path = path
    this.#container = container
    check(this.#context.allocOutputContext2(null, container, path), 'make the file')
    this.#context.setFlags(K.AVFMT_FLAG_BITEXACT)
  }

  add(base: lib.IRational, fill: (stream: lib.Stream) => void): number {
    const stream = this.#context.newStream(null)
    fill(stream)
    stream.timeBase = new lib.Rational(base.num, base.den)
    this.#bases.push(base)
    return stream.index
  }

  addEncoder(encoder: lib.CodecContext): number {
    return this.add(encoder.timeBase, stream => {
      check(stream.codecpar.fromContext(encoder), 'stream parameters')
      if (encoder.codecType === K.AVMEDIA_TYPE_VIDEO) {
        stream.avgFrameRate = encoder.framerate
        stream.sampleAspectRatio = encoder.sampleAspectRatio
      }
    })
  }

  start(): void {
    this.#io = new lib.IOContext()
    check(this.#io.open2Sync(`file:${this.#path}`, K.AVIO_FLAG_WRITE), 'open the file')
    this.#context.pb = this.#io
    if (this.#container === 'mp4') check(this.#context.setOption('movflags', '+faststart'), 'option movflags')
    check(this.#context.writeHeaderSync(null), 'write the header')
  }

  /** Takes the packet's data away with it. */
  write(packet: lib.Packet, stream: number): void {
    packet.streamIndex = stream
    // The container may have chosen another time base when its header was written.
    packet.rescaleTs(this.#bases[stream]!, this.#context.streams![stream]!.timeBase)
    packet.pos = -1n
    check(this.#context.interleavedWriteFrameSync(packet), 'write a packet')
  }

  finish(): void {
    check(this.#context.writeTrailerSync(), 'write the trailer')
    const io = this.#io!
    io.flushSync()
    const fault = io.error
    this.#context.pb = null
    check(io.closepSync(), 'close the file')
    check(fault, 'write the file')
    this.#context.freeContext()
  }
}
