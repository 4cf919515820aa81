import { fork } from 'node:child_process'
import { join } from 'node:path'
import { clip, fileOf } from '../tests/harness/clips.ts'
import { hasZzuf } from '../tests/harness/mutated.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import { has, mayComeFromElsewhere, measured, median } from './measure.ts'
import { constantServer } from './page.bench.ts'
import type { Row } from './run.ts'

const rounds = 5
const roundSeconds = 15
/** Fifty reads a second, by four viewers: who waits for one read hides nothing of the others. */
const paced = { connections: 4, pausesMs: [40, 120] }
/** A shore that many watch: so many ask at once, and again as soon as they are answered. */
const crowd = { connections: 16, seconds: 5, pairs: 9 }

interface Read {
  p50: number
  p99: number
}
interface Both {
  ours: Read
  theirs: Read
}

/**
 * How long a viewer waits for the slate while hostile files are worked on, beside the same shore at rest, in turn. Beside it, asked at
 * the same time, Fastify answering the same bytes from memory: what two cores that are all taken do to any server. The
 * reader comes before all that runs here, as one on another machine would.
 * Then once more where a crowd asks, which leaves no core idle for hostile files to take.
 */
export async function bench(): Promise<Row[]> {
  if (!hasZzuf || !has('wrk')) throw new Error('the calm bench needs zzuf and wrk: apt install zzuf wrk')
  await using shore = await serve()
  const person = new Person(shore.url)
  await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
  await person.post(clip('silent.mp4'), { visibility: 'public' })
  // The attacker is somewhere else: a process of its own, that comes after everybody on this machine.
  const attacker = fork(join(import.meta.dirname, 'hostile-poster.ts'), [shore.url], { detached: true })
  const told = (word: string) =>
    new Promise<void>(resolve => {
      const hear = (said: unknown) => {
        if (said !== word) return
        attacker.off('message', hear)
        resolve()
      }
      attacker.on('message', hear)
    })
  await told('ready')
  // Where it may not, what the reader itself waits for is counted as well.
  if (!mayComeFromElsewhere())
    console.log('  (the reader waits for processors among all others: not allowed to come first)')
  // Accounts of today may upload little.
  await shore.age()
  let posted = 0
  attacker.on('message', said => {
    if (said === 'posted') posted++
  })
  const slate = `${shore.url}/public/slate`
  const constant = await constantServer(Buffer.from(await fetch(slate).then(reply => reply.text())))
  const script = fileOf('paced.lua', Buffer.from(`delay = function() return math.random(${paced.pausesMs}) end`))
  const both = async (seconds: number): Promise<Both> => {
    const load = { seconds, connections: paced.connections, script, isFromElsewhere: true }
    const [ours, theirs] = await Promise.all([measured(slate, load), measured(constant.url, load)])
    return { ours, theirs }
  }
  await both(3)
  const calmDown = async () => {
    const stopped = told('stopped')
    attacker.send('stop')
    await stopped
    await new Promise(resolve => setTimeout(resolve, 3000))
  }
  // The first files meet what is not warm yet.
  attacker.send('go')
  await both(5)
  await calmDown()
  const [busy, rest]: [Both[], Both[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    rest.push(await both(roundSeconds))
    attacker.send('go')
    busy.push(await both(roundSeconds))
    await calmDown()
  }
  const crowds: { rest: number; busy: number }[] = []
  const crowded = async (isAttacked: boolean) => {
    if (isAttacked) attacker.send('go')
    const { p99 } = await measured(slate, crowd)
    if (isAttacked) await calmDown()
    return p99
  }
  for (let pair = 0; pair < crowd.pairs; pair++) {
    // By turns one or the other comes first.
    const first = await crowded(pair % 2 === 1)
    const second = await crowded(pair % 2 === 0)
    crowds.push(pair % 2 === 1 ? { rest: second, busy: first } : { rest: first, busy: second })
  }
  attacker.disconnect()
  constant.stop()
  if (posted < (rounds + crowd.pairs) * 4) throw new Error(`only ${posted} hostile files were worked on`)
  const moved = median(crowds.map(({ rest, busy }) => busy / rest))
  const besideCrowd: Row = {
    metric: `slate while hostile files are worked on, ${crowd.connections} viewers who never wait, p99 (median of ${crowd.pairs})`,
    value: median(crowds.map(({ busy }) => busy)),
    unit: 'ms',
    ceiling: median(crowds.map(({ rest }) => rest)),
    // Of pairs, one after the other.
    ratio: moved,
    reach: 'at most 1.1 of the shore at rest',
    reached: moved <= 1.1,
  }
  const rows = (['p50', 'p99'] as const).flatMap(name => {
    const of = (all: Both[], whose: keyof Both) => median(all.map(read => read[whose][name]))
    const [value, ceiling] = [of(busy, 'ours'), of(rest, 'ours')]
    const [theirs, theirRest] = [of(busy, 'theirs'), of(rest, 'theirs')]
    const beside = value / ceiling / (theirs / theirRest)
    const said = `hostile files are worked on, 50 reads a second, ${name} (median of ${rounds}; ${posted} files)`
    return [
      {
        metric: `slate while ${said}`,
        value,
        unit: 'ms',
        ceiling,
        ratio: value / ceiling,
        reach: name === 'p99' ? 'at most 1.1 of the shore at rest' : null,
        reached: name === 'p99' ? value <= ceiling * 1.1 : null,
      },
      {
        metric: `a constant while ${said}`,
        value: theirs,
        unit: 'ms',
        ceiling: theirRest,
        ratio: theirs / theirRest,
        reach: null,
        reached: null,
      },
      {
        metric: `how much more the slate moves than the constant, ${name}`,
        value: beside,
        unit: 'times',
        ceiling: 1,
        ratio: beside,
        reach: name === 'p99' ? 'at most 1.1' : null,
        reached: name === 'p99' ? beside <= 1.1 : null,
      },
    ]
  })
  return [...rows, besideCrowd]
}
