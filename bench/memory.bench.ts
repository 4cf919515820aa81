import type { CDPSession } from 'playwright-core'
import { flick, openRig, pause, settled } from './player.ts'
import type { Options, Row } from './run.ts'

const clips = 24
const warmUp = 20

async function heapBytes(cdp: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage')
  return (await cdp.send('Runtime.getHeapUsage')).usedSize
}

/** JavaScript heap after a full collection: before and after 200 swipes up and down the feed, at full network speed. */
export async function bench({ swipes = '200' }: Options): Promise<Row[]> {
  await using rig = await openRig()
  const grown: number[] = []
  const elements: number[] = []
  for (const url of [rig.ours, rig.bare('10 Mbit/s, 70 ms')]) {
    const { page, context, cdp } = await rig.open()
    await cdp.send('HeapProfiler.enable')
    await page.goto(url)
    await settled(page)
    let at = 0
    let direction: 'up' | 'down' = 'up'
    const swipe = async () => {
      if (at >= clips - 2) direction = 'down'
      if (at <= 0) direction = 'up'
      at += direction === 'up' ? 1 : -1
      await flick(cdp, direction)
      await pause(350)
    }
    for (let i = 0; i < warmUp; i++) await swipe()
    const before = await heapBytes(cdp)
    for (let i = 0; i < Number(swipes); i++) await swipe()
    grown.push((await heapBytes(cdp)) - before)
    elements.push(await page.evaluate(() => document.querySelectorAll('video').length))
    await context.close()
  }
  const [value, ceiling] = grown.map(bytes => bytes / 1e6) as [number, number]
  return [
    {
      metric: `heap growth over ${swipes} swipes`,
      value,
      unit: 'MB',
      ceiling,
      ratio: null,
      reach: 'at most 5 MB',
      reached: value <= 5,
    },
    {
      metric: 'video elements',
      value: elements[0]!,
      unit: '',
      ceiling: elements[1]!,
      ratio: null,
      reach: 'at most 4',
      reached: elements[0]! <= 4,
    },
  ]
}
