import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { asDrawn, planFor, treatmentOf } from '../src/core/videos/renditions.ts'
import type { OwnVideo } from '../src/core/wire/video.ts'
import { probeFrom } from '../src/server/adapters/transcoder/ffprobe-reply.ts'
import { demuxers } from '../src/server/adapters/transcoder/index.ts'
import { nodeAvVersion } from '../src/server/adapters/transcoder/node-av.ts'
import { listen } from '../tests/harness/changes.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../tests/harness/clips.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import { median } from './measure.ts'
import type { Options, Row } from './run.ts'

interface Cost {
  cpuSeconds: number
  wallSeconds: number
}

/**
 * Processor seconds that this machine has spent, on everything: user, nice, system, interrupts (proc_stat(5)). What a sandbox
 * spends is not found in any process's own account. Run it where nothing else runs.
 */
function machineCpu(): number {
  const [user, nice, system, , , hard, soft] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user! + nice! + system! + hard! + soft!) / 100
}

/** A clip as phones write it: 1080x1920, 30 pictures a second, moving everywhere, with sound. */
const phoneClip = (seconds: number): string =>
  makeClip(`phone-${seconds}.mp4`, [
    ...drawn(`testsrc2=s=1080x1920:r=30:d=${seconds},noise=alls=8:allf=t`, `sine=f=220:d=${seconds}`),
    ...[...x264, '-b:v', '10M', '-maxrate', '11M', '-bufsize', '11M', '-g', '60'],
    ...['-c:a', 'aac', '-ac', '2'],
  ])

/** The four renditions by one ffmpeg and nothing else: no poster, no storyboard, no loudness, no sandbox. */
function bareFfmpeg(file: string): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-'))
  const sides = [360, 540, 720, 1080]
  const split = `[0:v]split=4${sides.map((_, i) => `[s${i}]`).join('')};${sides.map((side, i) => `[s${i}]scale=${side}:-2:flags=bicubic,format=yuv420p[v${i}]`).join(';')}`
  const rates = [800, 1600, 2800, 5000]
  const outputs = sides.flatMap((_, i) => [
    ...['-map', `[v${i}]`, '-map', '0:a', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high'],
    ...['-maxrate', `${rates[i]}k`, '-bufsize', `${rates[i]! * 2}k`, '-force_key_frames', 'expr:gte(t,n_forced*2)'],
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', join(folder, `${i}.mp4`)],
  ])
  return costOf('ffmpeg', ['-v', 'error', '-y', '-i', file, '-filter_complex', split, ...outputs], folder)
}

/** The four renditions by node-av alone, in a process without walls. */
function bareNodeAv(file: string): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-'))
  const program = join(import.meta.dirname, '../src/server/adapters/transcoder/node-av/child.ts')
  const probe = probeFrom(
    JSON.parse(
      spawnSync(process.execPath, [program, JSON.stringify({ job: 'probe', inputs: [file], demuxers })], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      }).stdout,
    )[0],
  )
  const outputs = planFor(probe).ladder.map((plan, i) => ({ ...plan, file: join(folder, `${i}.mp4`) }))
  const treatment = { ...treatmentOf(probe, null), gainDb: asDrawn.gainDb }
  const job = { job: 'render', input: file, outputs, treatment, storyboard: null, demuxers }
  return costOf(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify(job)], folder)
}

async function costOf(command: string, args: string[], folder: string): Promise<Cost> {
  const [cpu, from] = [machineCpu(), performance.now()]
  // Not synchronously: the shore's connections are looked after meanwhile.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
  const cost = { cpuSeconds: machineCpu() - cpu, wallSeconds: (performance.now() - from) / 1000 }
  rmSync(folder, { recursive: true })
  return cost
}

/**
 * From the last byte to every rendition: check, copy, ladder, poster, storyboard, loudness, all that the shore spends. How far it is
 * comes by the stream that the creator's page listens to: asking again and again would be paid for by the shore.
 */
async function whole(person: Person, file: string): Promise<Cost> {
  const stream = await listen(person)
  const { id } = await person.begin(statSync(file).size)
  await person.ask('POST', `/api/videos/${id}/post`, { caption: '', visibility: 'public' })
  const bytes = readFileSync(file)
  await person.send(id, 0, bytes.subarray(0, -1))
  const [cpu, from] = [machineCpu(), performance.now()]
  await person.send(id, bytes.length - 1, bytes.subarray(-1))
  let isCut = false
  void stream.ended.then(() => {
    isCut = true
  })
  const isWhole = () => stream.told.some(one => one !== 'missed' && one.id === id && one.isFinished)
  for (let asked = 0; !isWhole(); asked++) {
    await pause(20)
    if (asked % 250 !== 249) continue
    if (isCut) throw new Error('the stream ended before what was to be measured had')
    const { body } = await person.ask<OwnVideo>('GET', `/api/videos/${id}`)
    if (body.fault || body.refusal) throw new Error(`the ladder was not made: ${body.fault ?? body.refusal?.code}`)
  }
  stream.close()
  const cost = { cpuSeconds: machineCpu() - cpu, wallSeconds: (performance.now() - from) / 1000 }
  // What the clip is like is looked at once it is whole, four times a minute: not beside what is measured next.
  await pause(17_000)
  return cost
}

/** Processor and wall time of the whole ladder, beside four bare renditions in turn. `--seconds 15` measures one length only. */
export async function bench({ seconds }: Options): Promise<Row[]> {
  if (!hasFfmpeg) throw new Error('the ladder bench needs ffmpeg, for its clips and its ceiling')
  const rows: Row[] = []
  for (const engine of ['ffmpeg', 'node-av'] as const) {
    if (engine === 'node-av' && !nodeAvVersion()) continue
    await using shore = await serve({
      environment: engine === 'node-av' ? { ONSHORE_FFMPEG: '/nonexistent/ffmpeg' } : {},
    })
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
    for (const [length, rounds] of seconds
      ? [[Number(seconds), 3]]
      : engine === 'ffmpeg'
        ? [
            [15, 3],
            [60, 1],
          ]
        : [[15, 3]]) {
      const file = phoneClip(length!)
      const found: { ours: Cost; bare: Cost }[] = []
      for (let round = 0; round < rounds!; round++)
        found.push({
          ours: await whole(person, file),
          bare: await (engine === 'ffmpeg' ? bareFfmpeg(file) : bareNodeAv(file)),
        })
      for (const key of ['cpuSeconds', 'wallSeconds'] as const) {
        const [value, ceiling] = [
          median(found.map(({ ours }) => ours[key])),
          median(found.map(({ bare }) => bare[key])),
        ]
        const ratio = median(found.map(({ ours, bare }) => ours[key] / bare[key]))
        rows.push({
          metric: `${length} s of 1080x1920 by ${engine}, ${key === 'cpuSeconds' ? 'processor' : 'wall'} (of ${rounds})`,
          value,
          unit: 's',
          ceiling,
          // Of pairs, one after the other: a shared machine is not as fast from one minute to the next.
          ratio,
          reach: 'at most 1.15x',
          reached: ratio <= 1.15,
        })
      }
    }
  }
  return rows
}
