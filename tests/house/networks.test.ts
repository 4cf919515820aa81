import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partyOf, stationParty } from '../../src/server/accounts/index.ts'
import { readConfig } from '../../src/server/config.ts'
import { guard } from '../../src/server/http/guard.ts'
import { openNetworks } from '../../src/server/http/networks.ts'
import { policy, type Row } from '../../src/server/http/policy.ts'
import { type Asked, askAs } from '../harness/asked.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'
import { show } from '../harness/shown.ts'

const full = 'clips.example'
const view = 'view.clips.example'
const station = 'station.clips.example'
const html = { accept: 'text/html' }

const opens = ({ kind }: Row): boolean => kind === 'page' || kind === 'public' || kind === 'media'
const rows = Object.entries(policy).map(([name, row]) => {
  const [method, pattern] = name.split(' ') as [string, string]
  return { name, method, pattern, row }
})
const hashOf = (id: string): string => id.replaceAll('-', '').padEnd(64, '0')
/** What ends the session, or the account, comes last: the same cookie is to be good for every row before it. */
const endsSession = /^DELETE \/api\/sessions?$|leaving|passphrase$/
const acting = rows
  .filter(({ row }) => !opens(row))
  .sort((a, b) => Number(endsSession.test(a.name)) - Number(endsSession.test(b.name)))

describe('the three networks of a shore', () => {
  let shore: TestShore
  let alice: Person
  let token: string
  /** What stays there to be looked at. */
  let clip: string
  /** Bob tries everything, so that what is his may be gone afterwards. */
  let bob: Person
  let bobs: { token: string; clip: string }
  /** How often somebody was looked up, and how many routes began their own work. */
  const seen = { lookups: 0, begun: 0 }
  const counted =
    <A extends unknown[], R>(act: (...given: A) => R) =>
    (...given: A): R => {
      seen.lookups++
      return act(...given)
    }

  // What is told since when is the same for both who ask.
  const now = new Date()

  beforeAll(async () => {
    shore = await openShore({
      people: ['alice', 'bob'],
      isIdle: true,
      clock: { now: () => now },
      environment: { ONSHORE_ORIGIN: `https://${full}` },
      guarding: (app, guards) => {
        guard(app, {
          ...guards,
          actorOfSession: counted(guards.actorOfSession),
          actorOfToken: counted(guards.actorOfToken),
          actorOfStation: counted(guards.actorOfStation),
          isOfStation: counted(guards.isOfStation),
          ownerOf: counted(guards.ownerOf),
          isSteward: counted(guards.isSteward),
          isForFollower: counted(guards.isForFollower),
        })
        app.addHook('preValidation', async () => void seen.begun++)
      },
    })
    alice = shore.people['alice']!
    bob = shore.people['bob']!
    const tokenOf = async (person: Person) =>
      (await person.ask('POST', '/api/tokens', { name: 'script', scope: 'post' })).body.token as string
    token = await tokenOf(alice)
    clip = await show(shore, alice, { caption: 'Morning #ferry' })
    const hash = hashOf(clip)
    mkdirSync(join(shore.folder, 'blobs', hash.slice(0, 2)), { recursive: true })
    writeFileSync(join(shore.folder, 'blobs', hash.slice(0, 2), hash), Buffer.alloc(1000))
    bobs = { token: await tokenOf(bob), clip: await show(shore, bob) }
  })
  afterAll(() => shore[Symbol.asyncDispose]())

  const pathOf = (pattern: string, id = clip): string => {
    const files = [...shore.pages.assets.keys()]
    return pattern
      .replace('/assets/*', files.find(file => file.startsWith('/assets/') && file.endsWith('.js'))!)
      .replace('/icons/*', files.find(file => file.startsWith('/icons/'))!)
      .replace(/:id\b/, id)
      .replace(':handle', pattern.startsWith('/:handle') ? '@alice' : 'alice')
      .replace(':hash', hashOf(clip))
      .replace(':tag', 'ferry')
      .replace(/:\w+/g, 'en')
  }
  const ask = (host: string, method: string, pattern: string, headers: Record<string, string> = {}) =>
    askAs(host, shore.port, method, pathOf(pattern), headers)
  const known = () => ({ cookie: alice.cookie!, authorization: `Bearer ${token}` })

  it('view: whatever reads an account or changes something is refused in words, before anybody is looked up', {
    timeout: 60_000,
  }, async () => {
    expect(acting.length).toBeGreaterThan(150)
    for (const { name, method, pattern } of acting) {
      // A posting station is looked up by a cookie of its own.
      const cookie = `${bob.cookie!}; __Secure-onshore-station=${'a'.repeat(43)}`
      const authorization = `Bearer ${bobs.token}`
      const path = pathOf(pattern, bobs.clip)
      for (const credentials of [{}, { cookie }, { authorization }]) {
        Object.assign(seen, { lookups: 0, begun: 0 })
        const reply = await ask(view, method, path, { 'tus-resumable': '1.0.0', ...credentials })
        expect([reply.status, seen], `${name} ${Object.keys(credentials)}`).toEqual([403, { lookups: 0, begun: 0 }])
        expect(reply.headers['set-cookie'], name).toBeUndefined()
        if (method === 'HEAD') continue
        expect(reply.code, name).toBe('network.view-only')
        expect(JSON.parse(reply.body).detail, name).toContain(`https://${full}`)
      }
      // The control: under the full name the same request with the same cookie is looked at.
      Object.assign(seen, { lookups: 0, begun: 0 })
      const there = await ask(full, method, path, { 'tus-resumable': '1.0.0', cookie })
      expect(seen.lookups, `control: ${name}`).toBeGreaterThan(0)
      expect(there.code ?? '', `control: ${name}`).not.toMatch(/^network\./)
    }
  })

  /** What a page says of itself in its head, what it reads as without JavaScript, and what it starts from. */
  const partsOf = ({ body }: Asked) => {
    const state = JSON.parse(/<script type="application\/json" id="state">(.*?)<\/script>/s.exec(body)?.[1] ?? '{}')
    const { network, isClosed, ...rest } = state as Record<string, unknown>
    return {
      head: /<head>(.*?)<\/head>/s.exec(body)?.[1],
      plain: /<noscript>(?!<link)(.*)<\/noscript>/s.exec(body)?.[1],
      network,
      isClosed,
      rest,
    }
  }
  const headersOf = ({ headers }: Asked) => {
    const { date, 'content-length': _length, connection, 'keep-alive': _keepAlive, ...rest } = headers
    return rest
  }
  const isDocument = ({ headers, body }: Asked) =>
    String(headers['content-type']).startsWith('text/html') && body.includes('id="state"')
  /** The same to the byte; of a document all but the words on its buttons, and what it knows of its network. */
  const expectSame = (here: Asked, there: Asked, name: string) => {
    expect([here.status, headersOf(here)], name).toEqual([there.status, headersOf(there)])
    // How the shore is tells since when, and how fast.
    const timeless = ({ body }: Asked) => (name === 'GET /api/health' ? body.replaceAll(/\d/g, '') : body)
    if (!isDocument(there)) return expect(timeless(here) === timeless(there), `${name}: the same bytes`).toBe(true)
    const [ours, theirs] = [partsOf(here), partsOf(there)]
    expect([ours.head, ours.plain, ours.rest], name).toEqual([theirs.head, theirs.plain, theirs.rest])
    expect(theirs.network, name).toBeUndefined()
    expect(ours.network, name).toMatchObject({ address: `https://${full}` })
  }

  it('view: whatever is for everybody is the same to the byte, or a page that says why it is not here', {
    timeout: 60_000,
  }, async () => {
    for (const { name, method, pattern, row } of rows.filter(({ row }) => opens(row))) {
      const there = await ask(full, method, pattern, html)
      expect(there.code ?? '', `control: ${name}`).not.toMatch(/^network\./)
      for (const credentials of [{}, known()]) {
        const here = await ask(view, method, pattern, { ...html, ...credentials })
        expect(here.headers['set-cookie'], name).toBeUndefined()
        if (!row.isForAccount) {
          expectSame(here, there, name)
          continue
        }
        expect(there.status, `control: ${name}`).toBe(200)
        expect(here.status, name).toBe(403)
        for (const words of ['This network lets you watch', 'Whoever runs this network', `https://${full}`])
          expect(here.body, name).toContain(words)
        expect(partsOf(here), name).toMatchObject({ isClosed: true, network: { name: 'view' } })
        expect(here.headers['content-security-policy'], name).toBe(there.headers['content-security-policy'])
        // A program gets the same in its own words.
        const told = await ask(view, method, pattern, { accept: '*/*', ...credentials })
        expect([told.status, told.code], name).toEqual([403, 'network.view-only'])
      }
    }
  })

  it('station: what a page needs to load is the same to the byte, the first page leads to the station, all else is refused', {
    timeout: 60_000,
  }, async () => {
    for (const { name, method, pattern, row } of rows) {
      for (const credentials of [{}, known()]) {
        Object.assign(seen, { lookups: 0, begun: 0 })
        const headers = { 'tus-resumable': '1.0.0', ...html, ...credentials }
        const here = await ask(station, method, pattern, headers)
        if (row.isForStation) {
          if (opens(row)) expectSame(here, await ask(full, method, pattern, headers), name)
          else expect(here.code ?? '', name).not.toMatch(/^network\./)
          continue
        }
        expect(seen, name).toEqual({ lookups: 0, begun: 0 })
        expect(here.headers['set-cookie'], name).toBeUndefined()
        if (name === 'GET /') expect([here.status, here.headers.location], name).toEqual([302, '/station'])
        else expect(here.status, name).toBe(403)
        if (name === 'GET /') continue
        if (method === 'GET' && !pattern.startsWith('/api/'))
          expect(here.body, name).toContain('Only the posting station works here')
        const told = await ask(station, method, pattern, { 'tus-resumable': '1.0.0', ...credentials })
        expect(told.code, name).toBe(method === 'HEAD' ? null : 'network.station')
      }
    }
    // What no row names is not here either; under the full name it is only not there.
    for (const path of ['/nothing/at/all', '/api/nothing']) {
      expect((await ask(station, 'GET', path)).code).toBe('network.station')
      expect((await ask(full, 'GET', path)).code).toBe('page.not-found')
    }
  })

  it('speaks French, names the full address in what is passed on, and serves the whole under any other name', async () => {
    const french = { ...html, 'accept-language': 'fr-CA' }
    expect((await ask(view, 'GET', '/sign-in', french)).body).toContain('Ce réseau permet de regarder'.normalize())
    const page = await ask(view, 'GET', `/@alice/video/${clip}`, html)
    expect(page.body).toContain(`<link rel="canonical" href="https://${full}/@alice/video/${clip}">`)
    for (const host of ['localhost', '203.0.113.9', 'other.example', `not${view}`, `${view}.example`])
      expect((await ask(host, 'GET', '/api/session', { cookie: alice.cookie! })).body, host).toContain('account')
  })
})

it('a page below one that is for an account is for an account as well, but for what a device chooses for itself', () => {
  const below = rows.filter(({ pattern }) => /^\/(settings|posts|operate|institutions|create)(\/|$)/.test(pattern))
  expect(below.filter(({ row }) => !row.isForAccount).map(({ name }) => name)).toEqual(['GET /settings/viewing'])
})

describe('the names of the networks', () => {
  const networkOf = (environment: Record<string, string>, host: string) => {
    const { of } = openNetworks(readConfig(environment))
    return of({ raw: { rawHeaders: ['Host', host], url: '/' } } as never)
  }

  it('are view. and station. before the shore’s own, others where the operator says so, or none', () => {
    const origin = { ONSHORE_ORIGIN: 'https://clips.example:8443' }
    expect(['localhost:8080', 'view.localhost:8080', 'station.localhost'].map(host => networkOf({}, host))).toEqual([
      'full',
      'view',
      'station',
    ])
    expect([full, view, station].map(host => networkOf(origin, host))).toEqual(['full', 'view', 'station'])
    const others = { ...origin, ONSHORE_VIEW_HOST: 'watch.example', ONSHORE_STATION_HOST: 'none' }
    expect(['watch.example', view, station].map(host => networkOf(others, host))).toEqual(['view', 'full', 'full'])
  })

  it('are refused where they are no names, or not three', () => {
    for (const wrong of ['https://watch.example', 'Watch.example', 'watch', 'watch.example:443', '-a.example'])
      expect(() => readConfig({ ONSHORE_VIEW_HOST: wrong }), wrong).toThrow('ONSHORE_VIEW_HOST')
    const twice = { ONSHORE_ORIGIN: 'https://clips.example', ONSHORE_VIEW_HOST: 'clips.example' }
    expect(() => readConfig(twice)).toThrow('three names')
    const same = { ONSHORE_VIEW_HOST: 'a.localhost', ONSHORE_STATION_HOST: 'a.localhost' }
    expect(() => readConfig(same)).toThrow('three names')
    const apart = { ONSHORE_ORIGIN: 'https://clips.example', ONSHORE_STATION_HOST: 'station.example' }
    expect(() => readConfig(apart)).toThrow('end with .clips.example')
  })

  it('are parties of passkeys as far as there are any: none where people watch, the station for itself', () => {
    const party = (environment: Record<string, string>, host: string) => partyOf(readConfig(environment), host)
    const origin = { ONSHORE_ORIGIN: 'https://clips.example' }
    expect(party(origin, full)).toMatchObject({ id: full, origins: ['https://clips.example'] })
    expect(party({}, 'localhost:1')).toMatchObject({ id: 'localhost', origins: ['http://localhost:1'] })
    expect(party({}, 'view.localhost:1').origins).toEqual([])
    const device = (environment: Record<string, string>, host: string) => stationParty(readConfig(environment), host)
    expect(device(origin, station)).toMatchObject({ id: station, origins: [`https://${station}`] })
    expect(device(origin, full)).toMatchObject({ id: full, origins: ['https://clips.example'] })
    expect(device(origin, 'evil.example')).toMatchObject({ id: full, origins: ['https://clips.example'] })
    expect(device({}, 'station.localhost:1')).toMatchObject({
      id: 'station.localhost',
      origins: ['http://station.localhost:1'],
    })
  })
})
