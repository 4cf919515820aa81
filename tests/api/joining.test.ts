import { describe, expect, it } from 'vitest'
import { answerAmong } from '../../src/core/accounts/work.ts'
import { boundOf } from '../../src/core/register/retentions.ts'
import { accountStore } from '../../src/server/accounts/index.ts'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { makeOperatorCode, staffStore } from '../../src/server/staff/index.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, standardRates, type TestShore } from '../harness/shore.ts'

const code = async (answer: Promise<{ body: { code?: string } }>) => (await answer).body.code
const why = 'as asked'
const join = (who: Person, handle: string, more: object = {}) =>
  who.ask('POST', '/api/accounts', { handle, passphrase, ...more })

/** Somebody with a role, whom the machine's code made one. */
async function operatorOf(shore: TestShore, handle: string): Promise<Person> {
  const one = shore.people[handle]!
  const made = await makeOperatorCode(staffStore(shore.db), systemClock)
  expect((await one.ask('POST', '/api/operator', { code: made })).status).toBe(200)
  return one
}
const answered = ({ challenge, difficulty }: { challenge: string; difficulty: number }) => ({
  challenge,
  answer: answerAmong(challenge, difficulty, 0, 2 ** 24)!,
})

describe('an account of today', () => {
  it('has smaller buckets, each act its own, and is told when to go on', async () => {
    // The clock stands: on a slow machine a bucket would fill again meanwhile.
    const now = new Date()
    await using shore = await openShore({
      people: ['alice', 'bob'],
      isIdle: true,
      clock: { now: () => now },
      rates: { ...standardRates, join: { burst: 99, everyMs: 1 }, guess: { burst: 99, everyMs: 1 } },
    })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    await shore.db
      .updateTable('accounts')
      .set({ created_at: new Date(Date.now() - 2 * 86_400_000) })
      .where('handle', '=', 'bob')
      .execute()
    const id = '00000000-0000-7000-8000-000000000000'
    const acts = {
      comment: (who: Person) => who.ask('POST', `/api/videos/${id}/comments`, { text: 'x' }),
      follow: (who: Person) => who.ask('PUT', '/api/accounts/nobody/follow'),
      tie: (who: Person) => who.ask('PUT', `/api/videos/${id}/like`),
      upload: (who: Person) => who.begin(10),
    }
    for (const [name, act] of Object.entries(acts) as [keyof typeof acts, (typeof acts)['tie']][]) {
      const tries = standardRates[`new-${name}`].burst
      expect(tries).toBeLessThan(standardRates[name].burst)
      for (let n = 0; n < tries; n++) expect((await act(alice)).status, name).not.toBe(429)
      const refused = await act(alice)
      expect(refused.status, name).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      for (let n = 0; n <= tries; n++) expect((await act(bob)).status, name).not.toBe(429)
    }
    // What is not one of these goes on.
    expect((await alice.ask('PATCH', '/api/account', { bio: 'still here' })).status).toBe(200)
  })

  it('says where its links lead in words, and no search engine is led there', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const { alice } = shore.people as Record<'alice', Person>
    await alice.ask('PATCH', '/api/account', { links: [{ title: 'Shop', url: 'https://shop.example/x' }] })
    const seen = async () => (await shore.guest().ask('GET', '/public/accounts/alice')).body
    await expect.poll(seen).toMatchObject({ linksWait: true, links: [{ url: 'https://shop.example/x' }] })
    const page = async () => (await shore.guest().ask<string>('GET', '/@alice')).body
    expect(await page()).toContain('shop.example')
    expect(await page()).not.toMatch(/href="?https:\/\/shop/)
    expect(await page()).toContain('noindex')
    const created_at = new Date(Date.now() - 86_400_000)
    await shore.db.updateTable('accounts').set({ created_at }).execute()
    await alice.ask('PATCH', '/api/account', { bio: 'a day older' })
    await expect.poll(seen).toMatchObject({ linksWait: false })
    expect(await page()).toMatch(/href="?https:\/\/shop/)
    expect(await page()).not.toContain('noindex')
  })
})

describe('joining while very many come', () => {
  it('asks for work beyond the rate, each proof once, and for none when it is calm again', async () => {
    let shiftMs = 0
    const clock = { now: () => new Date(Date.now() + shiftMs) }
    await using shore = await openShore({ isIdle: true, clock, environment: { ONSHORE_JOIN_RATE: '2' } })
    expect((await join(shore.guest(), 'one')).status).toBe(201)
    expect((await join(shore.guest(), 'two')).status).toBe(201)
    const refused = await join(shore.guest(), 'three')
    expect(refused.body).toMatchObject({ status: 403, code: 'join.proof', params: { difficulty: 16 } })
    // Nothing of it was kept, and a handle that is taken costs no proof.
    const proof = answered(refused.body.params)
    expect(await code(join(shore.guest(), 'one', { proof }))).toBe('account.handle-taken')
    expect((await join(shore.guest(), 'three', { proof })).status).toBe(201)
    const again = await join(shore.guest(), 'four', { proof })
    expect(again.body).toMatchObject({ code: 'join.proof' })
    expect(await code(join(shore.guest(), 'four', { proof: { ...proof, answer: '1' } }))).toBe('join.proof')
    // Twice as many, one bit more.
    expect((await join(shore.guest(), 'four', { proof: answered(again.body.params) })).status).toBe(201)
    expect((await join(shore.guest(), 'five')).body.params.difficulty).toBe(17)
    shiftMs = 601_000
    expect((await join(shore.guest(), 'five')).status).toBe(201)
  })
})

describe('joining by invitation', () => {
  it('opens as many accounts as the code says, until its end, and never one more', async () => {
    await using shore = await openShore({ isIdle: true, environment: { ONSHORE_JOINING: 'invite' } })
    expect((await shore.guest().ask('GET', '/api/health')).body.joining).toBe('invite')
    expect(await code(join(shore.guest(), 'dora'))).toBe('join.invite')
    expect(await code(join(shore.guest(), 'dora', { invite: 'AAAA-BBBB-CCCC-DDDD' }))).toBe('join.invite')
    const passkey = { handle: 'dora', age: 'older' }
    expect(await code(shore.guest().ask('POST', '/api/accounts/passkey-options', passkey))).toBe('join.invite')

    const { openStaff } = await import('../../src/server/staff/index.ts')
    const accounts = accountStore(shore.db)
    const rooms = { store: staffStore(shore.db), accounts, clock: systemClock } as Parameters<typeof openStaff>[0]
    const staff = openStaff(rooms)
    const made = await staff.makeInvite('machine', { uses: 3, days: 1 }, why)
    const stored = await shore.db.selectFrom('invites').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(made.code)
    const invite = made.code.toLowerCase().replaceAll('-', ' ')
    const tried = await Promise.all(
      Array.from({ length: 8 }, (_, n) => join(shore.guest(), `guest${n}`, { invite }).then(({ status }) => status)),
    )
    expect(tried.filter(status => status === 201)).toHaveLength(3)
    expect(tried.filter(status => status === 403)).toHaveLength(5)
    expect(await shore.db.selectFrom('accounts').select('id').execute()).toHaveLength(3)

    const second = await staff.makeInvite('machine', { uses: 3, days: 1 }, why)
    await staff.endInvite('machine', second.id, why)
    expect(await code(join(shore.guest(), 'eve', { invite: second.code }))).toBe('join.invite')
    await expect(staff.endInvite('machine', second.id, why)).rejects.toMatchObject({ code: 'staff.no-invite' })
    await accounts.forgetInvites(new Date(Date.now() + 86_400_000 * 2 - boundOf('invite')))
    expect(await staff.invites(10)).toHaveLength(2)
    await accounts.forgetInvites(new Date(Date.now() + 2 * 86_400_000))
    expect(await staff.invites(10)).toHaveLength(0)
  })
})

describe('joining with somebody’s leave', () => {
  const environment = { ONSHORE_JOINING: 'approval' }
  const words = 'I film birds on the coast.'

  it('lets who waits watch and write a profile, and do nothing to others', async () => {
    await using shore = await openShore({ isIdle: true, environment })
    const dora = shore.guest()
    expect(await code(join(dora, 'dora'))).toBe('join.words')
    expect(await code(join(dora, 'dora', { words: ' \u200b ' }))).toBe('join.words')
    expect((await join(dora, 'dora', { words })).body).toMatchObject({ isWaiting: true })
    expect((await dora.ask('GET', '/api/session')).body.account.isWaiting).toBe(true)
    const id = '00000000-0000-7000-8000-000000000000'
    for (const [method, path, body] of [
      ['PUT', '/api/accounts/dora/follow'],
      ['POST', `/api/videos/${id}/comments`, { text: 'hello' }],
      ['PUT', `/api/videos/${id}/like`],
      ['PUT', `/api/videos/${id}/repost`],
      ['POST', '/api/uploads'],
    ] as const)
      expect(await code(dora.ask(method, path, body)), path).toBe('account.waiting')
    expect((await dora.ask('PATCH', '/api/account', { bio: 'Birds' })).body.linksWait).toBe(true)
    expect((await dora.ask('GET', '/api/follows')).status).toBe(200)
    expect((await shore.guest().ask<string>('GET', '/@dora')).body).toContain('noindex')
    expect((await shore.guest().ask('GET', '/public/suggestions?q=dor')).body.people ?? []).toEqual([])
    expect((await shore.guest().ask('GET', '/public/search?q=dora&kind=people')).body.items ?? []).toEqual([])
    // The first operator has nobody to wait for.
    shore.people['dora'] = dora
    await operatorOf(shore, 'dora')
    expect((await dora.ask('GET', '/api/session')).body.account).toMatchObject({ isWaiting: false, role: 'operator' })
  })

  it('is decided once, by a moderator or an operator, and whoever is refused is told why for seven days', async () => {
    await using shore = await openShore({ isIdle: true, environment })
    for (const handle of ['olga', 'mona', 'dora', 'eric']) {
      const one = shore.guest()
      await join(one, handle, { words: `${words} ${handle}` })
      shore.people[handle] = one
    }
    const { mona, dora, eric } = shore.people as Record<'mona' | 'dora' | 'eric', Person>
    const olga = await operatorOf(shore, 'olga')
    expect(await code(dora.ask('GET', '/api/operate/newcomers'))).toBe('staff.role')
    await olga.ask('POST', '/api/operate/roles', { handle: 'mona', role: 'moderator', why })
    const { body } = await mona.ask('GET', '/api/operate/newcomers')
    expect(body).toMatchObject({ n: 2, items: [{ handle: 'dora', words: `${words} dora` }, { handle: 'eric' }] })
    const decide = (who: Person, handle: string, isLetIn: boolean) =>
      who.ask('POST', `/api/operate/newcomers/${handle}`, { isLetIn, why: 'Says nothing of a person.' })
    const both = await Promise.all([decide(olga, 'dora', true), decide(mona, 'dora', false)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
    expect((await decide(mona, 'eric', false)).status).toBe(204)
    expect(await code(decide(olga, 'eric', true))).toBe('staff.no-newcomer')
    expect(await code(decide(olga, 'olga', false))).toBe('staff.no-newcomer')

    expect((await eric.ask('GET', '/api/session')).body.account).toBeNull()
    const told = await shore.guest().ask('POST', '/api/session', { handle: 'eric', passphrase })
    expect(told.body).toMatchObject({
      code: 'account.refused',
      params: { why: 'Says nothing of a person.', days: 7 },
    })
    expect((await shore.guest().ask('GET', '/public/accounts/eric')).status).toBe(404)
    expect((await shore.guest().ask('GET', '/@eric')).status).toBe(404)
    const log = (await olga.ask('GET', '/api/operate/acts')).body.items
    expect(log.filter((one: { act: string }) => one.act.startsWith('newcomer.')).length).toBeGreaterThanOrEqual(2)
    const accounts = accountStore(shore.db)
    await accounts.removeRefused(new Date(Date.now() - boundOf('waiting')))
    expect(await accounts.byHandle('eric')).not.toBeNull()
    await accounts.removeRefused(new Date(Date.now() + 1000))
    expect(await accounts.byHandle('eric')).toBeNull()
    expect(await accounts.byHandle('olga')).not.toBeNull()
  })

  it('leaves no session to an account that is refused while it signs in', async () => {
    await using shore = await openShore({ isIdle: true, environment })
    const olga = shore.guest()
    await join(olga, 'olga', { words })
    shore.people['olga'] = olga
    await operatorOf(shore, 'olga')
    for (let round = 0; round < 4; round++) {
      const handle = `dora${round}`
      await join(shore.guest(), handle, { words })
      const racers = Array.from({ length: 3 }, () => shore.guest())
      const coming = racers.map(racer => racer.ask('POST', '/api/session', { handle, passphrase }))
      await olga.ask('POST', `/api/operate/newcomers/${handle}`, { isLetIn: false, why })
      await Promise.all(coming)
      for (const racer of racers) expect((await racer.ask('GET', '/api/session')).body.account).toBeNull()
    }
  })
})
