import { flick, type Network, networks, openRig, pause, seenBy, settled, shaped } from './player.ts'
import type { Options, Row } from './run.ts'

const clips = 20
const dwellMs = 4000
const most: Record<Network, number> = { '10 Mbit/s, 70 ms': 0, '3 Mbit/s, 150 ms': 1 }

/** Twenty clips of four seconds each: how often one that had begun to move had to wait. The bare page beside it, in the same run. */
export async function bench({ only = '' }: Options): Promise<Row[]> {
  await using rig = await openRig()
  const rows: Row[] = []
  for (const network of Object.keys(networks) as Network[]) {
    if (only && !network.includes(only)) continue
    const found: number[] = []
    for (const upstream of [rig.ours, rig.bare(network)]) {
      await using line = await shaped(upstream, network)
      const { page, context, cdp } = await rig.open()
      await page.goto(line.url)
      await settled(page)
      for (let i = 1; i < clips; i++) {
        await flick(cdp)
        await pause(dwellMs)
      }
      found.push((await seenBy(page)).stalls)
      await context.close()
    }
    const [value, ceiling] = found as [number, number]
    rows.push({
      metric: `${network}, stalls in ${clips} clips`,
      value,
      unit: '',
      ceiling,
      ratio: null,
      reach: `at most ${most[network]}`,
      reached: value <= most[network],
    })
  }
  return rows
}
