import { describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

type People = Record<'alice' | 'bob' | 'carol', Person>
const people = ['alice', 'bob', 'carol'] as const
const handles = ({ body }: { body: { items: { handle: string }[] } }) => body.items.map(({ handle }) => handle).sort()

describe('a profile', () => {
  it('says what its owner says, cleaned of what follows people, and a business is reached', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice } = shore.people as People
    const changed = await alice.ask('PATCH', '/api/account', {
      name: 'Alice \u202e Marchand',
      bio: 'Films.\n\n\n\nBy the sea.',
      links: [{ title: 'Site', url: 'example.org/a?utm_source=x&b=1' }],
      contact: 'hello@example.org',
      products: [{ url: 'https://example.org/mug' }],
    })
    expect(changed.status).toBe(200)
    const seen = async () => (await shore.guest().ask('GET', '/public/accounts/alice')).body
    expect(await seen()).toMatchObject({
      name: 'Alice Marchand',
      bio: 'Films.\n\nBy the sea.',
      links: [{ title: 'Site', url: 'https://example.org/a?b=1' }],
      isBusiness: false,
      contact: '',
      products: [],
    })
    await alice.ask('PATCH', '/api/account', { isBusiness: true })
    await expect.poll(seen).toMatchObject({
      contact: 'hello@example.org',
      products: [{ title: 'example.org', url: 'https://example.org/mug' }],
    })
    for (const [body, code] of [
      [{ bio: 'x'.repeat(301) }, 'account.bio-length'],
      [{ links: [{ title: '', url: 'javascript:alert(1)' }] }, 'account.link'],
      [{ contact: 'x@y.example?bcc=z@y.example' }, 'account.contact'],
    ] as const)
      expect((await alice.ask('PATCH', '/api/account', { name: 'Lost', ...body })).body.code).toBe(code)
    expect((await seen()).name).toBe('Alice Marchand')
  })

  it('has a picture made of pixels alone, which is gone when it is replaced', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice } = shore.people as People
    const pixels = Buffer.alloc(256 * 256 * 3, 90)
    const set = async (bytes: Buffer) => alice.ask('PUT', '/api/account/avatar', { pixels: bytes.toString('base64') })
    const { body } = await set(pixels)
    const reply = await fetch(shore.url + body.avatar)
    expect(reply.headers.get('content-type')).toBe('image/webp')
    expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(50)
    for (const bad of [
      pixels.subarray(1),
      Buffer.concat([pixels, Buffer.from('x')]),
      Buffer.from('<svg onload=alert(1)>'),
    ])
      expect((await set(bad)).body.code).toBe('account.avatar')
    const second = (await set(Buffer.alloc(pixels.length, 200))).body.avatar
    expect((await fetch(shore.url + body.avatar)).status).toBe(404)
    expect((await fetch(shore.url + second)).status).toBe(200)
    expect((await alice.ask('DELETE', '/api/account/avatar')).body.avatar).toBeNull()
    expect((await fetch(shore.url + second)).status).toBe(404)
  })

  it('shows its ties where it wants to, and among them those who want to be shown', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice, bob, carol } = shore.people as People
    for (const one of [bob, carol]) await one.ask('PUT', '/api/accounts/alice/follow')
    const followers = () => shore.guest().ask('GET', '/public/accounts/alice/followers')
    expect((await followers()).body.code).toBe('follow.hidden')
    await alice.ask('PATCH', '/api/account', { showsTies: true })
    expect(handles(await followers())).toEqual([])
    await bob.ask('PATCH', '/api/account', { showsTies: true })
    await alice.ask('PATCH', '/api/account', { bio: 'here' })
    await expect.poll(async () => handles(await followers())).toEqual(['bob'])
    expect(handles(await shore.guest().ask('GET', '/public/accounts/bob/follows'))).toEqual(['alice'])
    await alice.ask('PATCH', '/api/account', { showsTies: false })
    await expect.poll(async () => (await followers()).status).toBe(404)
  })
})

describe('age, asked once', () => {
  it('opens no account under fourteen and keeps nothing, and keeps one of fourteen or fifteen closed', async () => {
    await using shore = await openShore({ isIdle: true })
    const guest = shore.guest()
    const join = (handle: string, age: string) =>
      guest.ask('POST', '/api/accounts', { handle, passphrase: 'four unrelated plain words', age })
    expect((await join('kid', 'under')).body.code).toBe('account.too-young')
    expect((await guest.ask('POST', '/api/accounts/passkey-options', { handle: 'kid', age: 'under' })).body.code).toBe(
      'account.too-young',
    )
    for (const table of ['accounts', 'challenges', 'sessions'] as const)
      expect(await shore.db.selectFrom(table).selectAll().execute(), table).toEqual([])
    expect((await join('teen', 'young')).status).toBe(201)
    expect((await guest.ask('GET', '/api/session')).body.account).toMatchObject({ handle: 'teen', isYoung: true })
    const seen = async () => (await shore.guest().ask('GET', '/public/accounts/teen')).body
    expect(await seen()).toMatchObject({ isClosed: true, showsTies: false, showsLikes: false })
    for (const body of [{ isClosed: false }, { showsTies: true }, { showsLikes: true }])
      expect((await guest.ask('PATCH', '/api/account', body)).body.code).toBe('account.young')
    await guest.ask('PATCH', '/api/account', { bio: 'Skating' })
    await expect.poll(seen).toMatchObject({ bio: 'Skating', isClosed: true })
    expect(JSON.stringify(await seen())).not.toMatch(/young/i)
  })
})

describe.skipIf(!hasFfmpeg)(`walls and suspension${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('blocking ends what ties two people, and nothing more comes from the other side', async () => {
    await using shore = await openShore({ people })
    const { alice, bob } = shore.people as People
    const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    await bob.ask('PUT', '/api/accounts/alice/follow')
    await alice.ask('PUT', '/api/accounts/bob/follow')
    expect((await alice.ask('PUT', '/api/accounts/bob/block')).status).toBe(204)
    expect(handles(await alice.ask('GET', '/api/blocks'))).toEqual(['bob'])
    expect(handles(await bob.ask('GET', '/api/follows'))).toEqual([])
    expect(handles(await alice.ask('GET', '/api/follows'))).toEqual([])
    const code = async (answer: Promise<{ body: { code?: string } }>) => (await answer).body.code
    expect(await code(bob.ask('PUT', '/api/accounts/alice/follow'))).toBe('wall.blocked')
    expect(await code(bob.ask('PUT', `/api/videos/${id}/like`))).toBe('wall.blocked')
    expect(await code(bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Hey' }))).toBe('wall.blocked')
    expect(await code(alice.ask('PUT', '/api/accounts/bob/follow'))).toBe('wall.blocking')
    await alice.ask('DELETE', '/api/accounts/bob/block')
    expect((await bob.ask('PUT', `/api/videos/${id}/like`)).body).toEqual({ count: 1 })
    expect(await code(alice.ask('PUT', '/api/accounts/alice/mute'))).toBe('wall.self')
  })

  it('what somebody of fourteen posts is passed on by those who follow them, and by nobody else', async () => {
    await using shore = await openShore({ people })
    const { alice, bob, carol } = shore.people as People
    const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    await carol.ask('PUT', '/api/accounts/alice/follow')
    const young = { is_young: true, is_closed: true }
    await shore.db.updateTable('accounts').set(young).where('handle', '=', 'alice').execute()
    expect((await bob.ask('PUT', `/api/videos/${id}/repost`)).body.code).toBe('repost.young')
    expect((await carol.ask('PUT', `/api/videos/${id}/repost`)).body).toEqual({ count: 1 })
  })

  it('two who block each other while they follow each other are never left tied', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice, bob } = shore.people as People
    for (let round = 0; round < 8; round++) {
      const answers = await Promise.all([
        alice.ask('PUT', '/api/accounts/bob/block'),
        bob.ask('PUT', '/api/accounts/alice/block'),
        alice.ask('PUT', '/api/accounts/bob/follow'),
        bob.ask('PUT', '/api/accounts/alice/follow'),
      ])
      for (const { status } of answers) expect([200, 204, 403, 409]).toContain(status)
      expect(handles(await alice.ask('GET', '/api/follows'))).toEqual([])
      expect(handles(await bob.ask('GET', '/api/follows'))).toEqual([])
      await alice.ask('DELETE', '/api/accounts/bob/block')
      await bob.ask('DELETE', '/api/accounts/alice/block')
    }
  })

  it('a suspended account is shown nowhere, posts nothing new, and comes back whole', async () => {
    await using shore = await openShore({ people })
    const { alice, bob } = shore.people as People
    const { id, video } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    const publishedAt = video!.publishedAt
    const { body } = await alice.ask('PUT', '/api/account/avatar', {
      pixels: Buffer.alloc(256 * 256 * 3, 90).toString('base64'),
    })
    const guest = shore.guest()
    const places = [
      '/public/accounts/alice',
      `/public/videos/${id}`,
      '/@alice',
      `/@alice/video/${id}`,
      `/embed/${id}`,
      `/public/videos/${id}/comments`,
      video!.renditions[0]!.url,
      video!.poster,
      body.avatar,
    ]
    const statuses = () => Promise.all(places.map(async place => (await guest.ask('GET', place)).status))
    expect(new Set(await statuses())).toEqual(new Set([200]))
    const suspend = (at: Date | null) =>
      shore.db.updateTable('accounts').set({ suspended_at: at }).where('handle', '=', 'alice').execute()
    await suspend(new Date())
    await expect.poll(async () => new Set(await statuses())).toEqual(new Set([404]))
    expect((await guest.ask('GET', '/public/videos')).body.items).toEqual([])
    expect((await bob.ask('PUT', '/api/accounts/alice/follow')).body.code).toBe('account.not-found')
    for (const [method, path, words] of [
      ['PATCH', `/api/videos/${id}`, { visibility: 'unlisted' }],
      ['POST', `/api/videos/${id}/comments`, { text: 'me' }],
      ['PUT', `/api/videos/${id}/like`, undefined],
      ['PUT', '/api/accounts/bob/follow', undefined],
    ] as const)
      expect((await alice.ask(method, path, words)).body.code, path).toBe('account.suspended')
    expect((await alice.ask('GET', `/api/videos/${id}`)).body).toMatchObject({ id, publishedAt: null })
    // Whatever program publishes meanwhile publishes nothing.
    await shore.db.updateTable('videos').set({ published_at: new Date() }).where('id', '=', id).execute()
    expect((await guest.ask('GET', `/public/videos/${id}`)).status).toBe(404)
    await suspend(null)
    await expect.poll(async () => new Set(await statuses())).toEqual(new Set([200]))
    expect((await guest.ask('GET', `/public/videos/${id}`)).body.publishedAt).toBe(publishedAt)
  })
})
