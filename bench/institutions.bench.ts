import { presets } from '../src/core/institutions/mandate.ts'
import { makeId } from '../src/server/adapters/clock/index.ts'
import { Authenticator } from '../tests/harness/authenticator.ts'
import { addKey, approve, propose, type Steward } from '../tests/harness/institution.ts'
import { Person } from '../tests/harness/person.ts'
import { openFilled } from './filled-shore.ts'
import type { Options, Row } from './run.ts'

/**
 * An account may act twice a second for as long as it likes, and each of these acts up to three times. By then what a clip sets going behind
 * itself has ended as well: neither of the two is measured beside what the other left.
 */
const betweenMs = 1000
/** An account may post forty clips at once; none of these posts as many. */
const clipsOfOne = 30
const handle = 'ministry'

/**
 * From the signature that makes the quorum to the clip that everybody sees, beside a person who publishes a clip of their own on the same
 * shore, in turns. The time in the queue is not in it. Reads `clips`.
 */
export async function bench({ clips = '120' }: Options): Promise<Row[]> {
  await using filled = await openFilled()
  await filled.fill(200)
  const { shore, query } = filled
  const join = async (name: string): Promise<Steward> => {
    const person = await Person.join(shore.url, name)
    const key = new Authenticator(shore.url)
    await addKey(person, key)
    return { person, key }
  }
  const cast = ['ada', 'ben', 'cleo', 'dan'] as const
  const stewards = {} as Record<(typeof cast)[number], Steward>
  // A thousand accounts of this minute would close the gate.
  await shore.age()
  for (const name of cast) stewards[name] = await join(name)
  const plainly: Steward[] = []
  for (let n = 0; n < Number(clips); n += clipsOfOne) plainly.push(await join(`plain${n}`))
  await shore.age()
  await found(query)
  const draft = async (owner: string): Promise<string> => {
    const id = makeId(new Date())
    await query(`insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, uploaded_at, file_hash, duration_ms, width, height)
      select '${id}', id, 'ready', 'private', '', '{}', '', '', 1, now(), now(), repeat('a', 64), 5000, 360, 640 from accounts where handle = '${owner}'`)
    return id
  }
  const visible = async (id: string) => {
    const { status } = await stewards.ada.person.ask('GET', `/public/videos/${id}`)
    if (status !== 200) throw new Error(`a clip that was published is not there: ${status}`)
  }
  const words = (n: number) => ({ caption: `Clip ${n}`, visibility: 'public' as const })
  const post = async (n: number): Promise<number> => {
    const { person } = plainly[n % plainly.length]!
    const own = await draft(person.handle)
    await pause()
    const ms = await timed(() => person.ask('POST', `/api/videos/${own}/post`, words(n)))
    await visible(own)
    return ms
  }
  const sign = async (n: number): Promise<number> => {
    const theirs = await draft('dan')
    const what = { act: 'publish', video: theirs, words: words(n) }
    const { body, status } = await propose(stewards.dan, handle, what as never)
    if (status !== 201) throw new Error(`nothing was proposed: ${JSON.stringify(body)}`)
    await approve(stewards.ben, handle, body)
    const path = `/api/institutions/${handle}/proposals/${body.id}`
    const { person, key } = stewards.cleo
    const use = key.use((await person.ask('POST', `${path}/approval-options`)).body)
    await pause()
    const ms = await timed(() => person.ask('POST', `${path}/approval`, { hash: body.hash, use }))
    await visible(theirs)
    return ms
  }
  const [ours, plain]: [number[], number[]] = [[], []]
  for (let n = 0; n < Number(clips); n++) {
    const isFirst = n % 2 === 0
    const before = isFirst ? await post(n) : null
    const signed = await sign(n)
    const posted = before ?? (await post(n))
    // The first of each meet what is not warm yet.
    if (n < 3) continue
    plain.push(posted)
    ours.push(signed)
  }
  const row = (metric: string, share: number, asked: string | null): Row => {
    const [value, ceiling] = [at(ours, share), at(plain, share)]
    return {
      ...{ metric, value, unit: 'ms', ceiling, ratio: ceiling / value },
      reach: asked,
      reached: asked === null ? null : value <= ceiling * 1.5,
    }
  }
  return [
    row(`the last signature to published, ${ours.length} clips, p50`, 0.5, null),
    row('  p99, beside a plain publish', 0.99, 'at most 1.5 times a plain publish'),
  ]
}

const pause = () => new Promise(resolve => setTimeout(resolve, betweenMs))

async function timed(ask: () => Promise<{ status: number; body: unknown }>): Promise<number> {
  const from = performance.now()
  const { status, body } = await ask()
  const ms = performance.now() - from
  if (status >= 300) throw new Error(`refused: ${JSON.stringify(body)}`)
  return ms
}

const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

/** As a founding and a confirmation leave it; no domain can be proven to a shore that runs on this machine alone. */
async function found(query: (statement: string) => Promise<unknown>): Promise<void> {
  const [id, account] = [makeId(new Date()), makeId(new Date())]
  await query(`insert into accounts (id, handle, skeleton, name, passphrase_hash, created_at)
    values ('${account}', '${handle}', '${handle}', 'Ministry', null, now() - interval '90 days')`)
  await query(`insert into institutions (id, account_id, founder_id, handle, skeleton, name, domain, kind, state, mandate, code, begun_at, confirmed_at, proven_at, looked_at, used_at)
    values ('${id}', '${account}', null, '${handle}', '${handle}', 'Ministry', 'ministry.example', 'government', 'active',
      '${JSON.stringify(presets['two-of-three'])}', 'c', now(), now(), now(), now(), now())`)
  await query(`insert into stewards (institution_id, account_id, role, invited_at, seated_at)
    select '${id}', id, case handle when 'ada' then 'officer' when 'ben' then 'deputy' when 'cleo' then 'approver' else 'publisher' end, now(), now()
    from accounts where handle in ('ada', 'ben', 'cleo', 'dan')`)
  await query(`insert into steward_passkeys (institution_id, account_id, passkey_id)
    select institution_id, passkeys.account_id, passkeys.id from passkeys join stewards on stewards.account_id = passkeys.account_id`)
}
