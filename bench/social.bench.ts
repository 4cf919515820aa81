import { type Filled, openFilled, secondsOf } from './filled-shore.ts'
import { has, measured, median } from './measure.ts'
import { constantServer } from './page.bench.ts'
import type { Options, Row } from './run.ts'
import { differences } from './social-check.ts'
import { readers, socialShape, tokenOf, vocabulary } from './social-rows.ts'
import { mistyped, oneOf, type Random, seeded } from './vocabulary.ts'
import { requestsScript } from './wrk-script.ts'

const load = { seconds: 4, connections: 50 }
const asked = 20_000

interface Way {
  what: string
  paths: readonly string[]
  /** Whether each is asked by one of the readers, with its token. */
  isOwn?: true
  /** Each is asked for once, and what is kept of public answers is dropped before. */
  isFirst?: true
}

/**
 * What people do with each other, at 10,000 accounts, beside Fastify answering the same bytes; with 10,000 clips and with 100,000, each
 * clip with about ten likes and ten comments. A refusal (a search that waits too long) is counted and said. Reads `people`,
 * `clips` and `rounds`, for a shore of another size and for less time.
 */
export async function bench({ people = '10000', clips: most = '100000', rounds = '3' }: Options): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the social bench needs wrk: apt install wrk')
  await using filled = await openFilled(socialShape(Number(people)))
  const rows: Row[] = []
  const before = new Map<string, number>()
  for (const clips of [Number(most) / 10, Number(most)]) {
    await filled.fill(clips)
    const wrong = await differences(filled.query)
    if (wrong.length > 0) throw new Error(`rows are not what triggers make: ${wrong.join(', ')}`)
    for (const way of await ways(filled)) {
      const found = await compare(filled, way, Number(rounds))
      rows.push(...rowsOf(`${way.what}, ${clips} clips`, found))
      const earlier = before.get(way.what)
      before.set(way.what, found.ours.cpuMs)
      if (earlier !== undefined)
        rows.push({
          metric: `${way.what}: processor at ${clips} clips to ${clips / 10}`,
          value: found.ours.cpuMs / earlier,
          unit: 'times',
          ceiling: null,
          ratio: null,
          reach: 'less than 1.3',
          reached: found.ours.cpuMs / earlier < 1.3,
        })
    }
  }
  return rows
}

async function ways({ query }: Filled): Promise<Way[]> {
  const ids = await query<{ id: string }>(`select id from videos order by random() limit ${asked}`)
  // Pages of another length are other answers, where there are few clips.
  const comments = Array.from({ length: 24 }, (_, n) =>
    ids.map(({ id }) => `/public/videos/${id}/comments?limit=${24 - n}`),
  )
    .flat()
    .slice(0, asked)
  const random = seeded(26)
  const list = (one: (random: Random) => string) => Array.from({ length: asked }, () => one(random))
  const search = (one: (random: Random) => string) =>
    list(random => `/public/search?q=${encodeURIComponent(one(random))}`)
  return [
    { what: 'Following feed', paths: ['/api/following/videos'], isOwn: true },
    { what: 'inbox', paths: ['/api/notices'], isOwn: true },
    { what: 'unread lines of the inbox', paths: ['/api/notices/unread'], isOwn: true },
    { what: 'comments, each clip for the first time', paths: comments, isFirst: true },
    { what: 'comments, again and again', paths: comments.slice(0, 2000) },
    { what: 'search, mixed', paths: search(mixed) },
    {
      what: 'search, one of the most used words',
      paths: search(random => oneOf(wordsHere(random).slice(0, 100), random)),
    },
    { what: 'search, a rare word', paths: search(rare) },
    { what: 'search, two words', paths: search(two) },
    { what: 'search, mistyped', paths: search(random => mistyped(rare(random))) },
    {
      what: 'suggestions',
      paths: list(random => {
        const word = oneOf(wordsHere(random), random)
        return `/public/suggestions?q=${encodeURIComponent(word.slice(0, 1 + Math.floor(random() * 4)))}`
      }),
    },
  ]
}

const wordsHere = (random: Random): string[] => (random() < 0.6 ? vocabulary.en : vocabulary.fr)
function rare(random: Random): string {
  const words = wordsHere(random).filter(word => word.length > 5)
  return words[Math.floor(words.length * (0.3 + 0.7 * random()))]!
}
function two(random: Random): string {
  const words = wordsHere(random)
  return `${oneOf(words, random)} ${oneOf(words, random)}`
}
/** As people search: mostly one or two words, now and then a rare one, now and then with a slip. */
function mixed(random: Random): string {
  const which = random()
  if (which < 0.4) return oneOf(wordsHere(random), random)
  if (which < 0.7) return two(random)
  return which < 0.9 ? rare(random) : mistyped(rare(random))
}

interface Measure {
  p50: number
  p99: number
  cpuMs: number
  rate: number
}

async function compare({ shore, cpu, forget }: Filled, { paths, isOwn, isFirst }: Way, rounds: number) {
  const tokens = isOwn ? Array.from({ length: readers }, (_, n) => tokenOf(n)) : []
  const script = requestsScript(paths, { tokens, isInTurn: isFirst ?? false })
  const body = await answerOf(shore.url + paths[0], tokens[0])
  const constant = await constantServer(body)
  const ours: Measure[] = []
  const bare: Measure[] = []
  let refused = 0
  let all = 0
  const seconds = isFirst ? 2 : load.seconds
  const once = async (url: string, used: () => number, script?: string) => {
    const from = used()
    const found = await measured(url, { ...load, seconds, ...(script ? { script } : {}), isRefusing: true })
    return { ...found, cpuMs: ((used() - from) * 1000) / found.requests }
  }
  try {
    if (!isFirst) await measured(shore.url, { ...load, seconds: 2, script, isRefusing: true })
    for (let round = 0; round < rounds; round++) {
      if (isFirst) await forget()
      const found = await once(shore.url, cpu, script)
      if (isFirst && found.requests > paths.length) throw new Error('some were asked for twice')
      refused += found.refused
      all += found.requests
      ours.push(found)
      bare.push(await once(constant.url, () => secondsOf(constant.pid)))
    }
  } finally {
    constant.stop()
  }
  return { ours: middle(ours), bare: middle(bare), answered: 1 - refused / all, bytes: body.length }
}

async function answerOf(url: string, token: string | undefined): Promise<Buffer> {
  const reply = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {})
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`)
  return Buffer.from(await reply.arrayBuffer())
}

function middle(measures: readonly Measure[]): Measure {
  const of = (key: keyof Measure) => median(measures.map(measure => measure[key]))
  return { p50: of('p50'), p99: of('p99'), cpuMs: of('cpuMs'), rate: of('rate') }
}

function rowsOf(metric: string, { ours, bare, answered, bytes }: Awaited<ReturnType<typeof compare>>): Row[] {
  const row = (name: string, unit: string, value: number, ceiling: number | null, ratio: number | null): Row => ({
    metric: name,
    value,
    unit,
    ceiling,
    ratio,
    reach: null,
    reached: null,
  })
  return [
    row(metric, 'req/s', ours.rate, bare.rate, ours.rate / bare.rate),
    row('  p50', 'ms', ours.p50, bare.p50, bare.p50 / ours.p50),
    row('  p99', 'ms', ours.p99, bare.p99, bare.p99 / ours.p99),
    row('  processor of api and database, each request', 'ms', ours.cpuMs, bare.cpuMs, bare.cpuMs / ours.cpuMs),
    row('  answered, not refused', '%', answered * 100, null, null),
    row('  bytes of the constant', 'B', bytes, null, null),
  ]
}
