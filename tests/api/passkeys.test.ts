import { describe, expect, it } from 'vitest'
import { Authenticator } from '../harness/authenticator.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const tokenOf = (token: string) => ({ authorization: `Bearer ${token}` })

/** A new account by a passkey and nothing else. */
async function joinBy(shore: TestShore, handle: string, key: Authenticator): Promise<Person> {
  const person = shore.guest()
  const { body: options } = await person.ask('POST', '/api/accounts/passkey-options', { handle })
  const { status, body } = await person.ask('POST', '/api/accounts/passkey', key.make(options))
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body.recoveryCodes).toHaveLength(8)
  person.recoveryCodes = body.recoveryCodes
  return person
}

async function signInBy(shore: TestShore, key: Authenticator) {
  const person = shore.guest()
  const { body: options } = await person.ask('POST', '/api/session/passkey-options')
  expect(options.allowCredentials ?? []).toEqual([])
  const { status, body } = await person.ask('POST', '/api/session/passkey', key.use(options))
  return { person, status, body }
}

/** As if the person had signed in eleven minutes ago. */
const wait = (shore: TestShore) =>
  shore.db
    .updateTable('sessions')
    .set({ verified_at: new Date(Date.now() - 660_000) })
    .execute()

async function addPasskey(person: Person, key: Authenticator) {
  const { status, body } = await person.ask('POST', '/api/passkeys/options')
  if (status !== 200) return { status, body }
  return person.ask('POST', '/api/passkeys', key.make(body))
}

describe('a passkey', () => {
  it('opens an account without a passphrase, signs in to it again, and is the only way in', async () => {
    await using shore = await openShore({ isIdle: true })
    const key = new Authenticator(shore.url)
    const alice = await joinBy(shore, 'Alice', key)
    expect((await alice.ask('GET', '/api/session')).body.account.handle).toBe('alice')
    const again = await signInBy(shore, key)
    expect([again.status, again.body.account.handle]).toEqual([201, 'alice'])
    expect((await again.person.ask('GET', '/api/passkeys')).body.items).toMatchObject([{ name: '' }])
    expect((await shore.guest().ask('POST', '/api/session', { handle: 'alice', passphrase })).status).toBe(401)
    const [only] = (await alice.ask('GET', '/api/passkeys')).body.items
    expect((await alice.ask('DELETE', `/api/passkeys/${only.id}`)).body.code).toBe('passkey.last')
    expect((await alice.ask('PUT', '/api/passphrase', { newPassphrase: passphrase })).status).toBe(204)
    expect((await alice.ask('DELETE', `/api/passkeys/${only.id}`)).status).toBe(204)
    expect((await signInBy(shore, key)).body.code).toBe('passkey.failed')
    expect((await shore.guest().ask('POST', '/api/session', { handle: 'alice', passphrase })).status).toBe(201)
  })

  it('ends with a change of passphrase where its owner shuts somebody out, and stays where they do not', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const key = new Authenticator(shore.url)
    await addPasskey(alice, key)
    const newPassphrase = 'another four plain words'
    expect((await alice.ask('PUT', '/api/passphrase', { newPassphrase })).status).toBe(204)
    expect((await signInBy(shore, key)).status).toBe(201)
    expect((await alice.ask('PUT', '/api/passphrase', { newPassphrase, endPasskeys: true })).status).toBe(204)
    expect((await signInBy(shore, key)).body.code).toBe('passkey.failed')
    expect((await alice.ask('GET', '/api/passkeys')).body.items).toEqual([])
    expect(
      (await shore.guest().ask('POST', '/api/session', { handle: 'alice', passphrase: newPassphrase })).status,
    ).toBe(201)
  })

  it('is promised a handle that is free, and gets none that was taken meanwhile', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const ask = (handle: string) => shore.guest().ask('POST', '/api/accounts/passkey-options', { handle })
    expect((await ask('Alice')).body.code).toBe('account.handle-taken')
    expect((await ask('admin')).body.code).toBe('account.handle-reserved')
    const [one, two] = [await ask('bob'), await ask('bob')]
    const make = ({ body }: typeof one) =>
      shore.guest().ask('POST', '/api/accounts/passkey', new Authenticator(shore.url).make(body))
    expect((await make(one)).status).toBe(201)
    expect((await make(two)).body.code).toBe('account.handle-taken')
  })

  it('is added beside a passphrase, twenty of them at most, the same one only once', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const key = new Authenticator(shore.url)
    expect((await addPasskey(alice, key)).status).toBe(201)
    expect((await signInBy(shore, key)).body.account.handle).toBe('alice')
    expect((await addPasskey(bob, key)).body.code).toBe('passkey.known')
    for (let more = 1; more < 20; more++) await addPasskey(alice, new Authenticator(shore.url))
    expect((await addPasskey(alice, new Authenticator(shore.url))).body).toMatchObject({
      code: 'passkey.most',
      params: { limit: 20 },
    })
  })

  it('is removed by recovery, with every session and token', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const key = new Authenticator(shore.url)
    await addPasskey(alice, key)
    const { body } = await alice.ask('POST', '/api/tokens', { name: 'script', scope: 'read' })
    const recovered = shore.guest()
    await recovered.ask('POST', '/api/recovery', {
      handle: 'alice',
      code: alice.recoveryCodes[0]!,
      passphrase: 'another four plain words',
    })
    expect((await signInBy(shore, key)).body.code).toBe('passkey.failed')
    expect((await shore.guest().ask('GET', '/api/videos', undefined, tokenOf(body.token))).status).toBe(401)
    expect((await recovered.ask('GET', '/api/passkeys')).body.items).toEqual([])
  })
})

describe('an act that matters', () => {
  it('asks again who it is ten minutes after signing in, and takes a passkey or the passphrase for an answer', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const key = new Authenticator(shore.url)
    await addPasskey(alice, key)
    const acts = [
      ['POST', '/api/passkeys/options', undefined],
      ['POST', '/api/recovery-codes', undefined],
      ['PUT', '/api/passphrase', { newPassphrase: passphrase }],
      ['POST', '/api/tokens', { name: 'script', scope: 'read' }],
      ['DELETE', '/api/passkeys/01900000-0000-7000-8000-000000000000', undefined],
    ] as const
    await wait(shore)
    for (const [method, path, body] of acts)
      expect((await alice.ask(method, path, body)).body.code, path).toBe('session.step-up')
    expect((await alice.ask('POST', '/api/session/proof', { passphrase: 'not the right words' })).status).toBe(401)
    expect((await alice.ask('POST', '/api/recovery-codes')).body.code).toBe('session.step-up')
    expect((await alice.ask('POST', '/api/session/proof', { passphrase })).status).toBe(204)
    expect((await alice.ask('POST', '/api/recovery-codes')).status).toBe(201)
    await wait(shore)
    const { body: wants } = await alice.ask('POST', '/api/session/proof-options')
    expect(wants.hasPassphrase).toBe(true)
    const shown = await alice.ask('POST', '/api/session/proof/passkey', key.use(wants.passkey))
    expect([shown.status, (await alice.ask('POST', '/api/recovery-codes')).status]).toEqual([204, 201])
  })
})

describe('an access token', () => {
  it('is made for a purpose, a scope and a time, listed without its secret, and ended', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const { status, body } = await alice.ask('POST', '/api/tokens', { name: ' scheduler ', scope: 'read', days: 7 })
    expect(status).toBe(201)
    expect(body.token).toMatch(/^onshore_[\w-]{43}$/)
    const by = tokenOf(body.token)
    const guest = shore.guest()
    expect((await guest.ask('GET', '/api/videos', undefined, by)).status).toBe(200)
    expect((await guest.ask('POST', '/api/uploads', undefined, by)).body.code).toBe('token.scope')
    // What changes the account is no token's, whatever its scope.
    expect((await guest.ask('POST', '/api/tokens', { name: 'x', scope: 'post' }, by)).body.code).toBe('token.act')
    const [listed] = (await alice.ask('GET', '/api/tokens')).body.items
    expect(listed).toMatchObject({ name: 'scheduler', scopes: ['read'] })
    expect(JSON.stringify(listed)).not.toContain(body.token)
    expect(listed.lastUsedAt).toMatch(/T00:00:00.000Z$/)
    expect((await alice.ask('DELETE', `/api/tokens/${listed.id}`)).status).toBe(204)
    expect((await guest.ask('GET', '/api/videos', undefined, by)).status).toBe(401)
    expect((await alice.ask('DELETE', `/api/tokens/${listed.id}`)).body.code).toBe('token.not-found')
  })

  it('ends by itself, and is refused a life that is too long', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    expect((await alice.ask('POST', '/api/tokens', { name: 'x', scope: 'read', days: 4000 })).body.code).toBe(
      'request.invalid',
    )
    const { body } = await alice.ask('POST', '/api/tokens', { name: 'x', scope: 'read' })
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(89 * 86_400_000)
    await shore.db.updateTable('tokens').set({ expires_at: new Date() }).execute()
    expect((await shore.guest().ask('GET', '/api/videos', undefined, tokenOf(body.token))).status).toBe(401)
  })

  it.skipIf(!hasFfmpeg)(`posts a clip, and nobody else’s${hasFfmpeg ? '' : ' [ffmpeg]'}`, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await bob.post(clip('web.mp4'))
    const { body } = await alice.ask('POST', '/api/tokens', { name: 'script', scope: 'post' })
    const guest = shore.guest()
    const refused = await guest.ask('DELETE', `/api/videos/${id}`, undefined, tokenOf(body.token))
    expect(refused.body.code).toBe('video.not-found')
    expect((await guest.ask('PUT', `/api/videos/${id}/like`, undefined, tokenOf(body.token))).status).toBe(200)
  })
})
