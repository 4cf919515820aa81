import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { orderFeed } from '../../src/core/feed/order.ts'
import type { Video } from '../../src/core/wire/video.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { openShore } from '../harness/shore.ts'

describe.skipIf(!hasFfmpeg)(`a clip${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is posted by one, and anyone can watch it', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const own = await shore.people['alice']!.post(clip('web.mp4'), { caption: 'Hello #World', visibility: 'public' })
    expect(own).toMatchObject({ state: 'ready', refusal: null, page: `/@alice/video/${own.id}` })

    const { body: video } = await shore.guest().ask<Video>('GET', `/public/videos/${own.id}`)
    expect(video).toMatchObject({
      author: { handle: 'alice' },
      caption: 'Hello #World',
      tags: ['world'],
      generated: false,
      isOfficial: false,
      width: 360,
      height: 640,
    })
    const file = await fetch(shore.url + video.renditions[0]!.url)
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      'video/mp4',
      'public, max-age=31536000, immutable',
    ])
    expect((await file.arrayBuffer()).byteLength).toBe(video.renditions[0]!.bytes)
    const part = await fetch(shore.url + video.renditions[0]!.url, { headers: { range: 'bytes=100-199' } })
    expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([
      206,
      `bytes 100-199/${video.renditions[0]!.bytes}`,
      100,
    ])
    expect(
      (
        await fetch(shore.url + video.renditions[0]!.url, {
          headers: { range: `bytes=${video.renditions[0]!.bytes}-` },
        })
      ).status,
    ).toBe(416)
    for (const url of [video.poster, video.storyboard!.url])
      expect((await fetch(shore.url + url)).headers.get('content-type')).toBe('image/webp')
    expect(Buffer.from(video.thumbhash, 'base64').length).toBeLessThanOrEqual(30)
  })

  it('of any other kind becomes one rendition that plays everywhere', async () => {
    await using shore = await openShore({ people: ['alice'] })
    for (const name of ['recorded.webm', 'phone.mov', 'rotated.mp4', 'silent.mp4'] as const) {
      const own = await shore.people['alice']!.post(clip(name), { visibility: 'public' })
      expect(own.state, `${name} ${JSON.stringify(own.refusal)}`).toBe('ready')
      expect(own.video!.renditions).toHaveLength(1)
    }
    const rotated = (await shore.people['alice']!.ask('GET', '/api/videos')).body.items.find(
      (item: { fileName: string }) => item.fileName === 'rotated.mp4',
    )
    expect([rotated.video.width, rotated.video.height]).toEqual([360, 640])
  })

  it('carries nothing of where and with what it was made', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const own = await shore.people['alice']!.post(clip('located.mov'), { visibility: 'public' })
    expect(readFileSync(clip('located.mov')).includes('+45.5017')).toBe(true)
    const bytes = Buffer.from(await (await fetch(shore.url + own.video!.renditions[0]!.url)).arrayBuffer())
    for (const trace of ['+45.5017', 'Telephone', 'My title']) expect(bytes.includes(trace)).toBe(false)
  })

  it('is seen by whom its author says, at every address, and by nobody else', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'] })
    const alice = shore.people['alice']!
    const { id, video } = await alice.post(clip('web.mp4'), { visibility: 'private' })
    const own = video!.renditions[0]!.url
    expect(own).toMatch(/^\/api\/videos\//)
    const hash = own.split('/').at(-1)!
    const statuses = async () => ({
      public: (await shore.guest().ask('GET', `/public/videos/${id}`)).status,
      page: (await shore.guest().ask('GET', `/@alice/video/${id}`)).status,
      embed: (await shore.guest().ask('GET', `/embed/${id}`)).status,
      media: (await shore.guest().ask('GET', `/media/${hash}`)).status,
      list: (await shore.guest().ask('GET', '/public/accounts/alice/videos')).body.items.length,
      newest: (await shore.guest().ask('GET', '/public/videos')).body.items.length,
      count: (await shore.guest().ask('GET', '/public/accounts/alice')).body.videos,
    })
    expect(await statuses()).toEqual({ public: 404, page: 404, embed: 404, media: 404, list: 0, newest: 0, count: 0 })
    expect((await alice.ask('GET', own)).status).toBe(200)
    expect((await shore.people['mallory']!.ask('GET', own)).status).toBe(404)
    expect((await shore.people['mallory']!.ask('PUT', `/api/videos/${id}/like`)).status).toBe(404)

    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'unlisted' })
    expect(await statuses()).toEqual({ public: 200, page: 200, embed: 200, media: 200, list: 0, newest: 0, count: 0 })
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'public' })
    expect(await statuses()).toEqual({ public: 200, page: 200, embed: 200, media: 200, list: 1, newest: 1, count: 1 })

    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' })
    await new Promise(resolve => setTimeout(resolve, 600))
    expect(await statuses()).toEqual({ public: 404, page: 404, embed: 404, media: 404, list: 0, newest: 0, count: 0 })
  })

  it('keeps everything that a change does not name, who may see it above all', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const said = {
      caption: 'One',
      language: 'fr',
      visibility: 'private',
      alt: 'A boat',
      aiMade: true,
      paid: true,
      coverMs: 900,
    }
    const { id } = await alice.post(clip('web.mp4'), said as never)
    const { body } = await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'Two' })
    expect(body).toMatchObject({ ...said, caption: 'Two' })
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).status).toBe(404)
  })

  it('is gone within a second of its deletion, and the same bytes in another clip stay', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const first = await shore.people['alice']!.post(clip('web.mp4'), { visibility: 'public' })
    const second = await shore.people['bob']!.post(clip('web.mp4'), { visibility: 'public' })
    const url = shore.url + first.video!.renditions[0]!.url
    expect(second.video!.renditions[0]!.url).toBe(first.video!.renditions[0]!.url)
    expect((await shore.people['bob']!.ask('DELETE', `/api/videos/${first.id}`)).status).toBe(404)
    await shore.people['alice']!.ask('DELETE', `/api/videos/${first.id}`)
    expect((await shore.guest().ask('GET', `/public/videos/${first.id}`)).status).toBe(404)
    await new Promise(resolve => setTimeout(resolve, 600))
    expect((await fetch(url)).status).toBe(200)
    await shore.people['bob']!.ask('DELETE', `/api/videos/${second.id}`)
    await new Promise(resolve => setTimeout(resolve, 600))
    expect((await fetch(url)).status).toBe(404)
  })

  it('waits for its words when the file is ready first, and for its file when the words are', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const bytes = readFileSync(clip('web.mp4'))
    const { id } = await alice.begin(bytes.length)
    await alice.send(id, 0, bytes)
    expect(await alice.untilEnd(id)).toMatchObject({ state: 'ready', postedAt: null, page: null })
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).status).toBe(404)
    await alice.ask('POST', `/api/videos/${id}/post`, { caption: 'now' })
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).status).toBe(200)
  })

  it('is liked once by each account, counted, and unliked', async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'carol'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { visibility: 'public' })
    const [bob, carol] = [shore.people['bob']!, shore.people['carol']!]
    await Promise.all([bob, bob, bob, carol].map(person => person.ask('PUT', `/api/videos/${id}/like`)))
    expect((await bob.ask('GET', '/api/likes')).body.items).toEqual([id])
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).body.likes).toBe(2)
    await Promise.all([bob, bob].map(person => person.ask('DELETE', `/api/videos/${id}/like`)))
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).body.likes).toBe(1)
    expect((await shore.guest().ask('PUT', `/api/videos/${id}/like`)).status).toBe(401)
  })

  it('lists in pages that neither repeat nor lose one', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const ids: string[] = []
    for (let i = 0; i < 5; i++)
      ids.push((await alice.post(clip('silent.mp4'), { visibility: 'public', caption: `clip ${i}` })).id)
    for (const path of ['/public/videos', '/public/accounts/alice/videos', '/api/videos']) {
      const seen: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const { body }: { body: { items: { id: string }[]; next: string | null } } = await alice.ask(
          'GET',
          `${path}?limit=2${next ? `&cursor=${next}` : ''}`,
        )
        seen.push(...body.items.map(({ id }) => id))
        next = body.next
      }
      expect(seen, path).toEqual([...ids].reverse())
    }
    expect((await alice.ask('GET', '/public/videos?cursor=rubbish')).body).toMatchObject({
      code: 'request.invalid',
      status: 400,
    })
    expect((await alice.ask('GET', '/public/videos?limit=1000')).body.detail).toContain('limit')
  })

  it('stands in the slate, which is signed, the same bytes for everybody, and orders the same everywhere', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { visibility: 'public' })
    await new Promise(resolve => setTimeout(resolve, 1100))
    const replies = await Promise.all(
      [undefined, shore.people['alice']!.cookie!].map(cookie =>
        fetch(`${shore.url}/public/slate`, {
          headers: { 'accept-encoding': 'identity', ...(cookie ? { cookie } : {}) },
        }),
      ),
    )
    const [one, two] = await Promise.all(replies.map(async reply => Buffer.from(await reply.arrayBuffer())))
    expect(one!.equals(two!)).toBe(true)
    const { slateKey } = (await shore.guest().ask('GET', '/.well-known/onshore.json')).body
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(slateKey, 'base64')]),
      format: 'der',
      type: 'spki',
    })
    const signature = Buffer.from(replies[0]!.headers.get('slate-signature')!, 'base64')
    expect(verify(null, one!, key, signature)).toBe(true)
    expect(verify(null, Buffer.concat([one!, Buffer.from(' ')]), key, signature)).toBe(false)
    expect(orderFeed(JSON.parse(one!.toString()).entries)[0]).toMatchObject({ id })
    const page = await (await fetch(shore.url)).text()
    expect(page).toContain(`data-clip="${id}"`)
  })
})
