import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { presets } from '../../src/core/institutions/mandate.ts'
import { type Counting, isReached } from '../../src/core/institutions/quorum.ts'
import type { Proposal } from '../../src/core/wire/institution.ts'
import type { Blobs } from '../../src/server/adapters/blobs/index.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { type InstitutionStore, institutionStore } from '../../src/server/institutions/index.ts'
import { noTally, openTally, recordAttack } from '../harness/attacks.ts'
import { Authenticator } from '../harness/authenticator.ts'
import {
  addKey,
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

let shore: TestShore
let host: DomainHost
let stewards: Awaited<ReturnType<typeof foundInstitution>>
let eve: Steward
let store: InstitutionStore
let objects: Blobs
const handle = 'ministry'
beforeAll(async () => {
  host = await openDomainHost()
  shore = await openShore({ isIdle: true, domains: host.domains, blobs: local => (objects = local) })
  stewards = await foundInstitution(shore, host)
  eve = await steward(shore, 'eve')
  store = institutionStore({ db: shore.db, key: slateKey(shore.folder) })
})
afterAll(async () => {
  await shore[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

const { tally, attack, control } = openTally()
beforeEach(() => void Object.assign(tally, noTally))

let n = 0
const profile = () => ({ act: 'profile', bio: `Words ${n++}` }) as never
const proposed = async (by: Steward, what: never = profile()): Promise<Proposal> => {
  const { status, body } = await propose(by, handle, what)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const stateOf = async ({ id }: Proposal): Promise<string> =>
  (await shore.db.selectFrom('proposals').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const countingOf = async ({ id }: Proposal): Promise<Counting> =>
  store.countingOf((await store.proposalIn(handle, id))!)
const isDone = async (proposal: Proposal) => (await stateOf(proposal)) === 'done'
const idOf = async (who: string) =>
  (await shore.db.selectFrom('accounts').select('id').where('handle', '=', who).executeTakeFirstOrThrow()).id

/** A clip that is ready, as the check leaves it, of the steward or of the institution. */
async function ready(owner: string): Promise<string> {
  const at = new Date()
  const id = makeId(at)
  await sql`insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, uploaded_at, file_hash, duration_ms, width, height)
    values (${id}, ${await idOf(owner)}, 'ready', 'private', '', '{}', '', '', 1, ${at}, ${at}, ${'a'.repeat(64)}, 1000, 360, 640)`.execute(
    shore.db,
  )
  return id
}

describe('an act of an institution', () => {
  it('is nobody’s alone: not by the clip’s own routes, nor by one approval, nor by waiting (G01)', async () => {
    const { dan, ben, cleo } = stewards
    const video = await ready('dan')
    const wish = { act: 'publish', video, words: { caption: 'Alone' } } as never
    const proposal = await proposed(dan, wish)
    for (const [method, path, body] of [
      ['POST', `/api/videos/${video}/post`, { caption: 'Alone' }],
      ['PATCH', `/api/videos/${video}`, { caption: 'Alone' }],
      ['PUT', `/api/videos/${video}/draft`, { caption: 'Alone' }],
      ['DELETE', `/api/videos/${video}`, undefined],
      ['GET', `/api/videos/${video}`, undefined],
    ] as const)
      attack(`${method} ${path}`, (await dan.person.ask(method, path, body)).status < 400)
    attack('by nobody', await store.carryOut(proposal.id, new Date(Date.now() + 1e9)).then(() => isDone(proposal)))
    await approve(ben, handle, proposal)
    attack('by one', await isDone(proposal))
    attack(
      'by one, and time',
      await store.carryOut(proposal.id, new Date(Date.now() + 1e9)).then(() => isDone(proposal)),
    )
    attack(
      'signed in as the institution',
      (await shore.guest().ask('POST', '/api/session', { handle, passphrase: '' })).status === 201,
    )
    expect((await shore.guest().ask('GET', `/public/videos/${video}`)).status).toBe(404)
    control('by two', (await approve(cleo, handle, proposal)).body.state === 'done')
    control('it is shown', (await shore.guest().ask('GET', `/public/videos/${video}`)).status === 200)
    recordAttack({ id: 'G01', ...tally })
  })

  it('shows what is proposed to its stewards, and a file of it to nobody else', async () => {
    const { dan, ben } = stewards
    const video = await ready('dan')
    const place = join(shore.folder, 'captions')
    writeFileSync(place, 'WEBVTT\n')
    const { hash, bytes } = await objects.keep(place)
    await sql`insert into video_files (video_id, role, hash, media_type, bytes, language) values (${video}, 'captions', ${hash}, 'text/vtt', ${bytes}, 'en')`.execute(
      shore.db,
    )
    const { id } = await proposed(dan, { act: 'publish', video, words: { caption: 'Held' } } as never)
    const other = await proposed(dan)
    const file = (proposal: string, of = hash, institution = handle) =>
      `/api/institutions/${institution}/proposals/${proposal}/media/${of}`
    for (const who of [eve.person, shore.guest()])
      for (const path of [file(id), `/api/institutions/${handle}/proposals/${id}`])
        attack(path, (await who.ask('GET', path)).status < 400)
    attack('another proposal', (await ben.person.ask('GET', file(other.id))).status < 400)
    attack('another file', (await ben.person.ask('GET', file(id, 'f'.repeat(64)))).status < 400)
    attack('another institution', (await ben.person.ask('GET', file(id, hash, 'eve'))).status < 400)
    control('a steward reads it', (await ben.person.ask('GET', file(id))).status === 200)
    recordAttack({ id: 'G01-files', ...tally })
  })

  it('is approved by nobody who proposed it, nor by two keys of one person (G02)', async () => {
    const { ada, ben, dan } = stewards
    const own = await proposed(ada)
    attack('one’s own', (await approve(ada, handle, own)).status === 200)
    await approve(ben, handle, own)
    // As somebody would who got past the route: the row is there, and does not count.
    const of = { hash: own.hash, at: new Date(), evidence: '{}' }
    const [key] = await shore.db
      .selectFrom('steward_passkeys')
      .select('passkey_id')
      .where('account_id', '=', await idOf('ada'))
      .execute()
    await shore.db
      .insertInto('approvals')
      .values({ proposal_id: own.id, account_id: await idOf('ada'), passkey_id: key!.passkey_id, ...of })
      .execute()
    const counting = await countingOf(own)
    attack('one’s own, written in', isReached(counting))
    control(
      'where it is not asked who proposed',
      isReached(counting, ({ approvals }) => new Set(approvals.map(one => one.accountId))),
    )
    const other = await proposed(dan)
    await approve(ben, handle, other)
    const second = { person: ben.person, key: new Authenticator(shore.url) }
    await addKey(ben.person, second.key)
    const path = `/api/institutions/${handle}/proposals/${other.id}/approval`
    const challenge = Buffer.from(other.hash, 'hex').toString('base64url')
    const use = second.key.use({ challenge, rpId: 'localhost' })
    attack(
      'a second key of the same person',
      (await ben.person.ask('POST', path, { hash: other.hash, use })).status === 200,
    )
    attack('the same key twice', (await approve(ben, handle, other)).status === 200)
    attack('so much for two', await isDone(other))
    const twice = await countingOf(other)
    control(
      'where signatures are counted and not people',
      isReached(
        { ...twice, approvals: twice.approvals.flatMap(one => [one, one]) },
        ({ approvals }) => new Set(approvals.map((_, at) => String(at))),
      ),
    )
    control('by another person', (await approve(ada, handle, other)).body.state === 'done')
    recordAttack({ id: 'G02', ...tally })
  })

  it('is what was signed: words, file and captions cannot be swapped afterwards (G03)', async () => {
    const { dan, ben, cleo } = stewards
    for (const swap of ['words', 'file', 'captions', 'audience'] as const) {
      const video = await ready('dan')
      const proposal = await proposed(dan, { act: 'publish', video, words: { caption: 'Before' } } as never)
      await approve(ben, handle, proposal)
      if (swap === 'words')
        await sql`update proposals set what = jsonb_set(what, '{words,caption}', '"After"') where id = ${proposal.id}`.execute(
          shore.db,
        )
      if (swap === 'audience')
        await sql`update proposals set what = jsonb_set(what, '{words,visibility}', '"unlisted"') where id = ${proposal.id}`.execute(
          shore.db,
        )
      if (swap === 'file')
        await shore.db
          .updateTable('videos')
          .set({ file_hash: 'b'.repeat(64) })
          .where('id', '=', video)
          .execute()
      if (swap === 'captions')
        await sql`insert into video_files (video_id, role, hash, media_type, bytes, language) values (${video}, 'captions', ${'c'.repeat(64)}, 'text/vtt', 1, 'en')`.execute(
          shore.db,
        )
      const counting = await countingOf(proposal)
      attack(
        `${swap}: still counts`,
        [...counting.approvals].some(one => one.hash === counting.hash),
      )
      control(
        `${swap}: where what was signed once is enough`,
        [...counting.approvals].some(one => one.hash === proposal.hash),
      )
      const last = await approve(cleo, handle, proposal)
      attack(swap, last.status === 200 || (await isDone(proposal)))
      expect(last.body.code).toBe('proposal.changed')
      expect(await stateOf(proposal)).toBe('void')
    }
    const kept = await proposed(dan, { act: 'publish', video: await ready('dan'), words: { caption: 'Kept' } } as never)
    for (const one of [ben, cleo]) await approve(one, handle, kept)
    control('what nobody swapped', await isDone(kept))
    recordAttack({ id: 'G03', ...tally })
  })

  it('is not done by a stolen session: it has no key, makes none that counts, and passes nobody’s signature on (G06)', async () => {
    const { dan, ben, cleo, ada } = stewards
    const proposal = await proposed(dan)
    const other = await proposed(dan)
    const thief = shore.guest()
    thief.cookie = ben.person.cookie
    const path = `/api/institutions/${handle}/proposals/${proposal.id}/approval`
    const challenge = Buffer.from(proposal.hash, 'hex').toString('base64url')
    const send = async (use: object, hash = proposal.hash) =>
      (await thief.ask('POST', path, { hash, use })).status === 200
    const own = new Authenticator(shore.url)
    own.make({ challenge, user: { id: 'x' }, rp: { id: 'localhost' } })
    const asked = { challenge, rpId: 'localhost' }
    attack('a key of its own', await send(own.use(asked)))
    const made = new Authenticator(shore.url)
    await addKey(thief, made)
    attack('a key that it has made for the account', await send(made.use(asked)))
    attack('somebody else’s signature', await send(cleo.key.use(asked)))
    const session = (await thief.ask('POST', '/api/session/proof-options')).body.passkey
    attack('a signature for signing in', await send(ben.key.use(session)))
    attack(
      'a signature over another proposal',
      await send(ben.key.use({ ...asked, challenge: Buffer.from(other.hash, 'hex').toString('base64url') })),
    )
    attack('for another page', await send(ben.key.use(asked, { origin: 'https://evil.example' })))
    attack('of nobody verified', await send(ben.key.use(asked, { isVerified: false })))
    const forged = ben.key.use(asked)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    forged.response.signature = sign('sha256', Buffer.from('x'), privateKey).toString('base64url')
    attack('a forged one', await send(forged))
    const program = (await ben.person.ask('POST', '/api/tokens', { name: 'mine', scope: 'post' })).body.token
    const bearer = { authorization: `Bearer ${program}` }
    attack(
      'a program',
      (await shore.guest().ask('POST', path, { hash: proposal.hash, use: ben.key.use(asked) }, bearer)).status === 200,
    )
    expect((await countingOf(proposal)).approvals).toEqual([])
    control('the steward’s own key', (await approve(ben, handle, proposal)).status === 200)
    // Sent once more, by whoever has seen it on the way, it is one approval.
    const seen = ada.key.use(asked)
    control('once', (await ada.person.ask('POST', path, { hash: proposal.hash, use: seen })).status === 200)
    attack('again', (await ada.person.ask('POST', path, { hash: proposal.hash, use: seen })).status === 200)
    recordAttack({ id: 'G06', ...tally })
  })

  it('is not decided by whom nobody seated, nor by a lower rule, nor without the officer’s leave to go (G09)', async () => {
    const { dan, ada, ben } = stewards
    const sock = { act: 'seat', handle: 'eve', role: 'approver' }
    attack('unattested', (await propose(dan, handle, { ...sock, isDifferentPerson: false } as never)).status === 201)
    const seat = await proposed(dan, { ...sock, isDifferentPerson: true } as never)
    attack('a seat that was not agreed', (await takeSeat(eve, handle)).status === 200)
    await approve(ben, handle, seat)
    attack('a seat that one agreed to', (await takeSeat(eve, handle)).status === 200)
    const waits = await proposed(dan)
    attack('an approval without a seat', (await approve(eve, handle, waits)).status === 200)
    const lower = await proposed(dan, { act: 'mandate', mandate: presets['four-eyes'] } as never)
    for (const one of [ben, ada]) await approve(one, handle, lower)
    attack('a lower rule at once', await isDone(lower))
    await store.carryOut(lower.id, new Date(Date.now() + 23 * 3_600_000))
    attack('a lower rule within a day', await isDone(lower))
    const under = await proposed(dan)
    await approve(ben, handle, under)
    attack('one under the rule to come', await isDone(under))
    for (const rule of [{ approvals: 0 }, { withinHours: 100_000 }, { from: [] }, { approvals: 9 }]) {
      const { rules } = presets['two-of-three']
      const mandate = { ...presets['two-of-three'], rules: { ...rules, publish: { ...rules.publish, ...rule } } }
      attack(JSON.stringify(rule), (await propose(dan, handle, { act: 'mandate', mandate } as never)).status === 201)
    }
    const out = await proposed(dan, { act: 'unseat', handle: 'ada' } as never)
    await approve(ben, handle, out)
    attack('the officer, by one', await isDone(out))
    attack('the publisher’s own word', (await approve(dan, handle, out)).status === 200)
    control('by two', (await approve(ada, handle, seat)).body.state === 'done')
    control('the seat that was agreed', (await takeSeat(eve, handle)).status === 200)
    await store.withdraw(stewards.id, out.id, await idOf('dan'), new Date())
    recordAttack({ id: 'G09', ...tally })
  })

  it('holds against a race: whoever leaves at the same moment counts before it, or not at all (G12)', async () => {
    const { dan, ben } = stewards
    let after = 0
    for (let turn = 0; turn < 6; turn++) {
      const id = await idOf('eve')
      const proposal = await proposed(dan)
      await approve(ben, handle, proposal)
      const [approved] = await Promise.all([
        approve(eve, handle, proposal),
        store.leave(stewards.id, id, new Date()),
        store.carryOut(proposal.id, new Date()),
      ])
      const leaves = await store.leavesOf(stewards.id, 0, 1000)
      const left = leaves.findLast(({ leaf }) => leaf.kind === 'steward.left')!.leaf.number
      const done = leaves.findLast(
        ({ leaf }) => leaf.kind === 'act.profile' && leaf.facts['proposal'] === proposal.hash,
      )
      if (!done) after++
      attack('after leaving', done !== undefined && done.leaf.number > left)
      attack(
        'twice',
        leaves.filter(({ leaf }) => leaf.kind.startsWith('act.') && leaf.facts['proposal'] === proposal.hash).length >
          1,
      )
      expect(done !== undefined).toBe(approved.status === 200)
      const counting = await countingOf(proposal)
      if (!done && counting.approvals.length > 1)
        control(
          'where seats are not looked at',
          isReached(counting, ({ approvals }) => new Set(approvals.map(one => one.accountId))),
        )
      const again = await proposed(dan, {
        act: 'seat',
        handle: 'eve',
        role: 'approver',
        isDifferentPerson: true,
      } as never)
      for (const one of [ben, stewards.ada]) await approve(one, handle, again)
      expect((await takeSeat(eve, handle)).status).toBe(200)
    }
    expect(after).toBeLessThanOrEqual(6)
    const calm = await proposed(dan)
    for (const one of [ben, eve]) await approve(one, handle, calm)
    control('without a race', await isDone(calm))
    recordAttack({ id: 'G12', ...tally })
  })

  it('ends at once for whoever has left: session, signature, draft and schedule (G08)', async () => {
    const { dan, ben, ada, cleo } = stewards
    const publishAt = new Date(Date.now() + 3_600_000).toISOString()
    const words = { caption: 'Later', publishAt }
    const scheduled = await proposed(dan, { act: 'publish', video: await ready('dan'), words } as never)
    for (const one of [cleo, ada]) await approve(one, handle, scheduled)
    expect(await stateOf(scheduled)).toBe('agreed')
    const waits = await proposed(ben)
    const path = `/api/institutions/${handle}/proposals/${waits.id}`
    const held = (await cleo.person.ask('POST', `${path}/approval-options`)).body
    control('her session, before', (await cleo.person.ask('GET', path)).status === 200)
    expect((await cleo.person.ask('DELETE', `/api/institutions/${handle}/seat`)).status).toBe(204)
    attack(
      'a signature that she had ready',
      (await cleo.person.ask('POST', `${path}/approval`, { hash: waits.hash, use: cleo.key.use(held) })).status === 200,
    )
    for (const route of ['', '/proposals', `/proposals/${waits.id}`])
      attack(`GET ${route}`, (await cleo.person.ask('GET', `/api/institutions/${handle}${route}`)).status === 200)
    attack('a proposal', (await propose(cleo, handle, profile())).status === 201)
    attack('what she approved', (await stateOf(scheduled)) === 'agreed')
    await store.carryOut(scheduled.id, new Date(Date.now() + 7_200_000))
    attack('its moment', await isDone(scheduled))
    // Whoever prepared it goes as well: it is void, and comes back to nobody who has gone.
    await dan.person.ask('DELETE', `/api/institutions/${handle}/seat`)
    expect(await stateOf(scheduled)).toBe('void')
    attack(
      'the draft',
      (await dan.person.ask('GET', `/api/videos/${(scheduled.what as { video: string }).video}`)).status === 200,
    )
    control('those who stay', (await approve(ada, handle, waits)).status === 200)
    recordAttack({ id: 'G08', ...tally })
  })
})
