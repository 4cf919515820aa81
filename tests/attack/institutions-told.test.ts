import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { institutionLimits } from '../../src/core/institutions/limits.ts'
import type { Proposal } from '../../src/core/wire/institution.ts'
import { accountStore, tokenStore } from '../../src/server/accounts/index.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { policy } from '../../src/server/http/policy.ts'
import { type InstitutionStore, institutionStore } from '../../src/server/institutions/index.ts'
import { keepInstitutions } from '../../src/server/institutions/upkeep.ts'
import { openStaff, staffStore } from '../../src/server/staff/index.ts'
import { noTally, openTally, recordAttack } from '../harness/attacks.ts'
import {
  acknowledge,
  approve,
  type DomainHost,
  foundInstitution,
  openDomainHost,
  propose,
  type Steward,
} from '../harness/institution.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

let shore: TestShore
let host: DomainHost
let stewards: Awaited<ReturnType<typeof foundInstitution>>
let store: InstitutionStore
let offsetMs = 0
const handle = 'ministry'
const hourMs = 3_600_000
const clock = { now: () => new Date(Date.now() + offsetMs) }
beforeAll(async () => {
  host = await openDomainHost()
  shore = await openShore({ isIdle: true, domains: host.domains, clock })
  stewards = await foundInstitution(shore, host, { kind: 'business' })
  store = institutionStore({ db: shore.db, key: slateKey(shore.folder) })
})
afterAll(async () => {
  await shore[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

const { tally, attack, control } = openTally()
beforeEach(() => void Object.assign(tally, noTally))

const proposed = async (by: Steward, what: object, reason = 'Because it has to be'): Promise<Proposal> => {
  const { status, body } = await propose(by, handle, what as never, reason)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const decide = async (by: Steward, what: object, signers: Steward[]): Promise<Proposal> => {
  const proposal = await proposed(by, what)
  for (const one of signers) await approve(one, handle, proposal)
  return shown(proposal)
}
const shown = async ({ id }: Pick<Proposal, 'id'>): Promise<Proposal> =>
  (await stewards.cleo.person.ask('GET', `/api/institutions/${handle}/proposals/${id}`)).body
const isDone = async (proposal: Pick<Proposal, 'id'>) => (await shown(proposal)).state === 'done'
const isAsleep = async () =>
  (await shore.guest().ask('GET', `/public/institutions/${handle}`)).body.isDormant as boolean
const leaves = async () => (await store.leavesOf(stewards.id, 0, 1000)).map(({ leaf }) => leaf)
const idOf = async (who: string) =>
  (await shore.db.selectFrom('accounts').select('id').where('handle', '=', who).executeTakeFirstOrThrow()).id
const inboxOf = async ({ person }: Steward) =>
  (
    (await person.ask('GET', '/api/notices')).body.items as { stewardship: { act: string; step: string } | null }[]
  ).flatMap(({ stewardship }) => (stewardship ? [`${stewardship.act} ${stewardship.step}`] : []))
const channel = { act: 'channel', channel: { way: 'webhook', address: `https://hooks.${handle}.example/told` } }
const back = {
  ...{ act: 'reactivate', assessment: 'a'.repeat(64), consulted: 'The privacy officer' },
  hasReadAdvisories: true,
}
const sleep = async () => {
  await shore.db.updateTable('institutions').set({ state: 'dormant' }).where('id', '=', stewards.id).execute()
}

async function ready(owner: string): Promise<string> {
  const at = new Date()
  const id = makeId(at)
  await sql`insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, uploaded_at, file_hash, duration_ms, width, height)
    values (${id}, ${await idOf(owner)}, 'ready', 'private', '', '{}', '', '', 1, ${at}, ${at}, ${'a'.repeat(64)}, 1000, 360, 640)`.execute(
    shore.db,
  )
  return id
}
const publishing = async () => ({ act: 'publish', video: await ready('dan'), words: { caption: 'Now' } })

describe('the officer', () => {
  it('is told of every act of stewardship, in the inbox and at the domain, within five seconds (G10)', async () => {
    const { ada, ben, cleo, dan } = stewards
    for (const bad of [
      { way: 'webhook', address: 'https://evil.example/told' },
      { way: 'webhook', address: `http://${handle}.example/told` },
      { way: 'webhook', address: `https://${handle}.example.evil.example/` },
      { way: 'webhook', address: `https://a:b@${handle}.example/` },
      { way: 'mail', address: 'ada@evil.example', server: `mail.${handle}.example` },
      { way: 'mail', address: `ada@${handle}.example`, server: 'mail.evil.example' },
      { way: 'mail', address: `ada@${handle}.example`, server: `mail.${handle}.example:22` },
    ])
      attack(
        JSON.stringify(bad),
        (await propose(dan, handle, { act: 'channel', channel: { server: null, ...bad } } as never)).status === 201,
      )
    expect(await decide(dan, channel, [ben, cleo])).toMatchObject({ state: 'done' })
    // She hears nothing of nobody, has walled off whoever proposes, and is told all the same.
    await ada.person.ask('PUT', '/api/accounts/dan/block')
    await ada.person.ask('PUT', '/api/notices/choices', {
      unwanted: ['likes', 'comments', 'replies', 'mentions', 'reposts', 'followers', 'clips'],
    })
    host.posts.length = 0
    const begun = Date.now()
    const proposal = await proposed(dan, { act: 'seat', handle: 'olga', role: 'analyst', isDifferentPerson: true })
    for (const one of [ada, ben]) expect(await inboxOf(one)).toContain('seat made')
    const [post] = host.posts
    expect(post!.at - begun).toBeLessThan(5000)
    expect(JSON.parse(post!.body)).toMatchObject({
      act: 'seat',
      step: 'made',
      by: 'publisher',
      proposal: proposal.hash,
    })
    // Nobody by name goes out of the shore, and what goes is signed.
    for (const name of ['dan', 'olga', 'Dan']) expect(post!.body.includes(`"${name}"`)).toBe(false)
    const { key } = (await shore.guest().ask('GET', `/public/institutions/${handle}/record`)).body
    const publicKey = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]),
      ...{ format: 'der', type: 'spki' },
    })
    const isSigned = (body: string) =>
      verify(null, Buffer.from(`onshore notice 1\n${body}`), publicKey, Buffer.from(post!.signature, 'base64'))
    control('the notice as it came', isSigned(post!.body))
    attack('another notice under its signature', isSigned(post!.body.replace('seat', 'edit')))
    for (const mood of ['refuses', 'leads away', 'hangs'] as const) {
      host.mood = mood
      const { told } = await proposed(dan, { act: 'deactivate' })
      attack(
        `unseen, where the domain ${mood}`,
        told.every(one => one.fault === null),
      )
      expect(await inboxOf(ada)).toContain('deactivate made')
    }
    host.mood = 'takes'
    expect((await leaves()).filter(({ kind }) => kind === 'notice.failed')).toHaveLength(3)
    // A process that dies in between hands nothing over, and that is a failure after a minute.
    const lost = await proposed(dan, { act: 'deactivate' })
    await sql`update handovers set handed_at = null where proposal_id = ${lost.id} and way = 'webhook'`.execute(
      shore.db,
    )
    offsetMs += institutionLimits.handOverLateMs + 1000
    await keepInstitutions({ store, clock, domains: host.domains, key: slateKey(shore.folder), address: shore.url })
    expect((await shown(lost)).told.find(({ way }) => way === 'webhook')).toMatchObject({ fault: 'late' })
    // The place that is declared hears of the change before it holds, for a day.
    host.mails.length = 0
    host.posts.length = 0
    const mail = { way: 'mail', address: `officer@${handle}.example`, server: `mail.${handle}.example:587` }
    const moved = await decide(dan, { act: 'channel', channel: mail }, [ben, cleo, ada])
    attack('a new place at once', moved.state === 'done')
    expect(host.posts.map(({ body }) => JSON.parse(body).act)).toContain('channel')
    offsetMs += 24 * hourMs + 1000
    await store.carryOut(moved.id, clock.now())
    control('after a day', await isDone(moved))
    await proposed(dan, { act: 'deactivate' })
    const told = host.mails.find(({ text }) => text.includes('put the account to sleep'))
    control('by mail', told?.to === `officer@${handle}.example`)
    expect(told!.text.replaceAll('=\r\n', '')).not.toMatch(/@?dan\b/)
    recordAttack({ id: 'G10', ...tally })
  })

  it('cannot be gone around when an account is woken (G04)', async () => {
    const { ada, ben, cleo, dan } = stewards
    await sleep()
    for (const [name, wish, reason] of [
      ['without a reason', back, ''],
      ['without an assessment', { ...back, assessment: '' }, 'Why'],
      ['without having asked anybody', { ...back, consulted: ' ' }, 'Why'],
      ['without the advisories', { ...back, hasReadAdvisories: false }, 'Why'],
    ] as const)
      attack(name, (await propose(dan, handle, wish as never, reason)).status === 201)
    for (const what of [{ act: 'profile', bio: 'Awake' }, await publishing(), { act: 'glass', opens: 'publish' }])
      attack(`asleep: ${what.act}`, (await propose(dan, handle, what as never, 'Why')).status === 201)
    // Two who are not the officer: it waits a day.
    const quiet = await decide(dan, back, [ben, cleo])
    expect(quiet).toMatchObject({ state: 'agreed' })
    for (const one of [ada, ben]) expect(await inboxOf(one)).toContain('reactivate made')
    await store.carryOut(quiet.id, new Date(clock.now().getTime() + 23 * hourMs))
    attack('within a day, without the officer', !(await isAsleep()))
    offsetMs += 24 * hourMs + 1000
    await store.carryOut(quiet.id, clock.now())
    control('after a day', !(await isAsleep()))
    await sleep()
    // The domain does not take the notice: nothing goes on, whoever signs and however long it waits.
    host.mood = 'refuses'
    const untold = await decide(dan, back, [ben, cleo, ada])
    expect(untold).toMatchObject({ state: 'waiting', isHeldUp: true })
    attack('untold', !(await isAsleep()))
    await store.carryOut(untold.id, new Date(clock.now().getTime() + 25 * hourMs))
    attack('untold, after a day', !(await isAsleep()))
    attack('acknowledged by whoever has no such role', (await acknowledge(cleo, handle, untold)).status === 200)
    const path = `/api/institutions/${handle}/proposals/${untold.id}`
    const failed = untold.told.filter(({ fault }) => fault !== null).map(({ id }) => id)
    const asked = (await ben.person.ask('POST', `${path}/acknowledgement-options`)).body
    const send = async (use: object, of = failed) =>
      (await ben.person.ask('POST', `${path}/acknowledgement`, { failed: of, use })).status === 200
    attack('by a signature for something else', await send(ben.key.use({ ...asked, challenge: untold.hash })))
    attack('by somebody else’s key', await send(cleo.key.use(asked)))
    attack('of something else', await send(ben.key.use(asked), [makeId(new Date())]))
    attack('still untold', !(await isAsleep()))
    control('acknowledged by the deputy', (await acknowledge(ben, handle, untold)).status === 200)
    // The officer has signed: it need not wait.
    control('woken', !(await isAsleep()))
    expect((await leaves()).map(({ kind }) => kind)).toContain('notice.acknowledged')
    await sleep()
    const own = await decide(ben, back, [ada, cleo])
    attack('acknowledged by who proposed it', (await acknowledge(ben, handle, own)).status === 200)
    expect((await acknowledge(ada, handle, own)).status).toBe(200)
    control('by the other of the two', !(await isAsleep()))
    host.mood = 'takes'
    recordAttack({ id: 'G04', ...tally })
  })
})

describe('an institution', () => {
  it('has no way in by a telephone, a mail, a code or the operator alone (G05)', async () => {
    const { olga } = stewards
    const guest = shore.guest()
    const account = await idOf(handle)
    for (const [method, path, body] of [
      ['POST', '/api/session', { handle, passphrase: 'anything at all' }],
      ['POST', '/api/session', { handle, passphrase: '' }],
      ['POST', '/api/recovery', { handle, code: 'AAAA-BBBB-CCCC-DDDD', passphrase: 'a new passphrase' }],
      ['POST', '/api/recovery', { handle, phone: '+15550100' }],
      ['POST', '/api/recovery', { handle, email: `officer@${handle}.example` }],
    ] as const)
      attack(`${method} ${path} ${JSON.stringify(body)}`, (await guest.ask(method, path, body)).status < 400)
    const { body: held } = await olga.ask('GET', '/api/openapi.json')
    // Nothing in the whole surface asks for a number or an address to send a code to.
    const fields = new Set<string>()
    const walk = (schema: unknown): void => {
      if (schema === null || typeof schema !== 'object') return
      for (const [name, value] of Object.entries(schema)) {
        if (name === 'properties') for (const field of Object.keys(value as object)) fields.add(field.toLowerCase())
        walk(value)
      }
    }
    walk(held)
    expect(fields.size).toBeGreaterThan(100)
    for (const field of ['phone', 'telephone', 'sms', 'email', 'otp']) attack(`a field “${field}”`, fields.has(field))
    for (const table of ['passkeys', 'recovery_codes', 'sessions', 'tokens'] as const) {
      const rows = await shore.db.selectFrom(table).select('account_id').where('account_id', '=', account).execute()
      attack(`a row in ${table}`, rows.length > 0)
    }
    const { db, videos, keys } = shore
    const stores = { store: staffStore(db), accounts: accountStore(db), tokens: tokenStore(db), videos, keys, clock }
    const machine = openStaff(stores as never)
    const token = (who: string) =>
      machine.addToken(who, { scope: 'post', name: 'mine', days: 1 }, 'Because I can').then(
        () => true,
        () => false,
      )
    attack('a token by the machine', await token(handle))
    control('a token of a person, by the machine', await token('dan'))
    control(
      'a person recovers',
      (
        await guest.ask('POST', '/api/recovery', {
          ...{ handle: 'dan', code: stewards.dan.person.recoveryCodes[0], passphrase: 'quite another passphrase 7' },
        })
      ).status < 400,
    )
    recordAttack({ id: 'G05', ...tally })
  })

  it('breaks the glass by two people, for one kind of act and half an hour, in public, and has it reviewed (G07)', async () => {
    const { ada, ben, cleo } = stewards
    attack('without a reason', (await propose(ada, handle, { act: 'glass', opens: 'publish' } as never)).status === 201)
    attack(
      'for an act of stewardship',
      (await propose(ada, handle, { act: 'glass', opens: 'unseat' } as never, 'Why')).status === 201,
    )
    const video = async () => ({ act: 'publish', video: await ready('ada'), words: { caption: 'Now' } })
    const before = await proposed(ada, await video())
    const glass = await proposed(ada, { act: 'glass', opens: 'publish' })
    attack('by one', await isDone(glass))
    attack('by the same', (await approve(ada, handle, glass)).status === 200)
    expect(await inboxOf(ben)).toContain('glass made')
    await approve(cleo, handle, glass)
    expect(await isDone(glass)).toBe(true)
    const card = (await shore.guest().ask('GET', `/public/institutions/${handle}`)).body
    attack('unseen by anybody', card.glasses.length === 0)
    expect((await leaves()).at(-1)).toMatchObject({ kind: 'act.glass', facts: { opens: 'publish' } })
    await approve(ben, handle, before)
    attack('what was proposed before', await isDone(before))
    const other = await proposed(ada, { act: 'profile', bio: 'By two' })
    await approve(cleo, handle, other)
    attack('another kind of act', await isDone(other))
    const later = {
      ...(await video()),
      words: { caption: 'Later', publishAt: new Date(clock.now().getTime() + 9e6).toISOString() },
    }
    attack('at a moment after it', (await propose(ada, handle, later as never)).status === 201)
    const alone = await proposed(ada, await video())
    attack('by one, behind it', await isDone(alone))
    await approve(cleo, handle, alone)
    control('by two, behind it', await isDone(alone))
    expect((await shown(alone)).isBehindGlass).toBe(true)
    const late = await proposed(ada, await video())
    offsetMs += institutionLimits.glassMs + 1000
    await approve(cleo, handle, late)
    attack('after half an hour', await isDone(late))
    const after = await proposed(ada, await video())
    await approve(cleo, handle, after)
    attack('proposed after half an hour', await isDone(after))
    attack(
      'once more, unreviewed',
      (await propose(ada, handle, { act: 'glass', opens: 'edit' } as never, 'Why')).status === 201,
    )
    const review = (who: Steward) =>
      who.person.ask('POST', `/api/institutions/${handle}/glasses/${glass.id}/review`, { review: 'It was needed' })
    for (const one of [ada, cleo]) attack('reviewed by who broke it', (await review(one)).status < 400)
    offsetMs += institutionLimits.glassReviewMs
    await keepInstitutions({ store, clock, domains: host.domains, key: slateKey(shore.folder), address: shore.url })
    attack('unreviewed, unsaid', !(await leaves()).some(({ kind }) => kind === 'glass.overdue'))
    control('reviewed by another', (await review(ben)).status === 204)
    expect((await leaves()).at(-1)).toMatchObject({ kind: 'glass.reviewed', facts: { done: 1, by: 'deputy' } })
    control(
      'and then once more',
      (await propose(ada, handle, { act: 'glass', opens: 'edit' } as never, 'Why')).status === 201,
    )
    recordAttack({ id: 'G07', ...tally })
  })

  it('lets a program read its numbers, for as long as was agreed, and do nothing (G11)', async () => {
    const { ada, ben, cleo } = stewards
    const secret = `onshore_${randomBytes(32).toString('base64url')}`
    const tokenHash = createHash('sha256').update(secret).digest('hex')
    const program = shore.guest()
    const ask = (method: string, path: string, body?: object) =>
      program.ask(method as 'GET', path, body, { authorization: `Bearer ${secret}` })
    attack('before it is agreed', (await ask('GET', '/api/videos')).status === 200)
    expect((await propose(ada, handle, { act: 'connect', name: 'Long', tokenHash, days: 91 } as never)).status).toBe(
      400,
    )
    await decide(ada, { act: 'connect', name: 'Numbers', tokenHash, days: 30 }, [ben, cleo])
    control('it reads', (await ask('GET', '/api/videos')).status === 200)
    const video = await shore.db
      .selectFrom('videos')
      .select('id')
      .where('account_id', '=', await idOf(handle))
      .executeTakeFirstOrThrow()
    let walked = 0
    for (const name of Object.keys(policy)) {
      const [method, route] = name.split(' ') as [string, string]
      if (!route.startsWith('/api/') || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') continue
      const path = route
        .replace(':handle', handle)
        .replace(':id', video.id)
        .replace(/:[a-z]+/gi, 'en')
      const { status } = await ask(method, path, {})
      if (name === 'POST /api/reports' || name === 'POST /api/reports/outcome') continue
      walked++
      attack(name, status < 400)
    }
    expect(walked).toBeGreaterThan(60)
    for (const path of [`/api/institutions/${handle}`, `/api/institutions/${handle}/proposals`, '/api/sessions'])
      attack(path, (await ask('GET', path)).status === 200)
    offsetMs += 31 * 24 * hourMs
    attack('after its time', (await ask('GET', '/api/videos')).status === 200)
    recordAttack({ id: 'G11', ...tally })
  })
})
