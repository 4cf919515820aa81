import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { institutionLimits } from '../../src/core/institutions/limits.ts'
import type { Proposal } from '../../src/core/wire/institution.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { policy } from '../../src/server/http/policy.ts'
import { institutionStore } from '../../src/server/institutions/index.ts'
import { noTally, openTally, recordAttack } from '../harness/attacks.ts'
import { Authenticator } from '../harness/authenticator.ts'
import { approve, type DomainHost, foundInstitution, openDomainHost, propose, steward } from '../harness/institution.ts'
import { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

let shore: TestShore
let host: DomainHost
let stewards: Awaited<ReturnType<typeof foundInstitution>>
let offsetMs = 0
const handle = 'ministry'
const clock = { now: () => new Date(Date.now() + offsetMs) }
beforeAll(async () => {
  host = await openDomainHost()
  shore = await openShore({ isIdle: true, domains: host.domains, clock })
  stewards = await foundInstitution(shore, host)
})
afterAll(async () => {
  await shore[Symbol.asyncDispose]()
  await host[Symbol.asyncDispose]()
})

const { tally, attack, control } = openTally()
beforeEach(() => void Object.assign(tally, noTally))

interface Device {
  page: Person
  key: Authenticator
  code: string
  id: string
}

async function madeReady(name = 'Press office'): Promise<Device> {
  const page = new Person(shore.url)
  const key = new Authenticator(shore.url)
  const { body: options } = await page.ask('POST', '/api/station/options')
  const { status, body } = await page.ask('POST', '/api/station', { name, passkey: key.make(options) })
  expect(status, JSON.stringify(body)).toBe(201)
  return { page, key, code: body.code, id: body.id }
}

async function enrolled(by = stewards.dan): Promise<Device> {
  const device = await madeReady()
  const { status, body } = await propose(by, handle, { act: 'station', code: device.code })
  expect(status, JSON.stringify(body)).toBe(201)
  for (const one of [stewards.ben, stewards.cleo]) await approve(one, handle, body)
  expect((await device.page.ask('GET', '/api/station')).body.institution?.handle).toBe(handle)
  return device
}

const open = async ({ page, key }: Device) => {
  const { body: options } = await page.ask('POST', '/api/station/open-options')
  return page.ask('POST', '/api/station/open', { use: key.use(options) })
}

/** Sends a file from the device; what the engine would make of it is written down, since none runs here. */
async function sent({ page }: Device): Promise<string> {
  const bytes = new Uint8Array(1000)
  const began = await page.ask('POST', '/api/station/uploads', undefined, {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes.length),
  })
  const at = began.headers.get('location')!
  expect(at).toMatch(/^\/api\/station\/uploads\//)
  const { status } = await fetch(shore.url + at, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      cookie: page.cookie!,
    },
    body: bytes,
  })
  expect(status).toBe(204)
  const id = at.split('/').at(-1)!
  expect((await page.ask('GET', `/api/station/clips/${id}`)).body.state).toBe('checking')
  await asReady(id)
  return id
}

const asReady = (id: string) =>
  shore.db
    .updateTable('videos')
    .set({ state: 'ready', file_hash: 'a'.repeat(64), duration_ms: 1000, width: 360, height: 640 })
    .where('id', '=', id)
    .execute()

const post = ({ page }: Device, video: string, words: object = { caption: 'From the street' }) =>
  page.ask('POST', '/api/station/posts', { video, words, reason: 'news' })

const waiting = async (): Promise<Proposal[]> =>
  (await stewards.cleo.person.ask('GET', `/api/institutions/${handle}/proposals`)).body.items

describe('a posting station', () => {
  it('is enrolled by the mandate’s number, over its public key, and posts what others approve', async () => {
    const device = await madeReady()
    attack('posts while it waits', (await post(device, makeId(new Date()))).status < 400)
    attack(
      'sends while it waits',
      (
        await device.page.ask('POST', '/api/station/uploads', undefined, {
          'tus-resumable': '1.0.0',
          'upload-length': '9',
        })
      ).status < 400,
    )
    const { body: proposal } = await propose(stewards.dan, handle, { act: 'station', code: device.code.toLowerCase() })
    expect(proposal.what).toMatchObject({ station: device.id, handle: 'dan', name: 'Press office' })
    await approve(stewards.ben, handle, proposal)
    attack('after one signature', (await device.page.ask('GET', '/api/station')).body.institution !== null)
    await approve(stewards.cleo, handle, proposal)
    const { body } = await device.page.ask('GET', '/api/station')
    control('after two', body.institution?.handle === handle && body.code === null)
    attack(
      'its code once more',
      (await propose(stewards.dan, handle, { act: 'station', code: device.code })).status < 400,
    )
    attack(
      'another code',
      (await propose(stewards.dan, handle, { act: 'station', code: 'AAAA-AAAA-AAAA' })).status < 400,
    )

    const clip = await sent(device)
    expect((await post(device, clip)).status).toBe(201)
    attack('seen before anybody approves', (await shore.guest().ask('GET', `/public/videos/${clip}`)).status === 200)
    const [made] = await waiting()
    expect(made).toMatchObject({ act: 'publish', proposedBy: 'dan', what: { station: 'Press office' } })
    for (const one of [stewards.ben, stewards.cleo]) await approve(one, handle, made!)
    control('seen once two have', (await shore.guest().ask('GET', `/public/videos/${clip}`)).status === 200)
    expect((await device.page.ask('GET', '/api/station')).body.posts[0]).toMatchObject({ state: 'done' })
    recordAttack({ id: 'G01-station', ...tally })
  })

  it('of which the passkey was changed after it was approved posts nothing', async () => {
    const swap = async (isSwapped: boolean) => {
      const device = await madeReady()
      const { body: proposal } = await propose(stewards.dan, handle, { act: 'station', code: device.code })
      await approve(stewards.ben, handle, proposal)
      if (isSwapped)
        await shore.db
          .updateTable('stations')
          .set({ public_key: Buffer.from('another one') })
          .where('id', '=', device.id)
          .execute()
      await approve(stewards.cleo, handle, proposal)
      return (await device.page.ask('GET', '/api/station')).body.institution !== null
    }
    attack('swapped', await swap(true))
    control('as it was', await swap(false))
    recordAttack({ id: 'G03-station', ...tally })
  })

  it('can do nothing else: no other path takes what it holds, whichever way it is shown', async () => {
    const device = await enrolled()
    const secret = device.page.cookie!.split('=')[1]!
    const theirs = stewards.dan.person.cookie!
    let paths = 0
    for (const [name, row] of Object.entries(policy)) {
      const [method, url] = name.split(' ') as [string, string]
      if (row.who === 'anyone' || row.who === 'device' || row.who === 'station') continue
      const path = url.replace(':handle', handle).replace(/:\w+/g, makeId(new Date()))
      const ask = async (headers: Record<string, string>) =>
        (await fetch(shore.url + path, { method, headers: { 'tus-resumable': '1.0.0', ...headers } })).status
      for (const shown of [
        { cookie: device.page.cookie! },
        { cookie: `__Secure-onshore=${secret}` },
        { authorization: `Bearer ${secret}` },
      ])
        attack(`${name} by ${Object.keys(shown)}`, (await ask(shown)) !== 401)
      // What ends the session itself would take the control away.
      if (!url.startsWith('/api/session') && url !== '/api/account')
        control(name, (await ask({ cookie: theirs, 'sec-fetch-site': 'none' })) !== 401)
      paths++
    }
    expect(paths).toBeGreaterThan(100)
    const { status } = await device.page.ask('GET', '/api/station')
    control('its own page', status === 200)
    recordAttack({ id: 'G11-station', ...tally })
  })

  it('reaches the clips it has sent, and no other of its steward or of another device', async () => {
    const [device, other] = [await enrolled(), await enrolled()]
    const own = await sent(device)
    const { id: draft } = await stewards.dan.person.begin(1000)
    await asReady(draft)
    for (const [name, page] of [
      ['a draft of the steward', device],
      ['a clip of another device', other],
    ] as const) {
      const video = page === device ? draft : own
      attack(`${name}: sees`, (await page.page.ask('GET', `/api/station/clips/${video}`)).status < 400)
      attack(`${name}: proposes`, (await post(page, video)).status < 400)
      const headers = { 'tus-resumable': '1.0.0' }
      attack(
        `${name}: deletes`,
        (await page.page.ask('DELETE', `/api/station/uploads/${video}`, undefined, headers)).status < 400,
      )
    }
    attack('as a guest', (await shore.guest().ask('GET', `/api/station/clips/${own}`)).status < 400)
    attack('as its steward', (await stewards.dan.person.ask('GET', `/api/station/clips/${own}`)).status < 400)
    control('its own', (await device.page.ask('GET', `/api/station/clips/${own}`)).status === 200)
    control('and proposes it', (await post(device, own)).status === 201)
    recordAttack({ id: 'A02-station', ...tally })
  })

  it('is opened by its own passkey alone, on its own host, for half a day', async () => {
    const device = await enrolled()
    const guest = shore.guest()
    const signIn = async (key: Authenticator) => {
      const { body } = await guest.ask('POST', '/api/session/passkey-options')
      return (await guest.ask('POST', '/api/session/passkey', key.use(body))).status === 201
    }
    attack('its passkey signs nobody in', await signIn(device.key))
    const openBy = async (key: Authenticator, lies = {}) => {
      const { body } = await guest.ask('POST', '/api/station/open-options')
      return (await guest.ask('POST', '/api/station/open', { use: key.use(body, lies) })).status === 200
    }
    attack('a steward’s own passkey', await openBy(stewards.dan.key))
    attack('a passkey of nobody', await openBy(new Authenticator(shore.url)))
    attack('without the person', await openBy(device.key, { isVerified: false }))
    attack('of another page', await openBy(device.key, { origin: 'https://evil.example' }))
    attack('of another shore', await openBy(device.key, { rpId: 'evil.example' }))
    const { body: options } = await guest.ask('POST', '/api/station/open-options')
    const use = device.key.use(options)
    control('by its passkey', (await guest.ask('POST', '/api/station/open', { use })).status === 200)
    attack('a copied passkey', await openBy(device.key, { counter: 0 }))
    attack('the same signature again', (await shore.guest().ask('POST', '/api/station/open', { use })).status === 200)
    attack('what was open before', (await device.page.ask('GET', '/api/station')).status === 200)
    control('what is open now', (await guest.ask('GET', '/api/station')).status === 200)

    // A passkey that was made under the station’s own host name is of another party than the shore’s.
    const station = shore.url.replace('localhost', 'station.localhost')
    const named = await askAt(station, 'POST', '/api/station/options')
    expect(named.rp.id).toBe('station.localhost')
    const apart = new Authenticator(station)
    const passkey = apart.make(named)
    attack(
      'made there, shown here',
      (await shore.guest().ask('POST', '/api/station', { name: 'Apart', passkey })).status === 201,
    )

    offsetMs += institutionLimits.stationOpenMs + 1000
    attack('half a day later', (await guest.ask('GET', '/api/station')).status === 200)
    device.page.cookie = null
    control('opened once more', (await open(device)).status === 200)
    expect((await device.page.ask('DELETE', '/api/station/open')).status).toBe(204)
    expect(device.page.cookie).toBeNull()
    recordAttack({ id: 'A11-station', ...tally })
  })

  it('ends with its steward’s seat, with a word of who may, and sleeps with the account (G08)', async () => {
    const { ada, ben, cleo, dan } = stewards
    const [device, other] = [await enrolled(), await enrolled()]
    const pip = await steward(shore, 'pip')
    const list = async () => (await ben.person.ask('GET', `/api/institutions/${handle}/stations`)).body.items
    const end = ({ person }: typeof pip, { id }: Device) =>
      person.ask('DELETE', `/api/institutions/${handle}/stations/${id}`)
    attack('by a stranger', (await end(pip, device)).status === 204)
    control('open until then', (await device.page.ask('GET', '/api/station')).status === 200)
    control('by who may approve', (await end(ben, device)).status === 204)
    attack('after that', (await device.page.ask('GET', '/api/station')).status === 200)
    attack('opened anew', (await open(device)).status === 200)

    const clip = await sent(other)
    expect((await post(other, clip)).status).toBe(201)
    const [made] = await waiting()
    await shore.db.updateTable('institutions').set({ state: 'dormant' }).where('id', '=', stewards.id).execute()
    const late = await sent(other)
    attack('while the account sleeps', (await post(other, late)).status < 400)
    await shore.db.updateTable('institutions').set({ state: 'active' }).where('id', '=', stewards.id).execute()
    control('once it is awake', (await post(other, late)).status === 201)

    // A suspended steward’s device is closed with them, and open again after.
    const suspend = (at: Date | null) =>
      shore.db.updateTable('accounts').set({ suspended_at: at }).where('handle', '=', 'dan').execute()
    await suspend(clock.now())
    attack('while its steward is suspended', (await other.page.ask('GET', '/api/station')).status === 200)
    await suspend(null)
    control('after that', (await other.page.ask('GET', '/api/station')).status === 200)

    const before = await list()
    expect(before.length).toBeGreaterThan(0)
    expect((await dan.person.ask('DELETE', `/api/institutions/${handle}/seat`)).status).toBe(204)
    attack('by whoever has left', (await other.page.ask('GET', '/api/station')).status === 200)
    attack('what they had proposed from it', (await approve(cleo, handle, made!)).status < 400)
    expect(await list()).toEqual([])
    const record = (await shore.guest().ask('GET', `/public/institutions/${handle}/record`)).body
    const kinds = record.items.map(({ leaf }: { leaf: { kind: string } }) => leaf.kind)
    expect(kinds).toContain('act.station')
    expect(kinds).toContain('station.ended')
    // The officer and her deputy were told of each.
    const { items } = (await ada.person.ask('GET', '/api/notices')).body
    expect(JSON.stringify(items)).toContain('"act":"station"')
    recordAttack({ id: 'G08-station', ...tally })
  })

  it('that was never enrolled is forgotten within the hour, and many at once are refused', async () => {
    const device = await madeReady()
    const store = institutionStore({ db: shore.db, key: slateKey(shore.folder) })
    const later = new Date(clock.now().getTime() + institutionLimits.stationWaitsMs + 1000)
    expect(await store.forgetStations(clock.now())).toBe(0)
    expect(await store.forgetStations(later)).toBeGreaterThan(0)
    expect((await device.page.ask('GET', '/api/station')).status).toBe(401)
    await sql`
      insert into stations (id, name, code, credential_id, public_key, counter, waits_until)
      select gen_random_uuid(), 'flood', 'flood' || n, 'flood' || n, '', 0, ${later}
      from generate_series(1, ${institutionLimits.maxStationsWaiting}) n`.execute(shore.db)
    const page = new Person(shore.url)
    const key = new Authenticator(shore.url)
    const { body: options } = await page.ask('POST', '/api/station/options')
    const refused = await page.ask('POST', '/api/station', { name: 'One more', passkey: key.make(options) })
    expect(refused.body.code).toBe('station.busy')
  })
})

/** Asks under another host name than the socket's. */
function askAt(
  url: string,
  method: string,
  path: string,
): Promise<{ rp: { id: string }; user: { id: string }; challenge: string }> {
  const { host: named, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, method, path, headers: { host: named } }, async reply =>
      resolve(JSON.parse(Buffer.concat(await reply.toArray()).toString()) as never),
    )
    asked.on('error', reject).end()
  })
}
