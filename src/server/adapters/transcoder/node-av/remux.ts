import {
  check,
  firstStream,
  K,
  type lib,
  openClip,
  openInput,
  openNotesFilter,
  packets,
  seconds,
  without,
} from './av.ts'
import type { Job } from './job.ts'
import { Mp4 } from './mp4.ts'

export function remux(input: string, output: string, demuxers: string): void {
  const { context, picture, sound } = openClip(input, demuxers)
  const file = new Mp4(output)
  const notes = openNotesFilter(picture)
  const places = new Map<number, number>()
  for (const stream of [picture, sound]) {
    if (!stream) continue
    places.set(stream.index, addCopy(file, stream))
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

function addCopy(file: Mp4, stream: lib.Stream): number {
  return file.add(stream.timeBase, copy => {
    check(stream.codecpar.copy(copy.codecpar), 'copy the stream')
    copy.codecpar.codecTag = 0
    copy.sampleAspectRatio = stream.sampleAspectRatio
    copy.avgFrameRate = stream.avgFrameRate
    copy.disposition = K.AV_DISPOSITION_DEFAULT
  })
}

/** The packets of one stream from its own beginning, until one would be decoded after `ms`: what comes before never needs it. */
function* until(
  context: lib.FormatContext,
  stream: lib.Stream,
  ms: number,
): Generator<{ packet: lib.Packet; at: number }> {
  const start = stream.startTime === K.AV_NOPTS_VALUE ? 0n : stream.startTime
  for (const packet of packets(context)) {
    if (packet.streamIndex !== stream.index) continue
    if (packet.flags & K.AV_PKT_FLAG_CORRUPT) throw new Error('decode: a damaged packet')
    if (packet.pts !== K.AV_NOPTS_VALUE) packet.pts -= start
    if (packet.dts !== K.AV_NOPTS_VALUE) packet.dts -= start
    const ticks = packet.dts === K.AV_NOPTS_VALUE ? packet.pts : packet.dts
    const at = seconds(ticks, stream.timeBase)
    if (at * 1000 >= ms) return
    yield { packet, at }
  }
}

export function dub({ input, sound: from, output, ms, container, demuxers }: Extract<Job, { job: 'dub' }>): void {
  const { context, picture } = openClip(input, demuxers, false)
  const other = openInput(from, demuxers)
  const sound = firstStream(other, K.AVMEDIA_TYPE_AUDIO)
  if (!sound) throw new Error('there is no sound')
  const file = new Mp4(output, container)
  const lanes = [
    { place: addCopy(file, picture), packets: until(context, picture, ms) },
    { place: addCopy(file, sound), packets: until(other, sound, ms) },
  ].map(lane => ({ ...lane, next: lane.packets.next() }))
  file.start()
  // Side by side in time: neither waits in memory for the other to end.
  for (;;) {
    const [first] = lanes
      .filter(lane => !lane.next.done)
      .sort((a, b) => (a.next.value as { at: number }).at - (b.next.value as { at: number }).at)
    if (!first || first.next.done) break
    file.write(first.next.value.packet, first.place)
    first.next = first.packets.next()
  }
  file.finish()
  context.closeInputSync()
  other.closeInputSync()
}
