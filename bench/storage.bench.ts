import { spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { OwnVideo } from '../src/core/wire/video.ts'
import { drawn, fileOf, hasFfmpeg, makeClip, x264 } from '../tests/harness/clips.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import type { Row } from './run.ts'

/** Structural similarity of a rendition to the file it was made of, scaled to its size. */
function ssim(rendition: string, source: string, { width, height }: { width: number; height: number }): number {
  const graph = `[1:v]scale=${width}:${height}:flags=bicubic,settb=1/1000,setpts=N[b];[0:v]settb=1/1000,setpts=N[a];[a][b]ssim`
  const args = ['-hide_banner', '-i', rendition, '-i', source, '-lavfi', graph, '-f', 'null', '-']
  return Number(/SSIM .*All:([\d.]+)/.exec(spawnSync('ffmpeg', args, { encoding: 'utf8' }).stderr)?.[1])
}

/** What a minute of a clip takes on the shore, by rendition, with how near it is to the file that was sent. */
export async function bench(): Promise<Row[]> {
  if (!hasFfmpeg) throw new Error('the storage bench needs ffmpeg')
  const seconds = 15
  const moving = [...drawn(`mandelbrot=s=1080x1920:r=30`, 'sine=f=220'), '-t', String(seconds)]
  const source = makeClip('moving.mp4', [...moving, ...x264, '-b:v', '11M', '-g', '60', '-c:a', 'aac', '-ac', '2'])
  await using shore = await serve()
  const person = new Person(shore.url)
  await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
  const { id } = await person.post(source, { visibility: 'public' })
  let own: OwnVideo
  do {
    await pause(200)
    own = (await person.ask<OwnVideo>('GET', `/api/videos/${id}`)).body
  } while (own.finishedAt === null)
  const rows: Row[] = []
  const row = (metric: string, value: number, unit: string): Row => ({
    metric,
    value,
    unit,
    ceiling: null,
    ratio: null,
    reach: null,
    reached: null,
  })
  for (const { url, bytes, width, height } of own.video!.renditions) {
    const file = fileOf(`${width}.mp4`, Buffer.from(await (await fetch(shore.url + url)).arrayBuffer()))
    rows.push(row(`${width}x${height}, a minute`, (bytes / 1e6) * (60 / seconds), 'MB'))
    rows.push(row(`${width}x${height}, SSIM to what was sent`, ssim(file, source, { width, height }), ''))
  }
  const all = own.video!.renditions.reduce((sum, { bytes }) => sum + bytes, 0)
  rows.push(row('all renditions, a minute', (all / 1e6) * (60 / seconds), 'MB'))
  return rows
}
