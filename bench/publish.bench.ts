import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnVideo } from '../src/core/wire/video.ts'
import { nodeAvVersion } from '../src/server/adapters/transcoder/node-av.ts'
import { clip, drawn, hasFfmpeg, makeClip, x265 } from '../tests/harness/clips.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import { median, timeOf } from './measure.ts'
import type { Row } from './run.ts'

const rounds = 7
const lastPart = 1000

/** From the last byte's departure to the first answer of the clip's public address, in ms. */
async function publishOnce(person: Person, bytes: Buffer): Promise<number> {
  const { id } = await person.begin(bytes.length)
  await person.ask('POST', `/api/videos/${id}/post`, { visibility: 'public' })
  await person.send(id, 0, bytes.subarray(0, -lastPart))
  const from = performance.now()
  await person.send(id, bytes.length - lastPart, bytes.subarray(-lastPart))
  for (;;) {
    const { status, body } = await person.ask('GET', `/public/videos/${id}`)
    if (status === 200) {
      const first = await fetch(person.url + body.renditions[0].url, { headers: { range: 'bytes=0-1023' } })
      if (first.status === 206) return performance.now() - from
    }
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Every rendition of the clips before is there: nothing of them is measured with the next. */
async function settled(person: Person): Promise<void> {
  for (;;) {
    const { body } = await person.ask<{ items: OwnVideo[] }>('GET', '/api/videos')
    if (body.items.every(({ finishedAt }) => finishedAt !== null)) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** Milliseconds of ffmpeg and nothing else, from a file to another. */
const bareFfmpeg = (file: string, output: string, args: readonly string[]): number =>
  timeOf('ffmpeg', ['-v', 'error', '-y', '-i', file, ...args, '-movflags', '+faststart', join(tmpdir(), output)])

const kinds = {
  HEVC: [...x265, '-pix_fmt', 'yuv420p', '-tag:v', 'hvc1', '-c:a', 'aac'],
  VP9: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-row-mt', '1', '-c:a', 'libopus'],
}

/** Files that no browser is given as they are: last byte to playable, beside a bare ffmpeg to one 720 rendition, in turn. */
async function others(): Promise<Row[]> {
  await using shore = await serve()
  const person = new Person(shore.url)
  await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
  const rows: Row[] = []
  for (const [kind, codec] of Object.entries(kinds)) {
    const picture = drawn('testsrc2=s=1080x1920:r=30:d=15', 'sine=f=220:d=15')
    const file = makeClip(kind === 'HEVC' ? 'kind.mp4' : 'kind.webm', [...picture, ...codec, '-b:v', '8M'])
    const to720 = () =>
      bareFfmpeg(file, 'bench-720.mp4', [
        ...['-vf', 'scale=720:-2:flags=bicubic', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23'],
        ...['-pix_fmt', 'yuv420p', '-c:a', 'aac'],
      ])
    const [ours, bare]: [number[], number[]] = [[], []]
    for (let round = 0; round < 3; round++) {
      ours.push(await publishOnce(person, readFileSync(file)))
      await settled(person)
      bare.push(to720())
    }
    const [value, ceiling] = [median(ours), median(bare)]
    rows.push({
      metric: `${kind}, 15 s of 1080x1920: last byte to playable (median of 3)`,
      value,
      unit: 'ms',
      ceiling,
      ratio: value / ceiling,
      reach: 'at most 1.3x of a bare 720 rendition',
      reached: value <= ceiling * 1.3,
    })
  }
  return rows
}

/** Last byte to playable, for a 15 s 1080x1920 web-playable clip, beside a bare ffmpeg remux of it in turn. */
export async function bench(): Promise<Row[]> {
  if (!hasFfmpeg) throw new Error('the publish bench needs ffmpeg, for its clip and its ceiling')
  const file = clip('tall.mp4')
  const bytes = readFileSync(file)
  const remux = () => bareFfmpeg(file, 'bench-remux.mp4', ['-c', 'copy', '-map_metadata', '-1'])
  const rows: Row[] = await others()
  for (const engine of ['ffmpeg', 'node-av'] as const) {
    if (engine === 'node-av' && !nodeAvVersion()) continue
    await using shore = await serve({
      environment: engine === 'node-av' ? { ONSHORE_FFMPEG: '/nonexistent/ffmpeg' } : {},
    })
    const health = (await (await fetch(`${shore.url}/api/health`)).json()) as { engine: string }
    if (!health.engine.startsWith(engine)) throw new Error(`the shore runs on ${health.engine}, not on ${engine}`)
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
    const [ours, bare]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds + 1; round++) {
      const one = await publishOnce(person, bytes)
      await settled(person)
      const other = remux()
      // The first pair warms the caches of both and is not counted.
      if (round > 0) {
        ours.push(one)
        bare.push(other)
      }
    }
    const [value, ceiling] = [median(ours), median(bare)]
    rows.push({
      metric: `last byte to playable, ${health.engine} (median of ${rounds})`,
      value,
      unit: 'ms',
      ceiling,
      ratio: ceiling / value,
      reach: engine === 'ffmpeg' ? 'under 1,000 ms' : null,
      reached: engine === 'ffmpeg' ? value < 1000 : null,
    })
  }
  return rows
}
