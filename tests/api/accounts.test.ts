import { describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { type Answer, passphrase } from '../harness/person.ts'
import { openShore, standardRates } from '../harness/shore.ts'

describe('an account', () => {
  it('is a handle and a passphrase, and nothing else is kept of the person', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    expect(alice.recoveryCodes).toHaveLength(8)
    expect((await alice.ask('GET', '/api/session')).body.account.handle).toBe('alice')
    const { rows } = await sql<{ row: string }>`select row_to_json(accounts)::text as row from accounts`.execute(
      shore.db,
    )
    expect(rows[0]!.row).not.toContain('unrelated')
    expect(rows[0]!.row).toContain('$argon2id$')
  })

  it('cannot take a handle that is taken, or that looks like one that is', async () => {
    await using shore = await openShore({ people: ['paypal', 'ana_lee'], isIdle: true })
    const attempt = (handle: string) => shore.guest().ask('POST', '/api/accounts', { handle, passphrase })
    for (const handle of [
      'paypal',
      'PayPal',
      '@paypal',
      'ｐａｙｐａｌ',
      'рауpal'.replace('pal', 'раl'),
      'paypa1',
      'analee',
      'ana-lee',
    ]) {
      const { status, body } = await attempt(handle)
      expect([409, 422], `${handle} ${JSON.stringify(body)}`).toContain(status)
      expect(body.detail).toMatch(/taken|script|cannot/)
    }
    // A handle that resembles nobody's is free: the refusals above are not a wall against everything.
    expect((await attempt('marie')).status).toBe(201)
  })

  it('keeps a session in a cookie that scripts and other sites cannot use', async () => {
    await using shore = await openShore({ isIdle: true })
    const { headers } = await shore.guest().ask('POST', '/api/accounts', { handle: 'alice', passphrase })
    expect(headers.get('set-cookie')).toMatch(
      /^__Secure-onshore=[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\/api; Max-Age=\d+$/,
    )
  })

  it('lists its sessions, ends one, and ends all', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const phone = shore.guest()
    await phone.ask(
      'POST',
      '/api/session',
      { handle: 'alice', passphrase },
      { 'user-agent': 'Mozilla/5.0 (Android 15; Mobile) Firefox/140.0' },
    )
    const { items } = (await alice.ask('GET', '/api/sessions')).body
    expect(
      items.map(({ label, isThisOne }: { label: string; isThisOne: boolean }) => [label, isThisOne]),
    ).toContainEqual(['Firefox, Android', false])
    const other = items.find(({ isThisOne }: { isThisOne: boolean }) => !isThisOne)
    expect((await alice.ask('DELETE', `/api/sessions/${other.id}`)).status).toBe(204)
    expect((await phone.ask('GET', '/api/session')).body.account).toBeNull()
    const again = shore.guest()
    await again.ask('POST', '/api/session', { handle: 'alice', passphrase })
    expect((await alice.ask('DELETE', '/api/sessions')).status).toBe(204)
    expect((await again.ask('GET', '/api/session')).body.account).toBeNull()
  })

  it('is recovered by a code that works once, and every session ends', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const stranger = shore.guest()
    const code = alice.recoveryCodes[0]!.toLowerCase().replaceAll('-', ' ')
    expect(
      (await stranger.ask('POST', '/api/recovery', { handle: 'alice', code, passphrase: 'short' })).body.code,
    ).toBe('account.passphrase-length')
    expect(
      (await stranger.ask('POST', '/api/recovery', { handle: 'alice', code, passphrase: 'another four plain words' }))
        .status,
    ).toBe(201)
    expect((await alice.ask('GET', '/api/session')).body.account).toBeNull()
    expect(
      (
        await shore
          .guest()
          .ask('POST', '/api/recovery', { handle: 'alice', code, passphrase: 'yet another four words' })
      ).body.code,
    ).toBe('account.recovery-failed')
  })

  it('says no to a wrong passphrase a hundred times, slower and slower, and still lets its owner in', async () => {
    await using shore = await openShore({
      people: ['alice', 'bob'],
      rates: { ...standardRates, join: { burst: 100, everyMs: 1 } },
      isIdle: true,
    })
    const statuses: number[] = []
    let last: Answer<{ detail: string }> | null = null
    for (let attempt = 0; attempt < 100; attempt++) {
      last = await shore
        .guest()
        .ask('POST', '/api/session', { handle: 'alice', passphrase: `wrong guess number ${attempt}` })
      statuses.push(last.status)
    }
    expect(new Set(statuses)).toEqual(new Set([401, 429]))
    expect(statuses.filter(status => status === 401).length).toBeLessThanOrEqual(standardRates.guess.burst + 2)
    expect(last!.body.detail).toMatch(/Wait \d+ seconds/)
    expect(Number(last!.headers.get('retry-after'))).toBeGreaterThan(0)
    // The sessions that exist are untouched by somebody else's guessing.
    expect((await shore.people['alice']!.ask('GET', '/api/session')).body.account.handle).toBe('alice')
  })

  it('answers the same for a handle that does not exist as for a wrong passphrase', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const wrong = await shore
      .guest()
      .ask('POST', '/api/session', { handle: 'alice', passphrase: 'not the right words' })
    const nobody = await shore
      .guest()
      .ask('POST', '/api/session', { handle: 'nobody', passphrase: 'not the right words' })
    expect(nobody.body).toEqual(wrong.body)
  })

  it('of the trial shore cannot be signed in to', async () => {
    await using shore = await openShore({ isIdle: true })
    const { openTrialAccount, accountStore } = await import('../../src/server/accounts/index.ts')
    const { systemClock } = await import('../../src/server/adapters/clock/index.ts')
    await openTrialAccount(accountStore(shore.db), systemClock, { handle: 'firstlight', name: 'First Light' })
    for (const guess of ['', 'null', 'firstlight firstlight']) {
      expect(
        (await shore.guest().ask('POST', '/api/session', { handle: 'firstlight', passphrase: guess || ' ' })).status,
      ).toBe(401)
    }
  })

  it('refuses acts that come from another site', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      expect((await alice.ask('DELETE', '/api/sessions', undefined, headers as Record<string, string>)).body.code).toBe(
        'request.cross-site',
      )
    }
    expect((await alice.ask('GET', '/api/session')).body.account.handle).toBe('alice')
  })
})
