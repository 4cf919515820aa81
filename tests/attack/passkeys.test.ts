import { connect } from 'node:net'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import { guard } from '../../src/server/http/guard.ts'
import { recordAttack } from '../harness/attacks.ts'
import { Authenticator, type Lies } from '../harness/authenticator.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

type Use = ReturnType<Authenticator['use']>

async function addKey(shore: TestShore, person: Person): Promise<Authenticator> {
  const key = new Authenticator(shore.url)
  const { body } = await person.ask('POST', '/api/passkeys/options')
  expect((await person.ask('POST', '/api/passkeys', key.make(body))).status).toBe(201)
  return key
}

const challengeOf = ({ response }: Use): string =>
  JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()).challenge

/** The control: the same bytes, where a verifier looks at the signature and at nothing that the attack lies about. */
async function passesCarelessly(shore: TestShore, use: Use, lies: Lies): Promise<boolean> {
  const row = await shore.db
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', use.id)
    .executeTakeFirstOrThrow()
  const { userHandle: _, ...response } = use.response
  const { verified } = await verifyAuthenticationResponse({
    response: { ...use, type: 'public-key', response, clientExtensionResults: {} },
    expectedChallenge: challengeOf(use),
    expectedOrigin: lies.origin ?? shore.url,
    expectedRPID: lies.rpId ?? 'localhost',
    requireUserVerification: lies.isVerified !== false,
    credential: { id: row.credential_id, publicKey: new Uint8Array(row.public_key), counter: 0 },
  })
  return verified
}

describe('a passkey ceremony that lies', () => {
  it('signs nobody in: wrong page, wrong shore, nobody verified, replayed, late, copied, of another purpose or account', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'], isIdle: true })
    const { alice, mallory } = shore.people as Record<'alice' | 'mallory', Person>
    const key = await addKey(shore, alice)
    const hers = await addKey(shore, mallory)
    const options = async (person = shore.guest(), path = '/api/session/passkey-options') => {
      const { body } = await person.ask('POST', path)
      return body.passkey ?? body
    }
    const enter = async (use: Use) => (await shore.guest().ask('POST', '/api/session/passkey', use)).status === 201
    let [cases, controls, controlsSucceeded, succeeded] = [0, 0, 0, 0]
    const attack = async (name: string, use: Use, lies: Lies, act = enter) => {
      cases++
      controls++
      const isIn = await act(use)
      if (isIn) succeeded++
      expect(isIn, name).toBe(false)
      const passes = await passesCarelessly(shore, use, lies)
      if (passes) controlsSucceeded++
      expect(passes, `control: ${name}`).toBe(true)
    }
    for (const lies of [
      { origin: 'https://evil.example' },
      { origin: `${shore.url}.evil.example` },
      { origin: 'http://localhost' },
      { origin: shore.url.replace('http', 'https') },
      { rpId: 'evil.example' },
      { isVerified: false },
    ] satisfies Lies[])
      await attack(JSON.stringify(lies), key.use(await options(), lies), lies)

    const good = key.use(await options())
    expect(await enter(good)).toBe(true)
    await attack('replayed', good, {})
    const before = key.counter
    key.counter = 0
    await attack('a copy that counts from the beginning', key.use(await options()), {})
    key.counter = before
    const twice = await options()
    const race = [key.use(twice), key.use(twice)]
    const got = await Promise.all(race.map(enter))
    expect(got.filter(Boolean)).toHaveLength(1)

    const late = key.use(await options())
    await shore.db.updateTable('challenges').set({ expires_at: new Date() }).execute()
    await attack('late', late, {})
    await attack('a challenge of its own', key.use({ ...(await options()), challenge: 'A'.repeat(43) }), {})
    await attack('a challenge for showing who it is', key.use(await options(alice, '/api/session/proof-options')), {})
    const name = { userHandle: Buffer.alloc(16).toString('base64url') }
    await attack('somebody else’s name', key.use(await options(), name), name)

    const prove = (person: Person) => async (use: Use) =>
      (await person.ask('POST', '/api/session/proof/passkey', use)).status === 204
    const proof = () => options(alice, '/api/session/proof-options')
    await attack('somebody else’s passkey', hers.use(await proof()), {}, prove(alice))
    await attack('in somebody else’s session', key.use(await proof()), {}, prove(mallory))
    await attack('a challenge for signing in', key.use(await options()), {}, prove(alice))
    const phone = shore.guest()
    await phone.ask('POST', '/api/session/passkey', key.use(await options()))
    await attack('in another session of the same account', key.use(await proof()), {}, prove(phone))
    expect(await prove(alice)(key.use(await proof()))).toBe(true)
    recordAttack({ id: 'A15-passkeys', cases, controls, controlsSucceeded, succeeded })
  })

  it('adds no passkey to somebody else’s account, and none without asking who it is', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'], isIdle: true })
    const { alice, mallory } = shore.people as Record<'alice' | 'mallory', Person>
    const options = async (person: Person) => (await person.ask('POST', '/api/passkeys/options')).body
    const add = (person: Person, made: object) => person.ask('POST', '/api/passkeys', made)
    const made = () => new Authenticator(shore.url)
    const crossed = made().make(await options(alice))
    expect((await add(mallory, crossed)).body.code).toBe('passkey.failed')
    // Taken away by the attempt, so that its owner starts anew: the same answer in its own session is too late.
    expect((await add(alice, crossed)).body.code).toBe('passkey.failed')
    for (const lies of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { isVerified: false }])
      expect((await add(alice, made().make(await options(alice), lies))).body.code).toBe('passkey.failed')
    // The control: the same acts, by who asked for them and without a lie.
    expect((await add(alice, made().make(await options(alice)))).status).toBe(201)
    const joining = (await shore.guest().ask('POST', '/api/accounts/passkey-options', { handle: 'eve' })).body
    expect((await add(alice, made().make(joining))).body.code).toBe('passkey.failed')
  })
})

describe('a stolen session', () => {
  /** Sends a request's head, and its body when `release` is called: resolves with the status. */
  function parked(shore: TestShore, cookie: string, path: string, body: string): { release(): Promise<number> } {
    const socket = connect({ port: shore.port, host: 'localhost' })
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost:${shore.port}\r\nCookie: ${cookie}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    return {
      release: () =>
        new Promise(resolve => {
          let said = ''
          socket.setEncoding('utf8').on('data', (text: string) => (said += text))
          socket.once('close', () => resolve(Number(said.split(' ')[1])))
          socket.write(body)
        }),
    }
  }
  const park = async (shore: TestShore) => {
    const alice = shore.people['alice']!
    const body = JSON.stringify({ name: 'mine now', scope: 'post' })
    const thief = parked(shore, alice.cookie!, '/api/tokens', body)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await alice.ask('DELETE', '/api/sessions')).status).toBe(204)
    return thief.release()
  }

  it('does nothing that matters with a body that was held back until the session was ended', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const status = await park(shore)
    expect(status).toBe(401)
    expect(await shore.db.selectFrom('tokens').selectAll().execute()).toEqual([])
    // The control: where only the head of a request is looked at, the same bytes make a token.
    await using weak = await openShore({
      people: ['alice'],
      isIdle: true,
      guarding: (app, guards) => {
        guard(app, guards)
        app.addHook('onRoute', route => {
          delete route.preHandler
        })
      },
    })
    const control = await park(weak)
    expect(control).toBe(201)
    recordAttack({
      id: 'A14-parked',
      cases: 1,
      controls: 1,
      controlsSucceeded: Number(control === 201),
      succeeded: Number(status === 201),
    })
  })

  it('ends as soon as its owner shows who they are, or changes the passphrase: the copy, not the owner', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const thief = shore.guest()
    const isIn = async (person: Person) => (await person.ask('GET', '/api/session')).body.account?.handle === 'alice'
    thief.cookie = alice.cookie
    expect(await isIn(thief)).toBe(true)
    expect((await alice.ask('POST', '/api/session/proof', { passphrase })).status).toBe(204)
    expect([await isIn(alice), await isIn(thief)]).toEqual([true, false])
    thief.cookie = alice.cookie
    expect((await alice.ask('PUT', '/api/passphrase', { newPassphrase: 'a different set of words' })).status).toBe(204)
    expect([await isIn(alice), await isIn(thief)]).toEqual([true, false])
  })
})
