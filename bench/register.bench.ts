import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Person, passphrase } from '../tests/harness/person.ts'
import { type Filled, openFilled, secondsOf } from './filled-shore.ts'
import { has, measured, median } from './measure.ts'
import type { Options, Row } from './run.ts'

const load = { seconds: 4, connections: 20 }
const collections = 30
const muted = 200
const clips = 40

/**
 * What keys cost: the routes that open what is sealed, beside the same rows in clear, which ask the key process nothing. And an
 * erasure: an account with as many clips and comments as are asked for (`clips`, `comments`), how long it takes, and what the feed
 * does meanwhile. Reads `rounds` as well.
 */
export async function bench({ clips: many = '1000', comments = '100000', rounds = '4' }: Options): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the register bench needs wrk: apt install wrk')
  await using filled = await openFilled()
  await filled.fill(2000)
  return [...(await encryption(filled, Number(rounds))), ...(await erasure(filled, Number(many), Number(comments)))]
}

async function encryption(filled: Filled, rounds: number): Promise<Row[]> {
  const { shore, query } = filled
  // A thousand accounts of this minute would close the gate.
  await shore.age()
  const alice = await Person.join(shore.url, 'alice')
  await shore.age()
  for (let n = 0; n < collections; n++) await alice.ask('POST', '/api/collections', { name: `collection number ${n}` })
  for (let n = 0; n < muted; n++)
    await alice.ask('PUT', '/api/muted', { kind: 'word', what: `a word of ${n}`, isMuted: true })
  for (let n = 0; n < clips; n++) {
    const { id } = await alice.begin(1000, `a clip of ${n}.mp4`)
    await alice.ask('PUT', `/api/videos/${id}/draft`, { caption: `draft ${n}`, visibility: 'public', language: 'en' })
    await query(`update videos set state = 'ready', uploaded_at = now(), duration_ms = 5000 where id = '${id}'`)
  }
  const script = join(shore.data, 'session.lua')
  writeFileSync(script, `wrk.headers["Cookie"] = "${alice.cookie}"\n`)
  const routes = ['/api/saves', '/api/muted', '/api/videos?part=drafts', '/api/session'] as const
  const found = new Map<string, { sealed: number[]; clear: number[]; sealedCpu: number[]; clearCpu: number[] }>()
  await query('create table set_aside (clear text primary key, sealed text not null)')
  // What a program meets for the first time is paid for by neither.
  for (const path of routes) await measured(shore.url + path, { ...load, script })
  // In turns, each first as often as the other, so that a machine that becomes slower is so for both.
  for (let round = 0; round < rounds; round++)
    for (const state of round % 2 === 0 ? (['sealed', 'clear'] as const) : (['clear', 'sealed'] as const)) {
      await (state === 'clear' ? inClear : sealedAgain)(filled)
      for (const path of routes) {
        const one = found.get(path) ?? { sealed: [], clear: [], sealedCpu: [], clearCpu: [] }
        const from = filled.cpu() + keeperSeconds(filled)
        const { rate, requests } = await measured(shore.url + path, { ...load, script })
        one[state].push(rate)
        one[`${state}Cpu`].push(((filled.cpu() + keeperSeconds(filled) - from) * 1000) / requests)
        found.set(path, one)
      }
    }
  return [...found].flatMap(([path, { sealed, clear, sealedCpu, clearCpu }]) => {
    const slower = median(clear) / median(sealed)
    return [
      {
        metric: `${path}, encrypted beside in clear`,
        value: median(sealed),
        unit: 'requests/s',
        ceiling: median(clear),
        ratio: slower,
        reach: 'at most 1.15 times as slow',
        reached: slower <= 1.15,
      },
      {
        metric: `${path}: processor for each`,
        value: median(sealedCpu),
        unit: 'ms',
        ceiling: median(clearCpu),
        ratio: median(sealedCpu) / median(clearCpu),
        reach: null,
        reached: null,
      },
    ]
  })
}

const sealedOnes = [
  ['collections', 'name'],
  ['muted', 'what'],
  ['drafts', 'words'],
  ['videos', 'file_name'],
] as const

/** The same rows in clear, as before there were keys. What was sealed is set aside, so that no program has to be started for it to come back. */
async function inClear({ query }: Filled): Promise<void> {
  for (const [table, column] of sealedOnes) {
    const clear = table === 'drafts' ? `'{"caption":"' || md5(${column}) || '"}'` : `'in clear ' || md5(${column})`
    const which = `${column} like 'k1.%'`
    await query(`insert into set_aside select ${clear}, ${column} from ${table} where ${which} on conflict do nothing`)
    await query(`update ${table} set ${column} = ${clear} where ${which}`)
  }
}

async function sealedAgain({ query }: Filled): Promise<void> {
  for (const [table, column] of sealedOnes)
    await query(`update ${table} set ${column} = sealed from set_aside where ${column} = clear`)
}

const keeperSeconds = ({ shore }: Filled): number => {
  const pid = shore.role('keys')
  return pid === null ? 0 : secondsOf(pid)
}

async function erasure(filled: Filled, many: number, comments: number): Promise<Row[]> {
  const { shore, query } = filled
  const leaver = await Person.join(shore.url, 'leaver')
  const { id } = (await leaver.ask('GET', '/api/session')).body.account
  await query(`
    insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at, duration_ms, width, height)
    select gen_random_uuid(), '${id}', 'ready', 'public', 'leaves ' || n, '{}', '', '', 1, now(), now(), now(), 4000, 360, 640
    from generate_series(1, ${many}) n`)
  await query(`
    insert into comments (id, video_id, account_id, parent_id, text, created_at)
    select gen_random_uuid(), (array(select id from videos where account_id <> '${id}' limit 1500))[1 + n % 1500], '${id}', null, 'a comment ' || n, now()
    from generate_series(1, ${comments}) n`)
  await query('vacuum analyze')
  const feed = `${shore.url}/public/slate`
  const rest = await measured(feed, { seconds: 10, connections: 10 })
  await leaver.ask('POST', '/api/session/proof', { passphrase })
  await leaver.ask('PUT', '/api/account/leaving')
  await query(`update departures set leaves_at = now() - interval '1 minute'`)
  process.kill(shore.role('worker')!, 'SIGKILL')
  const from = performance.now()
  const p99s: number[] = []
  for (;;) {
    p99s.push((await measured(feed, { seconds: 4, connections: 10 })).p99)
    const [{ n } = { n: '0' }] = await query<{ n: string }>(`select count(*) as n from accounts where id = '${id}'`)
    if (Number(n) === 0) break
  }
  const seconds = (performance.now() - from) / 1000
  return [
    {
      metric: `erasure of an account with ${many} clips and ${comments} comments, to within 4 s`,
      value: seconds,
      unit: 's',
      ceiling: null,
      ratio: null,
      reach: null,
      reached: null,
    },
    {
      metric: 'p99 of the feed meanwhile, beside at rest',
      value: median(p99s),
      unit: 'ms',
      ceiling: rest.p99,
      ratio: median(p99s) / rest.p99,
      reach: null,
      reached: null,
    },
  ]
}
