import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { policy } from '../../src/server/http/policy.ts'
import { passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'
import type { Described } from '../house/describe-api.ts'

describe('a shore', () => {
  it('describes its whole public API as OpenAPI 3.1, from the same schemas that it checks by', async () => {
    await using shore = await openShore({ isIdle: true })
    const { body } = await shore.guest().ask('GET', '/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    )
    const expected = Object.keys(policy)
      .filter(
        name =>
          policy[name]!.kind !== 'page' &&
          name !== 'GET /api/openapi.json' &&
          !name.startsWith('OPTIONS') &&
          !name.startsWith('HEAD'),
      )
      .map(name => name.replace(/:(\w+)/g, '{$1}'))
    expect(expected.filter(name => !described.includes(name))).toEqual([])
    expect(body.paths['/api/accounts'].post.requestBody.content['application/json'].schema.required).toEqual([
      'handle',
      'passphrase',
    ])
  })

  it('shows every operation by an example that it takes, in both languages, with who may and by which token', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const alice = shore.people['alice']!
    const token = (await shore.people['bob']!.ask('POST', '/api/tokens', { name: 'all', scope: 'post' })).body.token
    const { body } = await shore.guest().ask('GET', '/api/openapi.json')
    let bodies = 0
    let byToken = 0
    for (const [path, methods] of Object.entries(body.paths as Record<string, Record<string, Described>>))
      for (const [method, operation] of Object.entries(methods)) {
        const name = `${method.toUpperCase()} ${path}`
        expect(operation.summary?.length, name).toBeGreaterThan(5)
        expect(operation['x-summary-fr']?.length, name).toBeGreaterThan(5)
        const row = policy[name.replace(/\{(\w+)\}/g, ':$1')]!
        expect([operation['x-who'], operation['x-scope']], name).toEqual([row.who, row.scope])
        const address = path.replace('{handle}', 'alice').replace('{language}', 'en').replace('{hash}', 'a'.repeat(64))
        const example = operation.requestBody?.content['application/json']?.example
        if (example !== undefined) {
          bodies++
          const sent = await alice.ask(
            method.toUpperCase(),
            address.replace('{id}', crypto.randomUUID()),
            example as object,
          )
          expect([400, 500].includes(sent.status), `${name} ${JSON.stringify(sent.body)}`).toBe(false)
          if (sent.status === 204 || sent.status === 401)
            await alice.ask('POST', '/api/session', { handle: 'alice', passphrase })
        }
        // Whatever a token may do is done by it: no cookie, no approval.
        if (row.scope !== null && row.who === 'account' && method === 'get' && path !== '/api/changes') {
          byToken++
          const reply = await fetch(shore.url + address, { headers: { authorization: `Bearer ${token}` } })
          expect(reply.status, name).toBe(200)
        }
      }
    expect([bodies > 12, byToken > 4]).toEqual([true, true])
  })

  it('declares itself, says how it is, and refuses as RFC 9457 problems', async () => {
    await using shore = await openShore({ isIdle: true })
    const guest = shore.guest()
    expect((await guest.ask('GET', '/.well-known/onshore.json')).body).toMatchObject({
      jurisdiction: 'ZZ',
      stores: [{ what: 'database' }, { what: 'objects' }],
    })
    expect((await guest.ask('GET', '/api/health')).body).toMatchObject({ status: 'ok', database: 'ok' })
    const missing = await guest.ask('GET', '/api/nothing')
    expect([missing.status, missing.headers.get('content-type'), missing.body.code]).toEqual([
      404,
      'application/problem+json',
      'page.not-found',
    ])
    const invalid = await guest.ask('POST', '/api/accounts', { handle: 7 })
    expect(invalid.body).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(invalid.body.detail).toMatch(/handle/)
    const broken = await fetch(`${shore.url}/api/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect([broken.status, (await broken.json()).code]).toEqual([400, 'request.invalid'])
    const large = await guest.ask('POST', '/api/accounts', { handle: 'x'.repeat(100_000), passphrase: 'x' })
    expect(large.body.code).toBe('request.too-large')
  })

  it('gives its own source, whole and without a secret', async () => {
    await using shore = await openShore({ isIdle: true })
    const reply = await fetch(`${shore.url}/source.tar.gz`)
    const tar = gunzipSync(Buffer.from(await reply.arrayBuffer()))
    const text = tar.toString('latin1')
    for (const file of [
      'package.json',
      'src/server/main.ts',
      'src/web/main.tsx',
      'LICENSE',
      'tests/api/shore.test.ts',
      'deploy/Caddyfile',
      'deploy/nginx.conf',
      '.ci/run',
    ])
      expect(text, file).toContain(`onshore-0.1.0/${file}`)
    expect(text).not.toContain('PRIVATE KEY-----\nM')
    expect(text).not.toMatch(/onshore-0\.1\.0\/(node_modules|\.git|dist)\//)
  })

  it('denies every device permission on every page, and runs no code but its own', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    for (const path of ['/', '/@alice', '/create', '/settings', '/about', '/join', '/nothing-here']) {
      const reply = await fetch(shore.url + path, { headers: { accept: 'text/html' } })
      const policyHeader = reply.headers.get('permissions-policy')!
      for (const feature of [
        'camera',
        'microphone',
        'geolocation',
        'accelerometer',
        'gyroscope',
        'clipboard-read',
        'usb',
        'bluetooth',
        'display-capture',
      ])
        expect(policyHeader, `${path} ${feature}`).toContain(`${feature}=()`)
      for (const feature of [
        'autoplay',
        'fullscreen',
        'picture-in-picture',
        'publickey-credentials-get',
        'publickey-credentials-create',
        'web-share',
        'clipboard-write',
        'screen-wake-lock',
      ])
        expect(policyHeader).toContain(`${feature}=(self)`)
      const content = reply.headers.get('content-security-policy')!
      expect(content).toContain("default-src 'none'")
      expect(content).toContain("frame-ancestors 'none'")
      expect(content).not.toMatch(/unsafe|https?:|\*/)
      expect(reply.headers.get('set-cookie')).toBeNull()
      const html = await reply.text()
      // Scripts inside the document are exactly those that the policy names by hash; data blocks are no scripts.
      const inside = [...html.matchAll(/<script(?![^>]*type="application\/json")[^>]*>([\s\S]*?)<\/script>/g)]
      expect(inside.length).toBe(2)
      for (const [, text] of inside)
        expect(content).toContain(`'sha256-${createHash('sha256').update(text!).digest('base64')}'`)
      expect(content.match(/sha256-/g)).toHaveLength(2)
      // A canonical link names this very shore; nothing names another origin.
      expect(html.replaceAll(shore.url, '').match(/(?:src|href|content)="https?:/g)).toBeNull()
    }
  })

  it('speaks French to who asks for it, on the server already', async () => {
    await using shore = await openShore({ isIdle: true })
    const page = async (accept: string) =>
      (await fetch(`${shore.url}/about`, { headers: { 'accept-language': accept, accept: 'text/html' } })).text()
    expect(await page('fr-CA,fr;q=0.9,en;q=0.8')).toContain('<html lang="fr">')
    expect(await page('de,en;q=0.5,fr;q=0.4')).toContain('<html lang="en">')
    expect(await page('fr')).toContain('À propos de ce rivage')
  })
})
