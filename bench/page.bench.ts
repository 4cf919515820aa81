import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileOf } from '../tests/harness/clips.ts'
import { accounts, type Filled, openFilled } from './filled-shore.ts'
import { has, measured, median } from './measure.ts'
import type { Row } from './run.ts'

const rounds = 3
const load = { seconds: 4, connections: 50 }

/** Fastify answering these bytes, in a process of its own. */
export async function constantServer(body: Buffer): Promise<{ url: string; pid: number; stop(): void }> {
  const file = fileOf(`constant-${body.length}.json`, body)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'constant-server.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: `http://127.0.0.1:${Number(port.toString())}/`, pid: child.pid!, stop: () => child.kill() }
}

const lua = (paths: readonly string[], next: string): string =>
  fileOf(
    `paths-${paths.length}-${next.length}-${paths[0]!.length}.lua`,
    `local paths = {${paths.map(path => `"${path}"`).join(',')}}\nlocal n, at = #paths, 0\nmath.randomseed(os.time())\nrequest = function()\n  ${next}\n  return wrk.format("GET", paths[at])\nend\n`,
  )
/** One of these paths at random. */
const anyOf = (paths: readonly string[]) => lua(paths, 'at = math.random(1, n)')
/** One after another: while they last, each for the first time. */
const inTurn = (paths: readonly string[]) => lua(paths, 'at = at % n + 1')

/**
 * Public JSON of one clip, of a profile's clips and of ten comments, beside Fastify answering a constant of the same length, in turn; with 10,000 clips
 * and with 100,000. Each is measured twice: where every request asks for something that was not asked for before, and where any of
 * them is asked for again and again, as viewers do.
 */
export async function bench(): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the page bench needs wrk: apt install wrk')
  await using filled = await openFilled()
  const rows: Row[] = []
  const before = new Map<string, number>()
  for (const clips of [10_000, 100_000]) {
    await filled.fill(clips)
    for (const [what, paths] of await routes(filled)) {
      const first = await compare(filled, paths, 'first')
      const again = await compare(filled, paths, 'again')
      for (const [how, found] of [
        ['each for the first time', first],
        ['again and again', again],
      ] as const)
        rows.push(
          {
            metric: `${what}, ${clips} clips, ${how}`,
            value: found.rate,
            unit: 'req/s',
            ceiling: found.constant,
            ratio: found.rate / found.constant,
            reach: 'at least 0.25',
            reached: found.rate / found.constant >= 0.25,
          },
          plain(`  p50`, found.p50, 'ms'),
          plain(`  p99`, found.p99, 'ms'),
          plain(`  processor of api and database, each request`, found.cpuMs, 'ms'),
        )
      const growth = before.has(what) ? first.cpuMs / before.get(what)! : null
      before.set(what, first.cpuMs)
      if (growth !== null)
        rows.push({
          ...plain(`${what}: processor of a first request at 100,000 clips to 10,000`, growth, 'times'),
          reach: 'less than 1.2',
          reached: growth < 1.2,
        })
    }
  }
  return rows
}

async function routes({ query }: Filled): Promise<[string, string[]][]> {
  const ids = await query<{ id: string }>('select id from videos order by random() limit 60000')
  const everybody = Array.from({ length: accounts }, (_, n) => n + 1)
  // Different pages of one list are different answers.
  const pages = [10, 11, 12, 9, 8].flatMap(n =>
    everybody.map(person => `/public/accounts/person${person}/videos?limit=${n}`),
  )
  return [
    ['one clip', ids.map(({ id }) => `/public/videos/${id}`)],
    ['ten clips of a profile', pages],
    ['ten comments', ids.map(({ id }) => `/public/videos/${id}/comments?limit=10`)],
  ]
}

async function compare({ shore, cpu, forget }: Filled, paths: readonly string[], how: 'first' | 'again') {
  const body = Buffer.from(await (await fetch(shore.url + paths[0])).arrayBuffer())
  const constant = await constantServer(body)
  const file = how === 'first' ? inTurn(paths) : anyOf(paths.slice(0, 4000))
  // As long as nothing is asked for twice.
  const seconds = how === 'first' ? 1 : load.seconds
  const ours: { rate: number; p50: number; p99: number; cpuMs: number }[] = []
  const bare: number[] = []
  try {
    if (how === 'again') await measured(shore.url, { ...load, seconds: 2, script: file })
    for (let round = 0; round < rounds; round++) {
      if (how === 'first') await forget()
      const from = cpu()
      const { rate, p50, p99, requests } = await measured(shore.url, { ...load, seconds, script: file })
      if (how === 'first' && requests > paths.length) throw new Error('some were asked for twice')
      ours.push({ rate, p50, p99, cpuMs: ((cpu() - from) * 1000) / requests })
      bare.push((await measured(constant.url, { ...load, seconds })).rate)
    }
  } finally {
    constant.stop()
  }
  const of = (key: 'rate' | 'p50' | 'p99' | 'cpuMs') => median(ours.map(round => round[key]))
  return { rate: of('rate'), p50: of('p50'), p99: of('p99'), cpuMs: of('cpuMs'), constant: median(bare) }
}

const plain = (metric: string, value: number, unit: string): Row => ({
  metric,
  value,
  unit,
  ceiling: null,
  ratio: null,
  reach: null,
  reached: null,
})
