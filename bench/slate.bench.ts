import { clip, fileOf } from '../tests/harness/clips.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import { has, median, wrk } from './measure.ts'
import { plainServer } from './range.bench.ts'
import type { Row } from './run.ts'

const rounds = 5
const load = { seconds: 3, connections: 20 }
const clips = 20

/** The slate of a shore with some clips, beside plain node:http sending the same bytes from memory, in turn. */
export async function bench(): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the slate bench needs wrk: apt install wrk')
  await using shore = await serve()
  const person = new Person(shore.url)
  await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
  // Accounts of today may upload little.
  await shore.age()
  for (let i = 0; i < clips; i++)
    await person.post(clip('silent.mp4'), { visibility: 'public', caption: `Clip number ${i} of the bench #bench` })
  await new Promise(resolve => setTimeout(resolve, 1200))
  const body = Buffer.from(
    await (await fetch(`${shore.url}/public/slate`, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer(),
  )
  const plain = await plainServer(fileOf('slate.json', body), 'application/json')
  const [ours, bare]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round < rounds; round++) {
      ours.push(await wrk(`${shore.url}/public/slate`, load))
      bare.push(await wrk(`http://127.0.0.1:${plain.port}/`, load))
    }
  } finally {
    plain.stop()
  }
  const [value, ceiling] = [median(ours), median(bare)]
  return [
    {
      metric: `slate of ${clips} clips, ${body.length} bytes`,
      value,
      unit: 'req/s',
      ceiling,
      ratio: value / ceiling,
      reach: 'at least 0.8',
      reached: value / ceiling >= 0.8,
    },
  ]
}
