import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSecret } from '../src/server/accounts/secrets.ts'
import { openDatabase, openPool, sql } from '../src/server/adapters/db/index.ts'
import { moderationStore } from '../src/server/moderation/index.ts'
import { type Filled, openFilled, type Shape, secondsOf } from './filled-shore.ts'
import { has, measured, median } from './measure.ts'
import { constantServer } from './page.bench.ts'
import type { Options, Row } from './run.ts'
import { type Random, seeded } from './vocabulary.ts'
import { requestsScript } from './wrk-script.ts'

/** So many that none of them meets the limit of its account. */
const moderators = 300
const people = 1000
const perClip = 10
/** A clip's pictures, twelve at most, plain and in a mirror. */
const perCheck = 24
const secretOf = (n: number): string => String(n).padStart(43, '0')

/**
 * What a moderator waits for, and what a clip waits for: a page of the queue over HTTP with 100,000 reports in 40,000 open cases, beside
 * Fastify answering the same bytes; and pictures looked for among 1,000,000 of removed clips, beside the database answering a constant.
 * Reads `prints`, `cases`, `reports` and `rounds`, for a smaller shore.
 */
export async function bench({
  prints = '1000000',
  cases = '40000',
  reports = '100000',
  rounds = '3',
}: Options): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the moderation bench needs wrk: apt install wrk')
  await using filled = await openFilled(shapeOf(Number(cases), Number(reports), Number(prints)))
  await filled.fill(0)
  return [...(await lookups(filled, Number(prints))), ...(await queue(filled, Number(cases), Number(rounds)))]
}

const shapeOf = (cases: number, reports: number, prints: number): Shape => ({
  async begin(client) {
    await client.query(`set session_replication_role = replica; select setseed(0.7)`)
    await client.query(`
      insert into accounts (id, handle, skeleton, name, passphrase_hash, created_at)
      select gen_random_uuid(), 'person' || n, 'skeleton' || n, 'Person ' || n, null, now() - interval '90 days' from generate_series(1, ${people}) n`)
    await client.query(
      `with staff as (
         insert into roles (account_id, role, since)
         select id, 'moderator', now() from accounts order by handle limit ${moderators} returning account_id)
       insert into sessions (id, account_id, token_hash, label, created_at, last_used_at)
       select gen_random_uuid(), account_id, hash, 'bench', now(), now()
       from (select account_id, row_number() over () as n from staff) staff join unnest($1::text[]) with ordinality given (hash, n) using (n)`,
      [Array.from({ length: moderators }, (_, n) => hashSecret(secretOf(n)))],
    )
    await client.query(`
      insert into cases (id, kind, subject_id, account_id, found_by, is_grave, opened_at, due_at, state)
      select gen_random_uuid(), 'video', gen_random_uuid(), person.id, 'report', n % 50 = 0, at, at + interval '7 days', 'open'
      from generate_series(1, ${cases}) n cross join lateral (select now() - n * interval '20 seconds' as at) moment
      join (select id, row_number() over () as place from accounts) person on person.place = n % ${people} + 1`)
    await client.query(`
      insert into reports (id, case_id, account_id, category, words, created_at)
      select gen_random_uuid(), reported.id, person.id, (array['spam', 'hate', 'harassment', 'violence', 'deception'])[1 + n % 5], 'What is wrong with it, in a few words', now()
      from generate_series(1, ${reports}) n
      join (select id, row_number() over () as place from cases) reported on reported.place = n % ${cases} + 1
      join (select id, row_number() over () as place from accounts) person on person.place = (n * 7 + n / ${cases}) % ${people} + 1
      on conflict do nothing`)
    await client.query(`
      insert into removed_files (video_id, decision_id)
      select gen_random_uuid(), gen_random_uuid() from generate_series(1, ${Math.ceil(prints / perClip)})`)
    await client.query(`
      insert into removed_prints (video_id, at_ms, print)
      select video_id, place * 1000, ('x' || substr(md5(random()::text), 1, 16))::bit(64)::bigint
      from removed_files cross join generate_series(1, ${perClip}) place limit ${prints}`)
  },
  add: async () => undefined,
})

/** Pictures of nothing that was removed, as nearly all are; and some that were, changed in eight bits, none of which may be missed. */
async function lookups({ shore }: Filled, prints: number): Promise<Row[]> {
  const { databaseUrl } = JSON.parse(readFileSync(join(shore.data, 'run.json'), 'utf8')) as { databaseUrl: string }
  const pool = openPool(databaseUrl, 1)
  const db = openDatabase(pool)
  const store = moderationStore(db)
  const random = seeded(8)
  const nobody = '00000000-0000-7000-8000-000000000000'
  try {
    const kept = await db
      .selectFrom('removed_prints')
      .select(['video_id', sql<string>`print::text`.as('print')])
      .orderBy(sql`random()`)
      .limit(200)
      .execute()
    let missed = 0
    for (const { video_id, print } of kept) {
      const near = changed(BigInt.asUintN(64, BigInt(print)), 8, random)
      if (!(await store.removedLike(near, nobody)).includes(video_id)) missed++
    }
    const ours: number[] = []
    const constant: number[] = []
    const whole: number[] = []
    for (let check = 0; check < 40; check++) {
      const from = performance.now()
      for (let n = 0; n < perCheck; n++)
        ours.push(await timed(() => store.removedLike(changed(0n, 32, random), nobody)))
      whole.push(performance.now() - from)
      for (let n = 0; n < perCheck; n++) constant.push(await timed(() => sql`select 1`.execute(db)))
    }
    const name = `one picture among ${prints}`
    return [
      row(`${name}, p50`, 'ms', at(ours, 0.5), at(constant, 0.5), at(constant, 0.5) / at(ours, 0.5)),
      row('  p99', 'ms', at(ours, 0.99), at(constant, 0.99), at(constant, 0.99) / at(ours, 0.99)),
      row(`a clip of twelve, plain and in a mirror, p50`, 'ms', at(whole, 0.5), null, null),
      row('  p99', 'ms', at(whole, 0.99), null, null),
      { ...row('  missed of 200 that differ in 8 bits', '', missed, null, null), reach: 'none', reached: missed === 0 },
    ]
  } finally {
    await db.destroy()
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)]!

/** So many bits are the other way round. */
function changed(print: bigint, bits: number, random: Random): bigint {
  const places = new Set<number>()
  while (places.size < bits) places.add(Math.floor(random() * 64))
  return [...places].reduce((made, place) => made ^ (1n << BigInt(place)), print)
}

async function queue({ shore, cpu, query }: Filled, cases: number, rounds: number): Promise<Row[]> {
  const cookies = Array.from({ length: moderators }, (_, n) => `__Secure-onshore=${secretOf(n)}`)
  const places = await query<{ cursor: string }>(`
    select (case when is_grave then 1 else 0 end) || '~' || to_char(due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '~' || id as cursor
    from cases order by random() limit 500`)
  const first = '/api/moderate/cases'
  const deep = places.map(({ cursor }) => `${first}?cursor=${encodeURIComponent(cursor)}`)
  const rows: Row[] = []
  for (const [what, paths] of [
    ['the first page', [first]],
    ['any page', deep],
  ] as const) {
    const reply = await fetch(shore.url + first, { headers: { cookie: cookies[0]! } })
    if (!reply.ok) throw new Error(`the queue: ${reply.status} ${await reply.text()}`)
    const constant = await constantServer(Buffer.from(await reply.arrayBuffer()))
    const script = requestsScript(paths, { tokens: cookies, isInTurn: false, header: 'Cookie' })
    const load = { seconds: 4, connections: 8 }
    const ours: Awaited<ReturnType<typeof timedLoad>>[] = []
    const bare: typeof ours = []
    try {
      for (let round = 0; round < rounds; round++) {
        ours.push(await timedLoad(shore.url, { ...load, script }, cpu))
        bare.push(await timedLoad(constant.url, load, () => secondsOf(constant.pid)))
      }
    } finally {
      constant.stop()
    }
    const of = (from: typeof ours, key: 'p50' | 'p99' | 'cpuMs' | 'rate') => median(from.map(one => one[key]))
    rows.push(
      row(
        `queue of ${cases} cases, ${what}`,
        'req/s',
        of(ours, 'rate'),
        of(bare, 'rate'),
        of(ours, 'rate') / of(bare, 'rate'),
      ),
    )
    for (const [name, key] of [
      ['  p50', 'p50'],
      ['  p99', 'p99'],
      ['  processor of api and database, each request', 'cpuMs'],
    ] as const)
      rows.push(row(name, 'ms', of(ours, key), of(bare, key), of(bare, key) / of(ours, key)))
  }
  return rows
}

async function timedLoad(url: string, load: Parameters<typeof measured>[1], used: () => number) {
  const from = used()
  const found = await measured(url, load)
  return { ...found, cpuMs: ((used() - from) * 1000) / found.requests }
}

const row = (metric: string, unit: string, value: number, ceiling: number | null, ratio: number | null): Row => ({
  metric,
  value,
  unit,
  ceiling,
  ratio,
  reach: null,
  reached: null,
})
