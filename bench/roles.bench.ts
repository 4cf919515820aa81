import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileOf } from '../tests/harness/clips.ts'
import { freePort } from '../tests/harness/serve.ts'
import { openFilled } from './filled-shore.ts'
import { has, measured, median } from './measure.ts'
import type { Row } from './run.ts'

const rounds = 3
const load = { seconds: 3, connections: 25 }

/** Public JSON of a clip that was not asked for before, from one api and from two on the same database, both asked at once, in turn. */
export async function bench(): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the roles bench needs wrk: apt install wrk')
  await using filled = await openFilled()
  await filled.fill(100_000)
  const { shore, query, forget } = filled
  const port = await freePort()
  const second = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../src/cli/onshore.js'),
      'serve',
      '--role',
      'api',
      '--data',
      shore.data,
      '--port',
      String(port),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise(resolve => second.stdout.once('data', resolve))
  try {
    const ids = await query<{ id: string }>('select id from videos order by random() limit 60000')
    // Each half is asked of one of the two, so that nothing is asked for twice.
    const scripts = [ids.slice(0, 30_000), ids.slice(30_000)].map((half, place) =>
      fileOf(
        `roles-${place}.lua`,
        `local ids = {${half.map(({ id }) => `"${id}"`).join(',')}}\nlocal at = 0\nrequest = function()\n  at = at % #ids + 1\n  return wrk.format("GET", "/public/videos/" .. ids[at])\nend\n`,
      ),
    )
    const [one, two]: [number[], number[]] = [[], []]
    const urls = [shore.url, `http://localhost:${port}`]
    for (let round = 0; round < rounds; round++) {
      await forget()
      const alone = await Promise.all(scripts.map(script => measured(shore.url, { ...load, script })))
      one.push(alone.reduce((sum, { rate }) => sum + rate, 0))
      await forget()
      const both = await Promise.all(scripts.map((script, place) => measured(urls[place]!, { ...load, script })))
      two.push(both.reduce((sum, { rate }) => sum + rate, 0))
    }
    const [value, ceiling] = [median(two), median(one)]
    return [
      {
        metric: 'one clip, each for the first time, two apis beside one',
        value,
        unit: 'req/s',
        ceiling,
        ratio: value / ceiling,
        reach: null,
        reached: null,
      },
    ]
  } finally {
    second.kill('SIGTERM')
  }
}
