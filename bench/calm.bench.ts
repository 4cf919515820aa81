import { clip, fileOf } from '../tests/harness/clips.ts'
import { hasZzuf, mutate, seeds } from '../tests/harness/mutated.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import { median } from './measure.ts'
import type { Row } from './run.ts'

const rounds = 5
const roundMs = 15_000
const everyMs = 20

/** Milliseconds of each read of `url`, one every `everyMs` whether or not the one before is back, until `isOver`. */
async function readAll(url: string, ms: number): Promise<number[]> {
  const all: Promise<number>[] = []
  const until = performance.now() + ms
  for (let due = performance.now(); due < until; due += everyMs) {
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())))
    all.push(
      fetch(url).then(async reply => {
        await reply.arrayBuffer()
        if (reply.status !== 200) throw new Error(`${url}: ${reply.status}`)
        // From when it should have been sent: a client that waits hides what it waits for.
        return performance.now() - due
      }),
    )
  }
  return Promise.all(all)
}

const quantile = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)]!

/** How long a viewer waits for the slate while hostile files are worked on, beside the same shore at rest, in turn. */
export async function bench(): Promise<Row[]> {
  if (!hasZzuf) throw new Error('the calm bench needs zzuf: apt install zzuf')
  await using shore = await serve()
  const people: Person[] = []
  for (let one = 0; one < 9; one++) {
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: `bench${'abcdefghi'[one]}`, passphrase })
    people.push(person)
  }
  await people[0]!.post(clip('silent.mp4'), { visibility: 'public' })
  await new Promise(resolve => setTimeout(resolve, 3000))
  const files = seeds()
  let seed = 0
  let posted = 0
  const post = async () => {
    const { bytes } = mutate(files, seed++)
    const person = people[1 + (seed % (people.length - 1))]!
    await person.post(fileOf(`hostile-${seed % 8}.mp4`, bytes), { visibility: 'private' })
    posted++
  }
  const slate = `${shore.url}/public/slate`
  await readAll(slate, 3000)
  const [busy, rest]: [number[][], number[][]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    rest.push(await readAll(slate, roundMs))
    let isOver = false
    const attack = (async () => {
      // As fast as eight accounts may: each begins forty uploads at once, and one a minute after that.
      while (!isOver) await Promise.all([post(), post(), new Promise(resolve => setTimeout(resolve, 500))])
    })()
    busy.push(await readAll(slate, roundMs))
    isOver = true
    await attack
    await new Promise(resolve => setTimeout(resolve, 3000))
  }
  if (posted < rounds * 4) throw new Error(`only ${posted} hostile files were worked on`)
  return [
    ['p50', 0.5],
    ['p99', 0.99],
  ].map(([name, part]) => {
    const of = (all: number[][]) => median(all.map(values => quantile(values, Number(part))))
    const [value, ceiling] = [of(busy), of(rest)]
    return {
      metric: `slate while hostile files are worked on, 50 reads a second, ${name} (median of ${rounds}; ${posted} files)`,
      value,
      unit: 'ms',
      ceiling,
      ratio: value / ceiling,
      reach: name === 'p99' ? 'at most 1.1 of the shore at rest' : null,
      reached: name === 'p99' ? value <= ceiling * 1.1 : null,
    }
  })
}
