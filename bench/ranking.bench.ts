import { availableParallelism, loadavg } from 'node:os'
import { basename } from 'node:path'
import { readKuaiRand } from './ranking/kuairand.ts'
import { runPeople } from './ranking/people.ts'
import { type Bar, decimal, table, writeBars, writeSection } from './ranking/report.ts'
import { chosen, runRetrieval } from './ranking/retrieval.ts'
import { readSet, runSet } from './ranking/sets.ts'
import { type Times, timeRerank } from './ranking/speed.ts'
import { timeRerankInChromium } from './ranking/speed-in-chromium.ts'
import { runViews } from './ranking/views.ts'
import type { Options, Row } from './run.ts'

const began = performance.now()
const say = (line: string) =>
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`)

/**
 * How well the feed ranks. `--kuairand DIR` and `--set DIR` name folders of data, which are never part of this tree;
 * docs/audit/ranking.md, which the run writes, says where they come from. `--part retrieval,views,set,speed,people` runs some parts
 * only, `--seed N` another seed, `--users N` so many simulated people.
 */
export async function bench({ kuairand, set, part, seed = '1', users = '20' }: Options): Promise<Row[]> {
  const wanted = (name: string) => part === undefined || part.split(',').includes(name)
  const rows: Row[] = []
  if (wanted('speed')) rows.push(...(await speed()))
  if (wanted('people')) rows.push(...people(Number(seed), Number(users)))
  if (set && wanted('set')) rows.push(...sets(set, Number(seed)))
  if (kuairand && (wanted('views') || wanted('retrieval'))) {
    const data = readKuaiRand(kuairand)
    say(
      `KuaiRand: ${data.val.count} views after the sequences, ${data.test ? `${data.test.count} kept for acceptance` : 'no later part'}`,
    )
    const told = data.test ? 'the part kept for acceptance' : 'the last 30 % of val, told from all before it'
    if (wanted('views')) rows.push(...views(runViews(data, Number(seed), say), told))
    if (wanted('retrieval')) rows.push(...found(runRetrieval(data, Number(seed), say), told))
  }
  return rows
}

const rowOf = (metric: string, value: number, ceiling: number | null, least: number | null): Row => ({
  metric,
  value,
  unit: '',
  ceiling,
  ratio: ceiling === null ? null : value / ceiling,
  reach: least === null ? null : `at least ${least}`,
  reached: least === null ? null : value >= least,
})

const bars = (rows: readonly { name: string; isOwn: boolean }[], values: readonly number[]): Bar[] =>
  rows.map(({ name, isOwn }, n) => ({ name, isOwn, value: values[n]! }))

function found(rows: ReturnType<typeof runRetrieval>, told: string): Row[] {
  // Named beforehand, not the best of what was told.
  const own = rows.find(({ name }) => name === chosen)!.result
  const known = rows.filter(({ isOwn }) => !isOwn)
  const best = (of: 'recall' | 'ndcg') => Math.max(...known.map(({ result }) => result[of]))
  writeBars(
    'ranking-retrieval.svg',
    'KuaiRand, retrieval: recall among 50',
    bars(
      rows,
      rows.map(({ result }) => result.recall),
    ),
    0.3,
  )
  const cells = rows.map(({ name, result }) => [
    name,
    ...[result.recall, result.ndcg, result.hit10, result.coverage20, result.gini20].map(value => decimal(value)),
  ])
  writeSection(
    'retrieval',
    `Told: ${told}; ${own.people} people.\n\n${table(['model', 'R@50', 'NDCG@50', 'HR@10', 'coverage@20', 'Gini@20'], cells)}\n\n![Recall among 50 of each model](ranking-retrieval.svg)`,
  )
  return [
    rowOf('KuaiRand retrieval, R@50 (ceiling: best baseline)', own.recall, best('recall'), 0.3),
    rowOf('KuaiRand retrieval, NDCG@50 (ceiling: best baseline)', own.ndcg, best('ndcg'), 0.125),
    rowOf('KuaiRand retrieval, Gini of the first 20', own.gini20, null, null),
  ]
}

function views(rows: ReturnType<typeof runViews>, told: string): Row[] {
  const own = rows.at(-1)!
  const best = Math.max(...rows.filter(({ isOwn }) => !isOwn).map(({ grouped }) => grouped))
  writeBars(
    'ranking-views.svg',
    'KuaiRand, ranking: gAUC of a long watch',
    bars(
      rows,
      rows.map(({ grouped }) => grouped),
    ),
    0.66,
  )
  const cells = rows.map(row => [row.name, ...[row.auc, row.grouped, row.main].map(value => decimal(value))])
  writeSection(
    'views',
    `Told: ${told}.\n\n${table(['model', 'AUC', 'gAUC', 'gAUC, main feed'], cells)}\n\n![gAUC of each model](ranking-views.svg)`,
  )
  return [
    rowOf('KuaiRand ranking, gAUC, state frozen (ceiling: best baseline)', own.grouped, best, 0.66),
    rowOf('KuaiRand ranking, gAUC of the main feed', own.main, null, null),
    rowOf('KuaiRand ranking, AUC', own.auc, null, null),
  ]
}

function sets(folder: string, seed: number): Row[] {
  const rows = runSet(readSet(folder), seed, say)
  const name = basename(folder)
  for (const { name: model, result } of rows)
    say(`${model}: NDCG@20 ${result.ndcg.toFixed(4)}, Recall@20 ${result.recall.toFixed(4)}`)
  const own = rows.at(-1)!
  const best = Math.max(...rows.filter(({ isOwn }) => !isOwn).map(({ result }) => result.ndcg))
  writeBars(
    'ranking-set.svg',
    `${name}: NDCG among 20`,
    bars(
      rows,
      rows.map(({ result }) => result.ndcg),
    ),
    null,
  )
  const cells = rows.map(row => [row.name, decimal(row.result.ndcg, 4), decimal(row.result.recall, 4)])
  writeSection(
    'set',
    `Set: ${name}.\n\n${table(['model', 'NDCG@20', 'Recall@20'], cells)}\n\n![NDCG among 20 of each model](ranking-set.svg)`,
  )
  return [
    rowOf(`set ${name}, NDCG@20 (ceiling: best baseline)`, own.result.ndcg, best, /ml-?1m/i.test(name) ? 0.34 : null),
  ]
}

function people(seed: number, users: number): Row[] {
  const { rows, refused, drift } = runPeople(seed, users, say)
  const clips = (value: number) => (Number.isFinite(value) ? String(value) : 'never')
  const cells = rows.map(({ name, of }) => [
    name,
    clips(of.lock5),
    clips(of.lock5p90),
    clips(of.lock3),
    ...[of.first100, of.last100, of.own50, of.ownLast50, of.allFound, of.explored, of.giniCreators].map(value =>
      decimal(value, 2),
    ),
  ])
  const head = [
    'policy',
    '5/10',
    'p90',
    '3/10',
    'long 1-100',
    'last 100',
    'own 1-50',
    'last 50',
    'found',
    'explores',
    'Gini',
  ]
  writeSection(
    'people',
    `${users} people, 200 clips each, seed ${seed}.\n\n${table(head, cells)}\n\nAn interest that is given up for another at clip 100 (noise .5): the new one is found after ${clips(drift.recovered)} clips in the median.\nA topic that is refused at clip 100: ${decimal(refused.before, 2)} of the fifty clips before, ${decimal(refused.next20, 2)} of the twenty after, ${decimal(refused.later, 2)} of the rest.`,
  )
  const of = (name: string) => rows.find(one => one.name === name)!.of
  const [plain, picked] = [of('Onshore, noise 1, without first picks'), of('Onshore, noise 1, with first picks')]
  const [limit, limitPicked] = [
    of('knows what pleases, noise 1, without first picks'),
    of('knows what pleases, noise 1, with first picks'),
  ]
  const most = (metric: string, value: number, ceiling: number, reach: number): Row => ({
    metric,
    value,
    unit: 'clips',
    ceiling,
    ratio: ceiling / value,
    reach: `at most ${reach}`,
    reached: value <= reach,
  })
  return [
    most('lock-on 5 of 10, median, without first picks', plain.lock5, limit.lock5, 35),
    most('lock-on 5 of 10, median, with first picks', picked.lock5, limitPicked.lock5, 20),
    most('lock-on 5 of 10, 90th percentile, with first picks', picked.lock5p90, limitPicked.lock5p90, 80),
    rowOf('long views against the best of each pool, first 100', picked.first100, limitPicked.first100, 0.82),
    rowOf('long views against the best of each pool, last 100', picked.last100, limitPicked.last100, 0.92),
    rowOf('share of exploring after lock-on', picked.explored, null, null),
    most('Gini of impressions by creator', picked.giniCreators, limitPicked.giniCreators, 0.75),
    rowOf('share of a refused topic among the next 20', refused.next20, refused.before, null),
  ]
}

/** As slow as a phone that is not new. */
const slower = 4

async function speed(): Promise<Row[]> {
  const load = loadavg()[0]!.toFixed(1)
  const { rerank, dots, remembered } = timeRerank()
  const shares = ({ least, p50, p95 }: Times['rerank']) => [least, p50, p95].map(ms => decimal(ms, 2))
  const cells = [
    ['learn one watch, rank 2,000, next 8', ...shares(rerank)],
    [`dot products of 2,000 with ${remembered}`, ...shares(dots)],
  ]
  for (const [n, times] of (await timeRerankInChromium([1, slower])).entries()) {
    const where = n === 0 ? 'Chromium' : `Chromium, its processor ${slower} times slower`
    cells.push(
      [`${where}: the first of these`, ...shares(times.rerank)],
      [`${where}: the second`, ...shares(times.dots)],
    )
  }
  writeSection(
    'speed',
    `${table(['work, one thread, in Node where nothing else stands', 'least ms', 'p50 ms', 'p95 ms'], cells)}\n\nRatio at p50 in Node: ${decimal(rerank.p50 / dots.p50, 2)}. Load of the machine at first: ${load} on ${availableParallelism()} cores; the least is what it can do.`,
  )
  return [
    {
      metric: `re-rank of 2,000 after a swipe, memory of ${remembered}, p50`,
      value: rerank.p50,
      unit: 'ms',
      ceiling: dots.p50,
      ratio: dots.p50 / rerank.p50,
      reach: 'at most 3 ms',
      reached: rerank.p50 <= 3,
    },
  ]
}
