import { median } from './measure.ts'
import { flick, type Network, networks, openRig, pause, type Rig, seenBy, settled, shaped } from './player.ts'
import type { Options, Row } from './run.ts'

const paces = { calm: { everyMs: 2000, most: 1.3 }, flicking: { everyMs: 500, most: 1.5 } } as const
const rounds = 2

const ninetyFifth = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * 0.95) - 1)]!

/** Milliseconds of each of `count` swipes, and how many swipes brought no moving frame at all. */
async function swipe(
  rig: Rig,
  url: string,
  count: number,
  everyMs: number,
  cpu: number,
): Promise<{ ms: number[]; missed: number }> {
  const { page, context, cdp } = await rig.open({ cpu })
  await page.goto(url)
  await settled(page)
  for (let i = 0; i < count; i++) {
    const from = performance.now()
    await flick(cdp)
    await pause(Math.max(0, everyMs - (performance.now() - from)))
  }
  await pause(1500)
  const { swipes } = await seenBy(page)
  await context.close()
  return { ms: swipes, missed: count - swipes.length }
}

/**
 * End of swipe to first moving frame, ours and the bare page in turn, on both networks, calm and flicking, at full speed and with
 * a slowed processor. `--only calm`, `--slowed 1` for the full speed alone.
 */
export async function bench({ swipes = '60', only = '', slowed = '1,4' }: Options): Promise<Row[]> {
  const count = Number(swipes)
  await using rig = await openRig()
  const rows: Row[] = []
  for (const network of Object.keys(networks) as Network[]) {
    await using ours = await shaped(rig.ours, network)
    await using bare = await shaped(rig.bare(network), network)
    for (const [pace, { everyMs, most }] of Object.entries(paces)) {
      for (const cpu of slowed.split(',').map(Number)) {
        const name = `${network}, ${pace}${cpu > 1 ? `, processor slowed ${cpu}x` : ''}`
        if (only && !name.includes(only)) continue
        const found = { ours: [] as number[], bare: [] as number[], missed: 0, bareMissed: 0 }
        for (let round = 0; round < rounds; round++) {
          const mine = await swipe(rig, ours.url, count / rounds, everyMs, cpu)
          const theirs = await swipe(rig, bare.url, count / rounds, everyMs, cpu)
          found.ours.push(...mine.ms)
          found.bare.push(...theirs.ms)
          found.missed += mine.missed
          found.bareMissed += theirs.missed
        }
        for (const [quantile, of] of [
          ['p50', median],
          ['p95', ninetyFifth],
        ] as const) {
          const [value, ceiling] = [of(found.ours), of(found.bare)]
          rows.push({
            metric: `${name}, ${quantile}`,
            value,
            unit: 'ms',
            ceiling,
            ratio: value / ceiling,
            reach: cpu > 1 ? null : `at most ${most}x`,
            reached: cpu > 1 ? null : value / ceiling <= most,
          })
        }
        rows.push({
          metric: `${name}, swipes without a moving frame`,
          value: found.missed,
          unit: `/ ${count}`,
          ceiling: found.bareMissed,
          ratio: null,
          reach: null,
          reached: null,
        })
      }
    }
  }
  return rows
}
