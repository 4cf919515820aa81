import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { guard } from '../../src/server/http/guard.ts'
import { openLimits, standardRates } from '../../src/server/http/limits.ts'
import { openNetworks } from '../../src/server/http/networks.ts'
import { policy } from '../../src/server/http/policy.ts'
import { openShore } from '../harness/shore.ts'

const nobody = {
  limits: openLimits(systemClock, standardRates),
  isSecure: false,
  networks: openNetworks({ origin: null, viewHost: null, stationHost: null }),
  showWall: () => undefined,
  actorOfSession: async () => null,
  actorOfToken: async () => null,
  ownerOf: async () => null,
  isSteward: async () => false,
  actorOfStation: async () => null,
  isOfStation: async () => false,
  isForFollower: async () => false,
}

describe('the policy table', () => {
  it('refuses a route that has no row', () => {
    const app = Fastify()
    guard(app, nobody)
    expect(() => app.get('/api/everything', async () => 'all')).toThrow('no policy row for GET /api/everything')
  })

  it('has no row that no route uses', async () => {
    await using shore = await openShore({ isIdle: true })
    const missing = Object.keys(policy).filter(name => {
      const [method, url] = name.split(' ') as ['GET', string]
      return !shore.app.hasRoute({ method, url })
    })
    expect(missing).toEqual([])
  })

  it('lets an identity and a public clip meet in acts only, and in what is the author’s own', () => {
    const meetings = Object.entries(policy).filter(
      ([name, row]) => name.includes(' /api/') && /:(id|hash|handle)/.test(name) && row.kind !== 'act',
    )
    // `watcher` answers for clips of followers only: a public one is not there.
    // A moderator’s case has an id of its own, and is no clip’s address; nor is an archive that is brought.
    for (const [name, row] of meetings)
      expect(
        name.includes('/moderate/')
          ? ['moderator']
          : name.includes('/institutions/')
            ? ['steward']
            : name.includes('/station/')
              ? ['station']
              : name.includes('/arrivals/')
                ? ['account']
                : ['owner', 'watcher'],
        name,
      ).toContain(row.who)
    for (const [name, row] of Object.entries(policy)) {
      const isOpenPath = !name.includes(' /api/')
      if (isOpenPath) expect(['page', 'public', 'media'], name).toContain(row.kind)
      // Acts change something, so none is a GET that a picture tag or a link could make.
      if (row.kind === 'act') expect(name.startsWith('GET '), name).toBe(false)
    }
  })

  it('ignores credentials on open paths: a broken token and a good cookie change no byte', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const { cookie } = shore.people['alice']!
    for (const path of [
      '/',
      '/@alice',
      '/public/slate',
      '/public/videos',
      '/public/accounts/alice',
      '/about',
      '/.well-known/onshore.json',
    ]) {
      const plain = await fetch(shore.url + path)
      const known = await fetch(shore.url + path, {
        headers: { cookie: cookie!, authorization: 'Bearer not-a-token-at-all-not-at-all' },
      })
      expect(known.status, path).toBe(plain.status)
      expect(await known.text(), path).toBe(await plain.text())
      expect(known.headers.get('set-cookie'), path).toBeNull()
    }
  })

  it('answers 401 to a guest on every route that asks for an account, and 404 to a stranger on every route of an owner', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'], isIdle: true })
    const { id } = await shore.people['alice']!.begin(1000)
    for (const [name, row] of Object.entries(policy)) {
      if (row.who === 'anyone') continue
      const [method, url] = name.split(' ') as [string, string]
      const path = url.replace(':id', id).replace(':hash', 'a'.repeat(64))
      const headers = { 'tus-resumable': '1.0.0' }
      expect((await shore.guest().ask(method, path, undefined, headers)).status, `guest ${name}`).toBe(401)
      if (row.who === 'owner' || row.who === 'watcher' || row.who === 'steward')
        expect((await shore.people['mallory']!.ask(method, path, undefined, headers)).status, `stranger ${name}`).toBe(
          404,
        )
    }
  })
})
