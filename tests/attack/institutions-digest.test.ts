import { createHash, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Digest,
  digestEveryMs,
  digestKeptMs,
  digestMessage,
  digestText,
  faultInDigests,
  type SignedDigest,
} from '../../src/core/institutions/digest.ts'
import { institutionLimits } from '../../src/core/institutions/limits.ts'
import { commitmentOf } from '../../src/core/ledger/leaf.ts'
import type { DigestOpened, Overview } from '../../src/core/wire/digest.ts'
import type { Notice } from '../../src/core/wire/notice.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { type InstitutionStore, institutionStore, keepInstitutions } from '../../src/server/institutions/index.ts'
import { noTally, openTally, recordAttack } from '../harness/attacks.ts'
import {
  approve,
  type DomainHost,
  foundInstitution,
  openDomainHost,
  propose,
  type Steward,
  steward,
  takeSeat,
} from '../harness/institution.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const handle = 'ministry'
const of = `/api/institutions/${handle}`
const hourMs = 3_600_000
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const isSignedBy = (key: string) => {
  const publicKey = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]),
    ...{ format: 'der', type: 'spki' },
  })
  return async (message: string, signature: string) =>
    verify(null, Buffer.from(message), publicKey, Buffer.from(signature, 'base64'))
}

let shore: TestShore
let host: DomainHost
let cast: Awaited<ReturnType<typeof foundInstitution>>
let store: InstitutionStore
let analyst: Steward
let offsetMs = 0
const clock = { now: () => new Date(Date.now() + offsetMs) }
/** A worker's round, by a store of its own: as another process has. */
const keep = () => {
  const key = slateKey(shore.folder)
  const own = institutionStore({ db: shore.db, key })
  return keepInstitutions({ store: own, clock, domains: host.domains, key, address: shore.url })
}
const read = async (person = cast.ada.person) => {
  const { status, body } = await person.ask<{ key: string; items: SignedDigest[] }>('GET', `${of}/digests`)
  expect(status).toBe(200)
  return body
}
const faultIn = async (items: readonly SignedDigest[]) =>
  faultInDigests(items, { institution: handle, hash, isSigned: isSignedBy((await read()).key) })
const linesOf = async ({ person }: Steward) =>
  ((await person.ask('GET', '/api/notices')).body.items as Notice[]).flatMap(({ stewardship }) =>
    stewardship ? [stewardship] : [],
  )
const digestsIn = async (who: Steward) => (await linesOf(who)).flatMap(({ digest }) => digest ?? [])
const overviewFor = async ({ person }: Steward) => (await person.ask<Overview>('GET', `${of}/overview`)).body

beforeAll(async () => {
  host = await openDomainHost()
  shore = await openShore({ isIdle: true, domains: host.domains, clock })
  cast = await foundInstitution(shore, host, { kind: 'business' })
  store = institutionStore({ db: shore.db, key: slateKey(shore.folder) })
  analyst = await steward(shore, 'eve')
  const { ada, ben, dan } = cast
  const seat = { act: 'seat', handle: 'eve', role: 'analyst', isDifferentPerson: true } as const
  const { body } = await propose(dan, handle, seat)
  for (const one of [ada, ben]) await approve(one, handle, body)
  expect((await takeSeat(analyst, handle)).status).toBe(200)
})
afterAll(async () => {
  await shore[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

const { tally, attack, control } = openTally()
beforeEach(() => void Object.assign(tally, noTally))

describe('the digest of a week', () => {
  it('is made once, by however many workers, after a crash and whatever the clock does', async () => {
    await keep()
    expect((await read()).items).toEqual([])
    offsetMs += digestEveryMs
    await Promise.all([keep(), keep(), keep()])
    await keep()
    expect((await read()).items.map(({ digest }) => digest.number)).toEqual([1])
    // Five weeks without a worker are one digest, and the next comes with the next week.
    offsetMs += 5 * digestEveryMs + hourMs
    await Promise.all([keep(), keep()])
    offsetMs += digestEveryMs - 2 * hourMs
    await keep()
    const { items } = await read()
    expect(items.map(({ digest }) => digest.number)).toEqual([1, 2])
    expect(items[1]!.digest.from).toBe(items[0]!.digest.until)
    // A clock that goes back makes none; one that was years ahead is not waited for.
    offsetMs -= 3 * hourMs
    await keep()
    expect((await read()).items).toHaveLength(2)
    const before = offsetMs
    offsetMs += 520 * digestEveryMs
    await keep()
    offsetMs = before
    await keep()
    await keep()
    expect((await read()).items.map(({ digest }) => digest.number)).toEqual([1, 2, 3, 4])
    // In those years nobody acted for it; it is awake again for what follows.
    const awake = { state: 'active' as const, used_at: clock.now() }
    await shore.db.updateTable('institutions').set(awake).where('id', '=', cast.id).execute()
    expect(await faultIn((await read()).items)).toBeNull()
    // A transaction that breaks in the middle leaves nothing, and the next round makes it.
    offsetMs += digestEveryMs
    await expect(
      shore.db.transaction().execute(async on => {
        const broken = institutionStore({ db: on as never, key: slateKey(shore.folder) })
        Object.assign(on, { transaction: () => ({ execute: (work: (db: unknown) => unknown) => work(on) }) })
        expect(await broken.makeDigest(cast.id, 'shore.example', clock.now())).toBe(true)
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect((await read()).items).toHaveLength(4)
    await keep()
    expect((await read()).items).toHaveLength(5)
  })

  it('is told to officer and deputy and to nobody else, in the inbox and at the domain, as it was signed', async () => {
    const { ada, ben, cleo, dan } = cast
    const numbers = (await read()).items.map(({ digest }) => digest.number)
    for (const one of [ada, ben]) expect((await digestsIn(one)).sort()).toEqual(numbers)
    for (const one of [cleo, dan, analyst]) attack('told to another', (await digestsIn(one)).length > 0)
    // No place was declared: that is a failure, at once and in the next digest.
    const untold = (week: Pick<Digest, 'failed'>) =>
      week.failed.notices.filter(({ digest }) => digest !== null).map(({ digest, fault }) => `${digest} ${fault}`)
    expect(untold((await overviewFor(ada)) as never)).toEqual(['5 none'])
    const channel = { way: 'webhook', address: `https://hooks.${handle}.example/told`, server: null } as const
    const set = await propose(dan, handle, { act: 'channel', channel })
    for (const one of [ben, cleo]) await approve(one, handle, set.body)
    offsetMs += digestEveryMs
    host.posts.length = 0
    await keep()
    const last = (await read()).items.at(-1)!
    expect(untold(last.digest)).toEqual(['5 none'])
    const [post] = host.posts
    expect(post!.body).toBe(digestText(last.digest))
    expect(post!.signature).toBe(last.signature)
    const isSigned = isSignedBy((await read()).key)
    control('the digest as it came', await isSigned(digestMessage(post!.body), post!.signature))
    attack('a byte of it changed', await isSigned(digestMessage(post!.body.replace('"r', '"s')), post!.signature))
    for (const name of ['ada', 'ben', 'cleo', 'dan', 'eve']) attack(`names ${name}`, post!.body.includes(`"${name}"`))
    // The domain takes nothing: on the officer's page at once, in the record, and in the next digest.
    host.mood = 'refuses'
    offsetMs += digestEveryMs
    await keep()
    const failed = (await overviewFor(ada)).failed.notices.filter(({ digest }) => digest === 7)
    expect(failed).toMatchObject([{ way: 'webhook', isAcknowledged: false }])
    expect(failed[0]!.fault).toContain('503')
    const leaves = (await store.leavesOf(cast.id, 0, 1000)).map(({ leaf }) => leaf)
    expect(leaves.at(-1)).toMatchObject({ kind: 'notice.failed', facts: { digest: 7, way: 'webhook' } })
    host.mood = 'takes'
    offsetMs += digestEveryMs
    await keep()
    expect((await read()).items.at(-1)!.digest.failed.notices).toMatchObject([{ digest: 7, way: 'webhook' }])
    // By mail: numbers and an address, nobody by name.
    const mail = { way: 'mail', address: `officer@${handle}.example`, server: `mail.${handle}.example:587` } as const
    const moved = await propose(dan, handle, { act: 'channel', channel: mail })
    for (const one of [ben, cleo]) await approve(one, handle, moved.body)
    offsetMs += 24 * hourMs + 1000
    await store.carryOut(moved.body.id, clock.now())
    offsetMs += digestEveryMs
    host.mails.length = 0
    await keep()
    const text = host.mails[0]!.text.replaceAll('=\r\n', '')
    expect(text).toContain(`/institutions/${handle}/digests/9`)
    expect(text).toMatch(/Failed: \d+\. Can act: 5\./)
    expect(text).not.toMatch(/\b(ada|ben|cleo|dan|eve)\b/)
    recordAttack({ id: 'G10-digest', ...tally })
  })

  it('says what happened as the public record has it, and one that is kept back or changed is found', async () => {
    const { key, items } = await read()
    expect(await faultIn(items)).toBeNull()
    const { body: record } = await shore.guest().ask('GET', `/public/institutions/${handle}/record`)
    const hashes = record.items.map(({ leaf }: { leaf: object }) =>
      hash(Buffer.from(`\0${JSON.stringify(sorted(leaf))}`)),
    )
    expect(items.flatMap(({ digest }) => digest.happened.map(entry => entry.hash))).toEqual(
      hashes.slice(0, items.at(-1)!.digest.entries),
    )
    control('all of them', (await faultIn(items)) === null)
    const without = (number: number) => items.filter(({ digest }) => digest.number !== number)
    for (const number of [2, 5, 8]) attack(`without ${number}`, (await faultIn(without(number))) === null)
    const changed = items.map(one =>
      one.digest.number === 3 ? { ...one, digest: { ...one.digest, canAct: one.digest.canAct.slice(1) } } : one,
    )
    attack('with a seat left out', (await faultIn(changed)) === null)
    attack(
      'of another institution',
      (await faultInDigests(items, { institution: 'city', hash, isSigned: isSignedBy(key) })) === null,
    )
    // Who stands in it is opened by salts, and by nothing once they are erased.
    const { body: one } = await cast.cleo.person.ask<DigestOpened>('GET', `${of}/digests/1`)
    const opened = one.people.map(({ what, handle: who, salt }) =>
      commitmentOf(what, Buffer.from(salt, 'hex'), who, hash),
    )
    expect(opened.sort()).toEqual(one.digest.canAct.map(({ steward: said }) => said).sort())
    expect(one.people.map(person => person.handle).sort()).toEqual(['ada', 'ben', 'cleo', 'dan', 'eve'])
    recordAttack({ id: 'G11-digest', ...tally })
  })

  it('is read by whoever answers for the institution, until they leave', async () => {
    const { ada, ben, cleo, dan } = cast
    const places = [`${of}/overview`, `${of}/digests`, `${of}/digests/1`]
    const may = async ({ person }: Pick<Steward, 'person'>, path: string) => (await person.ask('GET', path)).status
    for (const path of places) {
      for (const one of [ada, ben, cleo]) control(path, (await may(one, path)) === 200)
      for (const one of [dan, analyst]) attack(`${path} by role`, (await may(one, path)) !== 403)
      attack(`${path} by the operator`, (await may({ person: cast.olga }, path)) !== 404)
      attack(`${path} by a guest`, (await may({ person: shore.guest() }, path)) !== 401)
    }
    expect((await ada.person.ask('GET', `${of}/digests/1000`)).status).toBe(404)
    await ben.person.ask('DELETE', `${of}/seat`)
    const told = (await digestsIn(ben)).length
    offsetMs += digestEveryMs
    await keep()
    attack('told after leaving', (await digestsIn(ben)).length > told)
    for (const path of places) attack(`${path} after leaving`, (await may(ben, path)) !== 404)
    const last = (await read()).items.at(-1)!.digest
    expect(last.canAct.map(({ role }) => role).sort()).toEqual(['analyst', 'approver', 'officer', 'publisher'])
    recordAttack({ id: 'G03-digest', ...tally })
  })

  it('that a process made and did not live to hand over is handed over by the next one, once, within the hour', async () => {
    const making = async () => {
      offsetMs += digestEveryMs
      expect(await store.makeDigest(cast.id, 'shore.example', clock.now())).toBe(true)
      host.mails.length = 0
      return (await read()).items.at(-1)!.digest.number
    }
    const failing = async (number: number) =>
      (await overviewFor(cast.ada)).failed.notices.filter(({ digest }) => digest === number).map(({ fault }) => fault)
    const left = await making()
    // Whoever made it may still be about it.
    await keep()
    expect(host.mails).toHaveLength(0)
    offsetMs += institutionLimits.handOverLateMs + 1000
    await keep()
    await keep()
    expect(host.mails.map(({ text }) => text.includes(`/digests/${left}`))).toEqual([true])
    expect(await failing(left)).toEqual([])
    const lost = await making()
    offsetMs += hourMs + 1000
    await keep()
    expect(host.mails).toHaveLength(0)
    expect(await failing(lost)).toEqual(['late'])
  })

  it('is kept for 53 weeks; the newest stays, and the next follows it', async () => {
    const last = (await read()).items.at(-1)!.digest
    const early = new Date(clock.now().getTime() - digestKeptMs)
    expect(await store.forgetDigests(early)).toBe(0)
    expect(await store.forgetDigests(new Date(clock.now().getTime() + 600 * digestEveryMs))).toBeGreaterThan(3)
    expect((await read()).items.map(({ digest }) => digest.number)).toEqual([last.number])
    offsetMs += digestEveryMs
    await keep()
    expect(await faultIn((await read()).items)).toBeNull()
    expect((await read()).items.at(-1)!.digest.number).toBe(last.number + 1)
  })
})

describe('a reminder', () => {
  it('comes twice at most to whoever may still sign, and to nobody who has, nor once it is over', async () => {
    const { ada, cleo, dan } = cast
    const of = async (who: Steward, id: string) =>
      (await linesOf(who)).filter(({ proposal, step }) => proposal === id && step !== 'made').map(({ step }) => step)
    const made = (await propose(dan, handle, { act: 'profile', bio: 'One' })).body
    const ended = (await propose(dan, handle, { act: 'profile', bio: 'Two' })).body
    await dan.person.ask('DELETE', `/api/institutions/${handle}/proposals/${ended.id}`)
    await approve(cleo, handle, made)
    await keep()
    expect(await of(ada, made.id)).toEqual([])
    offsetMs += 36 * hourMs + 1000
    await Promise.all([keep(), keep()])
    await keep()
    expect(await of(ada, made.id)).toEqual(['half'])
    offsetMs += 29 * hourMs
    await Promise.all([keep(), keep()])
    offsetMs += hourMs
    await keep()
    expect((await of(ada, made.id)).sort()).toEqual(['half', 'last'])
    for (const who of [cleo, dan, analyst]) expect(await of(who, made.id)).toEqual([])
    expect(await of(ada, ended.id)).toEqual([])
    offsetMs += 10 * hourMs
    await keep()
    expect(await of(ada, made.id)).toHaveLength(2)
  })
})

describe('the numbers of an institution', () => {
  it('are read by its stewards, analysts among them, and by nobody else; who leaves reads none', async () => {
    const { ada, dan } = cast
    const { id: account } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', handle)
      .executeTakeFirstOrThrow()
    const clips = await Promise.all([account, null].map(owner => shown(owner)))
    const [own, other] = clips as [string, string]
    await cast.olga.ask('PUT', `/api/videos/${own}/like`)
    for (const one of [ada, dan, analyst]) {
      const { status, body } = await one.person.ask('GET', `${of}/statistics`)
      control(`${one.person.handle} reads them`, status === 200 && body.totals.likes === 1)
      expect(body.videos.map(({ id }: { id: string }) => id)).toEqual([own])
      const clip = await one.person.ask('GET', `${of}/videos/${own}/statistics`)
      control('of a clip', clip.status === 200 && clip.body.totals.likes === 1)
      attack(
        'of somebody else’s clip',
        (await one.person.ask('GET', `${of}/videos/${other}/statistics`)).status === 200,
      )
      attack('as one’s own', (await one.person.ask('GET', `/api/videos/${own}/statistics`)).status === 200)
    }
    for (const person of [cast.olga, cast.ben.person, shore.guest()])
      for (const path of [`${of}/statistics`, `${of}/videos/${own}/statistics`])
        attack(`${path} by a stranger`, (await person.ask('GET', path)).status < 400)
    await analyst.person.ask('DELETE', `${of}/seat`)
    attack('after leaving', (await analyst.person.ask('GET', `${of}/statistics`)).status === 200)
    recordAttack({ id: 'G03-numbers', ...tally })
  })
})

async function shown(owner: string | null): Promise<string> {
  const { makeId } = await import('../../src/server/adapters/clock/index.ts')
  const { sql } = await import('../../src/server/adapters/db/index.ts')
  const at = clock.now()
  const id = makeId(at)
  await sql`
    insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at)
    values (${id}, coalesce(${owner}, (select id from accounts where handle = 'olga')), 'ready', 'public', '', '{}', 'en', '', 1, ${at}, ${at}, ${at})`.execute(
    shore.db,
  )
  return id
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
