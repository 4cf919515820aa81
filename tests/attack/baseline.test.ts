import { describe, expect, it } from 'vitest'
import { hashSecret, plainCode } from '../../src/server/accounts/index.ts'
import { guard } from '../../src/server/http/guard.ts'
import { policy } from '../../src/server/http/policy.ts'
import { archived } from '../harness/archives.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { instituted } from '../harness/institution.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

interface Place {
  handle: string
  id: string
  /** The clip of an institution. */
  official: string
  hash: string
  /** Address of the author's picture. */
  avatar: string
  /** The hash of a slate, where slates are made. */
  slate?: string
}
const rows = Object.entries(policy).map(([name, row]) => {
  const [method, url] = name.split(' ') as [string, string]
  return { name, method, url, row }
})
const assets = ({ pages }: TestShore) => ({
  '/assets/*': [...pages.assets.keys()].find(path => path.startsWith('/assets/'))!,
  '/icons/*': [...pages.assets.keys()].find(path => path.startsWith('/icons/'))!,
})
const filled = (url: string, { handle, id, official, hash, avatar, slate = hash }: Place, shore: TestShore): string =>
  (assets(shore)[url as '/icons/*'] ?? url)
    .replace('/institutions/:handle', '/institutions/ministry')
    .replace('/:handle', url.startsWith('/:handle') ? `/@${handle}` : `/${handle}`)
    .replace('/institutions/ministry/videos/:id', `/institutions/ministry/videos/${official}`)
    .replace(':number', '1')
    .replace(':id', id)
    .replace('/public/avatars/:hash', avatar)
    .replace('/public/slates/:hash', `/public/slates/${slate}`)
    .replace(':hash', hash)
    .replace(':part', 'log')
    .replace(':code', code)
    .replace(':tag', 'harbour')
    .replace('/held/:table', '/held/videos')
    .replace(/^\/public\/(search|suggestions)$/, '$&?q=harbour')
    .replace('/public/oembed', `/public/oembed?url=${encodeURIComponent(`${shore.url}/embed/${id}`)}`)
    .replace(':language', 'en')

const code = 'K7Q2-9MXW-4T0B-J3ND'
/** A receipt of somebody who left. */
async function erased({ db }: TestShore): Promise<void> {
  const at = new Date().toISOString()
  const copies = { files: at, search: at, slates: at, backups: at }
  const receipt = {
    version: 1,
    shore: 'Onshore',
    what: 'account',
    askedAt: at,
    erasedAt: at,
    erased: {},
    kept: [],
    copies,
  }
  await db
    .insertInto('erasures')
    .values({
      code_hash: hashSecret(plainCode(code)),
      erased_at: new Date(at),
      document: JSON.stringify({ receipt, key: 'a', signature: 'b' }),
    })
    .execute()
}

async function withClip(shore: TestShore): Promise<Place> {
  const alice = shore.people['alice']!
  const { id, video } = await alice.post(clip('web.mp4'), { visibility: 'public' })
  await alice.ask('PATCH', '/api/account', { showsTies: true, showsLikes: true })
  const pixels = Buffer.alloc(256 * 256 * 3, 90).toString('base64')
  const { avatar } = (await alice.ask('PUT', '/api/account/avatar', { pixels })).body
  await archived(alice)
  await erased(shore)
  const official = await instituted(shore, id)
  return { handle: 'alice', id, official, hash: video!.renditions[0]!.url.split('/').at(-1)!, avatar }
}

/** Everything that is read, as a guest and as its owner: one answer for each route of the table. */
async function everyAnswer(shore: TestShore, place: Place) {
  const found: { name: string; kind: string; path: string; reply: Response }[] = []
  for (const { name, method, url, row } of rows) {
    if (method !== 'GET') continue
    const path = filled(url, place, shore)
    // A stream goes on; its head is what is looked at.
    const ending = new AbortController()
    const headers: Record<string, string> = { accept: row.kind === 'page' ? 'text/html' : '*/*' }
    if (path.startsWith('/api/')) headers['cookie'] = shore.people['alice']!.cookie!
    const reply = await fetch(shore.url + path, { headers, signal: ending.signal, redirect: 'manual' })
    if (name === 'GET /api/changes') ending.abort()
    found.push({ name, kind: row.kind, path, reply })
  }
  return found
}

describe.skipIf(!hasFfmpeg)(`every route${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('says what it is, is read by no other origin, and sets no cookie for who only reads', async () => {
    await using shore = await openShore({ people: ['alice'], slates: 0 })
    const place = await withClip(shore)
    const newest = () => shore.guest().ask('GET', '/public/slate')
    await expect.poll(async () => (await newest()).body.ranked).toMatch(/^[0-9a-f]{64}$/)
    const answers = await everyAnswer(shore, { ...place, slate: (await newest()).body.ranked })
    expect(answers.length).toBeGreaterThan(50)
    for (const { name, kind, reply } of answers) {
      const { headers } = reply
      // No person is a posting station.
      const expected = ['device', 'station'].includes(policy[name]!.who) ? [401] : [200, 403]
      expect(expected.includes(reply.status), `${name} ${reply.status}`).toBe(true)
      expect(headers.get('x-content-type-options'), name).toBe('nosniff')
      expect(headers.get('referrer-policy'), name).toBe('no-referrer')
      expect(headers.get('set-cookie'), name).toBeNull()
      // Files of public clips are there for everybody, and so for frames without an origin; nothing else is read from elsewhere.
      expect(headers.get('access-control-allow-origin'), name).toBe(kind === 'media' ? '*' : null)
      expect(headers.get('content-type'), name).toBeTruthy()
      // Clips play in other people's pages; nothing else is taken into them.
      const isShared =
        kind === 'media' || (name.includes('/media/') && reply.status === 200) || name === 'GET /embed/:id'
      expect(headers.get('cross-origin-resource-policy'), name).toBe(isShared ? 'cross-origin' : 'same-origin')
      if (kind === 'own' || kind === 'staff') expect(headers.get('cache-control'), name).toMatch(/no-store/)
      if (isShared && name !== 'GET /embed/:id')
        expect(headers.get('content-security-policy'), name).toBe("default-src 'none'; sandbox")
    }
  })

  it('that is a document runs no code but its own, asks for no permission, and is framed nowhere but as an embed', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const place = await withClip(shore)
    const documents = (await everyAnswer(shore, place)).filter(({ reply }) =>
      reply.headers.get('content-type')?.startsWith('text/html'),
    )
    expect(documents.length).toBeGreaterThan(15)
    for (const { name, path, reply } of documents) {
      const policyOf = reply.headers.get('content-security-policy')!
      const isEmbed = name === 'GET /embed/:id'
      expect(policyOf, name).toContain("default-src 'none'")
      expect(policyOf, name).toContain("require-trusted-types-for 'script'")
      expect(policyOf, name).toContain("base-uri 'none'")
      expect(policyOf, name).toContain(`frame-ancestors ${isEmbed ? '*' : "'none'"}`)
      expect(policyOf.replace('frame-ancestors *', ''), name).not.toMatch(/unsafe|https?:|\*/)
      expect(reply.headers.get('x-frame-options'), name).toBe(isEmbed ? null : 'DENY')
      expect(reply.headers.get('cross-origin-opener-policy'), name).toBe('same-origin')
      expect(reply.headers.get('permissions-policy'), name).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
      const html = await reply.text()
      // No handler in an attribute, no style in one, no address of another origin.
      expect(html.match(/<[^>]+\son\w+=/g), path).toBeNull()
      expect(html.match(/<[^>]+\sstyle=/g), path).toBeNull()
      expect(html.replaceAll(shore.url, '').match(/(?:src|href|action|content)="(?:https?:)?\/\//g), path).toBeNull()
    }
  })

  it('with a name behind it that looks like a file gives nobody’s own answer away (A22)', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const { cookie } = shore.people['alice']!
    let cases = 0
    for (const { name, method, url, row } of rows) {
      if (method !== 'GET' || row.kind !== 'own' || url.includes(':')) continue
      for (const tail of ['/x.css', '/.js', ';x.png', '%2fx.js', '.json', '/..%2fx.css']) {
        cases++
        const reply = await fetch(shore.url + url + tail, { headers: { cookie: cookie! } })
        const text = await reply.text()
        expect(reply.status === 404 || reply.headers.get('cache-control')?.includes('no-store'), `${name}${tail}`).toBe(
          true,
        )
        expect(reply.headers.get('cache-control'), `${name}${tail}`).not.toMatch(/public|max-age=[1-9]/)
        if (reply.status === 404) expect(text, `${name}${tail}`).not.toContain('"items"')
      }
    }
    // The control: the same account reads its own answer at the address itself.
    const own = await fetch(`${shore.url}/api/likes`, { headers: { cookie: cookie! } })
    recordAttack({ id: 'A22', cases, controls: 1, controlsSucceeded: own.status === 200 ? 1 : 0, succeeded: 0 })
    expect(own.status).toBe(200)
  })
})

describe('every act', () => {
  const forged: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://localhost.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
    { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  ]
  const acts = rows.filter(({ row }) => row.kind === 'act')
  const place: Place = {
    handle: 'alice',
    id: '01900000-0000-7000-8000-000000000000',
    official: '01900000-0000-7000-8000-000000000000',
    hash: 'a'.repeat(64),
    avatar: `/public/avatars/${'a'.repeat(64)}`,
  }
  const send = (shore: TestShore, who: Person, act: (typeof acts)[number], headers: Record<string, string>) =>
    fetch(shore.url + filled(act.url, place, shore), {
      method: act.method,
      headers: { cookie: who.cookie!, 'tus-resumable': '1.0.0', ...headers },
      ...(headers['content-type'] ? { body: '{"why":"x"}' } : {}),
    })

  it('that another site makes a browser send is refused before anything is looked at (A05)', async () => {
    const weaker = await openShore({
      people: ['alice'],
      isIdle: true,
      guarding: (app, guards) => {
        app.addHook('onRequest', async request => {
          for (const name of ['origin', 'sec-fetch-site']) delete request.headers[name]
        })
        guard(app, guards)
      },
    })
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await using weak = weaker
    let cases = 0
    let succeeded = 0
    let passed = 0
    for (const act of acts)
      for (const headers of forged) {
        cases++
        const reply = await send(shore, shore.people['alice']!, act, headers)
        const { code } = (await reply.json()) as { code: string }
        if (code !== 'request.cross-site') succeeded++
        expect([act.name, reply.status, code]).toEqual([act.name, 403, 'request.cross-site'])
        // The control: the same request where nobody looks at where it comes from is looked at.
        const { status } = await send(weak, weak.people['alice']!, act, headers)
        if (status !== 403) passed++
      }
    expect(cases).toBeGreaterThan(250)
    recordAttack({ id: 'A05-routes', cases, controls: cases, controlsSucceeded: passed, succeeded })
    expect(passed).toBeGreaterThan(cases / 2)
  })

  it('is answered to no other origin, whatever it claims to be (A06)', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const { cookie } = shore.people['alice']!
    let cases = 0
    for (const { name, method, url } of rows) {
      for (const origin of ['https://evil.example', 'null', 'http://sub.localhost', `${shore.url}.evil.example`]) {
        cases++
        const ending = new AbortController()
        const reply = await fetch(shore.url + filled(url, place, shore), {
          method: method === 'GET' ? 'GET' : 'OPTIONS',
          headers: { origin, cookie: cookie!, 'tus-resumable': '1.0.0', 'access-control-request-method': method },
          signal: ending.signal,
        })
        for (const header of ['access-control-allow-origin', 'access-control-allow-credentials'])
          expect(reply.headers.get(header), `${name} ${origin} ${header}`).toBeNull()
        ending.abort()
      }
    }
    recordAttack({ id: 'A06', cases, controls: 1, controlsSucceeded: await readableWhereAllowed(), succeeded: 0 })
  })
})

/** The control: a page of another origin is answered where a server allows it. */
async function readableWhereAllowed(): Promise<number> {
  await using weak = await openShore({
    people: ['alice'],
    isIdle: true,
    guarding: (app, guards) => {
      app.addHook('onSend', async (request, reply) => {
        reply.header('access-control-allow-origin', request.headers.origin ?? '*')
      })
      guard(app, guards)
    },
  })
  const reply = await fetch(`${weak.url}/api/likes`, {
    headers: { origin: 'https://evil.example', cookie: weak.people['alice']!.cookie! },
  })
  return reply.headers.get('access-control-allow-origin') === 'https://evil.example' ? 1 : 0
}
