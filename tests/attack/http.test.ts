import { mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { describe, expect, it } from 'vitest'
import { guard } from '../../src/server/http/guard.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore, standardRates } from '../harness/shore.ts'

/** Bytes that arrive at an upload when a PATCH names another in its path, by the tus library alone, without the shore around it. */
async function bareLibrary(tail: (hers: string) => string): Promise<number> {
  const store = new FileStore({ directory: mkdtempSync(join(tmpdir(), 'bare-tus-')) })
  const tus = new Server({ path: '/api/uploads', datastore: store })
  const server = createServer((request, reply) => void tus.handle(request, reply))
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  const url = `http://localhost:${(server.address() as { port: number }).port}/api/uploads`
  const common = { 'tus-resumable': '1.0.0' }
  const begin = async () => {
    const reply = await fetch(url, { method: 'POST', headers: { ...common, 'upload-length': '1000' } })
    return reply.headers.get('location')!.split('/').at(-1)!
  }
  const [hers, his] = [await begin(), await begin()]
  await fetch(`${url}/${his}${tail(hers)}`, {
    method: 'PATCH',
    headers: { ...common, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: Buffer.from('his bytes'),
  })
  const { offset } = await store.getUpload(hers)
  server.closeAllConnections()
  server.close()
  return offset
}

describe('somebody else’s upload', () => {
  it('is not reached by naming it in the address, after one’s own, where the library alone would write to it', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'], isIdle: true })
    const [alice, mallory] = [shore.people['alice']!, shore.people['mallory']!]
    const hers = (await alice.begin(1000)).id
    const tails = [(id: string) => `?x=/${id}`, (id: string) => `?/${id}`, (id: string) => `/${id}`]
    let succeeded = 0
    let controlsSucceeded = 0
    for (const tail of tails) {
      if ((await bareLibrary(tail)) > 0) controlsSucceeded++
      const his = (await mallory.begin(1000)).id
      await fetch(`${shore.url}/api/uploads/${his}${tail(hers)}`, {
        method: 'PATCH',
        headers: {
          cookie: mallory.cookie!,
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
        },
        body: Buffer.from('his bytes'),
      })
      if ((await alice.offsetOf(hers)) !== 0) succeeded++
    }
    recordAttack({ id: 'A16-uploads', cases: tails.length, controls: tails.length, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded }).toEqual({ succeeded: 0, controlsSucceeded: tails.length })
  })
})

describe('act without the person', () => {
  it('is refused on every act that a browser could be made to send, and done when the page itself asks', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const acts = [
      ['POST', '/api/recovery-codes'],
      ['PUT', '/api/passphrase'],
      ['DELETE', '/api/session'],
      ['POST', '/api/uploads'],
      ['DELETE', '/api/sessions'],
    ] as const
    const forged: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    let cases = 0
    for (const [method, path] of acts) {
      for (const headers of forged) {
        cases++
        expect(
          (await alice.ask(method, path, undefined, headers)).body.code,
          `${method} ${path} ${JSON.stringify(headers)}`,
        ).toBe('request.cross-site')
      }
    }
    // The control: where nothing looks at where a request comes from, the same forged request is carried out.
    await using weak = await openShore({
      people: ['alice'],
      isIdle: true,
      guarding: (app, guards) => {
        app.addHook('onRequest', async request => {
          for (const name of ['origin', 'sec-fetch-site']) delete request.headers[name]
        })
        guard(app, guards)
      },
    })
    const { status } = await weak.people['alice']!.ask('DELETE', '/api/sessions', undefined, forged[0])
    expect(status).toBe(204)
    recordAttack({ id: 'A05', cases, controls: 1, controlsSucceeded: 1, succeeded: 0 })
    expect(
      (await alice.ask('DELETE', '/api/sessions', undefined, { origin: shore.url, 'sec-fetch-site': 'same-origin' }))
        .status,
    ).toBe(204)
  })
})

describe('guessing', () => {
  it('is not sped up by spelling the handle differently, and never locks the owner out', async () => {
    await using shore = await openShore({
      people: ['alice'],
      isIdle: true,
      rates: {
        ...standardRates,
        join: { burst: 99, everyMs: 1 },
        guess: { burst: 1e6, everyMs: 1 },
        'guess-handle': { burst: 4, everyMs: 1e9 },
      },
    })
    const spellings = ['alice', ' alice', '@alice', 'ALICE', 'ａｌｉｃｅ', '  @Alice']
    const took: number[] = []
    for (const handle of spellings) {
      const before = performance.now()
      expect(
        (await shore.guest().ask('POST', '/api/session', { handle, passphrase: 'wrong wrong wrong' })).status,
      ).toBe(401)
      took.push(performance.now() - before)
    }
    // The last two came after the bucket was empty and waited; the first four did not. Order, not speed, is what is asserted.
    expect(Math.min(...took.slice(4))).toBeGreaterThan(Math.max(...took.slice(0, 4)))
    expect((await shore.guest().ask('POST', '/api/session', { handle: 'alice', passphrase })).status).toBe(201)
  })

  it('ends with the passphrase: sessions and tokens that it opened are closed', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const { accountStore, makeToken, tokenStore } = await import('../../src/server/accounts/index.ts')
    const { systemClock } = await import('../../src/server/adapters/clock/index.ts')
    const { id: accountId } = (await accountStore(shore.db).byHandle('alice'))!
    const { token } = await makeToken(
      { tokens: tokenStore(shore.db), clock: systemClock, keys: shore.keys },
      {
        accountId,
        scopes: ['read'],
        name: '',
        days: 1,
      },
    )
    const headers = { authorization: `Bearer ${token}` }
    expect((await shore.guest().ask('GET', '/api/videos', undefined, headers)).status).toBe(200)
    const changing = alice.ask('PUT', '/api/passphrase', { newPassphrase: 'a different set of words' })
    const racers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const racer = shore.guest()
        await racer.ask('POST', '/api/session', { handle: 'alice', passphrase })
        return racer
      }),
    )
    expect((await changing).status).toBe(204)
    for (const racer of racers) expect((await racer.ask('GET', '/api/session')).body.account).toBeNull()
    expect((await shore.guest().ask('GET', '/api/videos', undefined, headers)).status).toBe(401)
  })
})

describe('rubbish in an address', () => {
  it('is a refusal, never a bug', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const paths = [
      '/public/accounts/a%00b',
      '/@a%00b',
      '/public/accounts/a%00b/videos',
      '/@%E0%A4%A',
      '/%',
      `/public/videos?cursor=${Buffer.from(`2026-01-01T00:00:00Z ${'-'.repeat(36)}`).toString('base64url')}`,
      `/public/videos?cursor=${Buffer.from('-271821-04-20T00:00:00.000Z 01a202db-d443-7362-8150-b6f8c39285f9').toString('base64url')}`,
      '/assets/..%2f..%2fpackage.json',
      '/media/..%2f..%2fslate-key.pem',
      `/media/${'A'.repeat(64)}`,
      '/embed/1',
      '/@alice/video/1',
      '/public/videos/1',
      '//evil.example/video/1',
    ]
    for (const path of paths) {
      const { status } = await alice.ask('GET', path)
      expect([400, 404], `${path} ${status}`).toContain(status)
    }
    expect((await alice.begin(10, 'a\u0000b.mp4')).status).toBe(201)
  })
})

describe.skipIf(!hasFfmpeg)(`a connection that asks and does not read${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('holds one file open, however many it asked for', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const own = await shore.people['alice']!.post(clip('tall.mp4'), { visibility: 'public' })
    const path = own.video!.renditions[0]!.url
    const before = readdirSync('/proc/self/fd').length
    const socket = connect(shore.port, 'localhost')
    socket.pause()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(200))
    await new Promise(resolve => setTimeout(resolve, 1500))
    const during = readdirSync('/proc/self/fd').length
    expect(during - before).toBeLessThan(20)
    socket.destroy()
  })
})
