import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeAvVersion } from '../src/server/adapters/transcoder/node-av.ts'
import { clip, hasFfmpeg } from '../tests/harness/clips.ts'
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

/** Last byte to playable, for a 15 s 1080x1920 web-playable clip, beside a bare ffmpeg remux of it in turn. */
export async function bench(): Promise<Row[]> {
  if (!hasFfmpeg) throw new Error('the publish bench needs ffmpeg, for its clip and its ceiling')
  const file = clip('tall.mp4')
  const bytes = readFileSync(file)
  const remux = () =>
    timeOf('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      file,
      '-c',
      'copy',
      '-map_metadata',
      '-1',
      '-movflags',
      '+faststart',
      join(tmpdir(), 'bench-remux.mp4'),
    ])
  const rows: Row[] = []
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
      const [one, other] = [await publishOnce(person, bytes), remux()]
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
