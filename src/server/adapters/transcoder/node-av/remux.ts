import { check, K, openClip, openNotesFilter, packets, without } from './av.ts'
import { Mp4 } from './mp4.ts'

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
