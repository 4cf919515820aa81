/** Cutting a file on the device, without encoding anything: packets are copied, tags are not. Loaded when somebody cuts. */
import {
  BlobSource,
  BufferTarget,
  Conversion,
  EncodedPacketSink,
  Input,
  MATROSKA,
  MkvOutputFormat,
  MovOutputFormat,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'

export interface Cut {
  file: File
  /** What was really kept: a cut begins at the keyframe before the moment that was asked for. */
  startMs: number
  endMs: number
}

/** Rejects where the file cannot be read here; it can still be posted whole. */
export async function trim(file: File, startMs: number, endMs: number): Promise<Cut> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, MATROSKA, WEBM] })
  try {
    return await cut(input, file, startMs, endMs)
  } finally {
    input.dispose()
  }
}

async function cut(input: Input, file: File, startMs: number, endMs: number): Promise<Cut> {
  const picture = await input.getPrimaryVideoTrack()
  if (!picture) throw new Error('the file has no picture that can be read here')
  const key = await new EncodedPacketSink(picture).getKeyPacket(startMs / 1000, { verifyKeyPackets: true })
  const start = key?.timestamp ?? 0
  const format = await input.getFormat()
  const [output, extension, type] =
    format === MP4
      ? [new Mp4OutputFormat({ fastStart: 'in-memory' }), 'mp4', 'video/mp4']
      : format === QTFF
        ? [new MovOutputFormat({ fastStart: 'in-memory' }), 'mov', 'video/quicktime']
        : format === WEBM
          ? [new WebMOutputFormat(), 'webm', 'video/webm']
          : [new MkvOutputFormat(), 'mkv', 'video/x-matroska']
  const target = new BufferTarget()
  const conversion = await Conversion.init({
    input,
    output: new Output({ format: output, target }),
    trim: { start, end: endMs / 1000 },
    copy: { mode: 'forced', shiftTolerance: Number.POSITIVE_INFINITY },
    tags: {},
    showWarnings: false,
  })
  if (!conversion.isValid) throw new Error('nothing of the file can be copied')
  await conversion.execute()
  const name = file.name.replace(/\.[^.]*$/, '')
  return {
    file: new File([target.buffer!], `${name}.${extension}`, { type }),
    startMs: Math.round(start * 1000),
    endMs,
  }
}
