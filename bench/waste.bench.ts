import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { flick, openRig, pause, type Rig, settled, settledOn, shaped } from './player.ts'
import type { Options, Row } from './run.ts'

/** Shares of a clip that were watched, from KuaiRand's impressions: of those a person chose to play, and of all that were shown. */
function watchRatios(folder: string): { calm: number[]; all: number[] } {
  const [head = '', ...lines] = gunzipSync(readFileSync(join(folder, 'val.csv.gz')))
    .toString()
    .trim()
    .split('\n')
  const column = (name: string) => head.split(',').indexOf(name)
  const [click, play, duration] = [column('is_click'), column('play_time_ms'), column('duration_ms')]
  const rows = lines.map(line => line.split(',')).filter(row => Number(row[duration]) > 0)
  const ratio = (row: string[]) => Number(row[play]) / Number(row[duration])
  return { calm: rows.filter(row => row[click] === '1').map(ratio), all: rows.map(ratio) }
}

/** A small generator with a seed (mulberry32), so that every run draws the same dwell times. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes of video that came through the line and were never on the screen, as a share of all that came. */
async function wasted(
  rig: Rig,
  upstream: string,
  ratios: readonly number[],
  files: readonly { bytes: number; seconds: number }[],
  clips: number,
): Promise<number> {
  await using line = await shaped(upstream, '10 Mbit/s, 70 ms')
  const { page, context, cdp } = await rig.open()
  await page.goto(line.url)
  await settled(page)
  await line.bytes()
  const random = seeded(7)
  let watched = 0
  for (let i = 1; i <= clips; i++) {
    await flick(cdp)
    const { bytes, seconds } = files[i]!
    // Twice through is as long as anybody stays; less than a third of a second is the swipe itself.
    const dwell = Math.min(2 * seconds, Math.max(0.3, ratios[Math.floor(random() * ratios.length)]! * seconds))
    await pause(dwell * 1000)
    watched += (Math.min(dwell, seconds) / seconds) * bytes
  }
  const { video = 0 } = await line.bytes()
  await context.close()
  return Math.max(0, 1 - watched / video)
}

/** `-- --kuairand DIR`, a folder with KuaiRand-Pure's `val.csv.gz` (Gao et al., CIKM 2022, CC BY-SA 4.0; kuairand.com). */
export async function bench({ kuairand, clips = '24', only = '' }: Options): Promise<Row[]> {
  if (!kuairand) {
    process.stdout.write('waste is skipped: it needs -- --kuairand DIR, a folder with KuaiRand-Pure’s val.csv.gz\n')
    return []
  }
  const ratios = watchRatios(kuairand)
  const count = Number(clips)
  await using rig = await openRig()
  const files = rig.entries.map(entry => ({
    bytes: settledOn(entry, '10 Mbit/s, 70 ms').bytes,
    seconds: entry.durationMs / 1000,
  }))
  const rows: Row[] = []
  for (const [name, drawn, most] of [
    ['calm: dwell of clips that were chosen', ratios.calm, 0.2],
    ['all impressions, most of them skipped', ratios.all, null],
  ] as const) {
    if (only && !name.startsWith(only)) continue
    const value = await wasted(rig, rig.ours, drawn, files, count)
    const ceiling = await wasted(rig, rig.bare('10 Mbit/s, 70 ms'), drawn, files, count)
    rows.push({
      metric: name,
      value: value * 100,
      unit: '%',
      ceiling: ceiling * 100,
      ratio: value / ceiling,
      reach: most === null ? null : `at most ${most * 100}%`,
      reached: most === null ? null : value <= most,
    })
  }
  return rows
}
