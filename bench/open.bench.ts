import { median } from './measure.ts'
import { type Network, networks, openRig, pause, type Rig, seenBy, shaped } from './player.ts'
import type { Options, Row } from './run.ts'

/** One visit with nothing cached: milliseconds from the navigation to the first moving frame, and the bytes that came for it. */
async function visit(
  rig: Rig,
  url: string,
  line: { bytes(): Promise<Record<string, number>> },
  cpu: number,
): Promise<{ ms: number; bytes: number }> {
  const { page, context } = await rig.open({ cpu })
  await line.bytes()
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(
    () => (window as unknown as { seen: { firstMs: number | null } }).seen.firstMs !== null,
    null,
    {
      timeout: 30_000,
    },
  )
  const bytes = Object.values(await line.bytes()).reduce((sum, part) => sum + part, 0)
  const { firstMs } = await seenBy(page)
  await context.close()
  await pause(200)
  return { ms: firstMs!, bytes }
}

/** Address to first moving frame, cold and signed out, beside a page that is that one video and nothing else, in turn. */
export async function bench({ visits = '9' }: Options): Promise<Row[]> {
  await using rig = await openRig()
  const rows: Row[] = []
  for (const network of Object.keys(networks) as Network[]) {
    await using ours = await shaped(rig.ours, network)
    await using bare = await shaped(rig.bare(network), network)
    for (const cpu of [1, 4]) {
      const [mine, theirs]: [{ ms: number; bytes: number }[], { ms: number; bytes: number }[]] = [[], []]
      for (let i = 0; i < Number(visits); i++) {
        mine.push(await visit(rig, ours.url, ours, cpu))
        theirs.push(await visit(rig, `${bare.url}/one`, bare, cpu))
      }
      const name = `${network}${cpu > 1 ? `, processor slowed ${cpu}x` : ''}`
      const [value, ceiling] = [median(mine.map(({ ms }) => ms)), median(theirs.map(({ ms }) => ms))]
      const isJudged = cpu === 1
      rows.push({
        metric: `${name}, first moving frame`,
        value,
        unit: 'ms',
        ceiling,
        ratio: value / ceiling,
        reach: isJudged ? 'at most 1.3x' : null,
        reached: isJudged ? value / ceiling <= 1.3 : null,
      })
      const [bytes, bareBytes] = [median(mine.map(one => one.bytes)), median(theirs.map(one => one.bytes))]
      rows.push({
        metric: `${name}, bytes by then`,
        value: bytes / 1000,
        unit: 'kB',
        ceiling: bareBytes / 1000,
        ratio: bytes / bareBytes,
        reach: null,
        reached: null,
      })
    }
  }
  return rows
}
