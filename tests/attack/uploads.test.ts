import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sentence } from '../../src/core/errors.ts'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { clip, fileOf, hasFfmpeg } from '../harness/clips.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const need = hasFfmpeg ? '' : ' [ffmpeg]'

/** Whatever was refused: the author reads why, nobody else sees anything, and no file stays behind. */
async function expectRefused(shore: TestShore, own: OwnVideo, code: string): Promise<void> {
  expect(own.refusal, own.fileName ?? '').toMatchObject({ code })
  for (const language of ['en', 'fr'] as const)
    expect(sentence(code as never, own.refusal!.params, language)).not.toMatch(/[{}]/)
  expect((await shore.guest().ask('GET', `/public/videos/${own.id}`)).status).toBe(404)
  expect((await shore.guest().ask('GET', '/public/videos')).body.items).toEqual([])
  const listed = (await shore.people['alice']!.ask('GET', '/api/videos')).body.items.find(
    ({ id }: { id: string }) => id === own.id,
  )
  expect(listed.state).toBe('refused')
}

describe.skipIf(!hasFfmpeg)(`a file that is no clip${need}`, () => {
  it('is refused in words, whatever it is, and the post stays in the author’s list', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const whole = readFileSync(clip('web.mp4'))
    const tall = readFileSync(clip('tall.mp4'))
    const cases: [file: string, code: string][] = [
      [fileOf('31-bytes.mp4', 'x'.repeat(31)), 'video.unreadable'],
      [fileOf('truncated.mp4', tall.subarray(0, tall.length / 2)), 'video.unreadable'],
      [fileOf('truncated-faststart.mp4', whole.subarray(0, whole.length * 0.6)), 'video.damaged'],
      [clip('sound.mp4'), 'video.no-picture'],
      [fileOf('image.mp4', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), 'video.not-a-video'],
      [
        fileOf('playlist.mp4', '#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile:///etc/passwd\n'),
        'video.not-a-video',
      ],
      [clip('long.mp4'), 'video.too-long'],
      [clip('wide.mp4'), 'video.too-big-picture'],
      [clip('one.mp4'), 'video.still'],
    ]
    for (const [file, code] of cases) await expectRefused(shore, await alice.post(file, { visibility: 'public' }), code)
    // The same way in leads a good file to the feed.
    expect((await alice.post(clip('web.mp4'), { visibility: 'public' })).state).toBe('ready')
    expect((await shore.guest().ask('GET', '/public/videos')).body.items).toHaveLength(1)
  })

  it('is refused before a byte is sent where its size says enough', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const empty = await alice.begin(0)
    expect([empty.status, empty.body]).toMatchObject([422, { code: 'video.empty' }])
    const large = await alice.begin(500_000_001)
    expect([large.status, large.body]).toMatchObject([
      413,
      { code: 'video.too-large', params: { limit: 500, got: 501 } },
    ])
    expect((await alice.ask('GET', '/api/videos')).body.items).toEqual([])
  })
})

describe.skipIf(!hasFfmpeg)(`an upload${need}`, () => {
  it('that skips, repeats or outruns what was received is told where to go on, and loses nothing', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const bytes = readFileSync(clip('web.mp4'))
    const half = Math.floor(bytes.length / 2)
    const { id } = await alice.begin(bytes.length)
    await alice.ask('POST', `/api/videos/${id}/post`, { visibility: 'public' })
    await alice.send(id, 0, bytes.subarray(0, half))
    for (const wrong of [0, half - 1, half + 1, bytes.length]) {
      const { status, body } = await alice.send(id, wrong, bytes.subarray(wrong, wrong + 10))
      expect([status, body]).toMatchObject([
        409,
        { code: 'upload.offset', params: { got: String(wrong), expected: half } },
      ])
    }
    expect(await alice.offsetOf(id)).toBe(half)
    expect((await alice.send(id, half, bytes.subarray(half))).status).toBe(204)
    expect((await alice.untilEnd(id)).state).toBe('ready')
  })

  it('that is finished twice is one clip, checked once', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const bytes = readFileSync(clip('web.mp4'))
    const { id } = await alice.begin(bytes.length)
    await alice.ask('POST', `/api/videos/${id}/post`, { visibility: 'public' })
    await alice.send(id, 0, bytes)
    const again = await Promise.all([1, 2, 3].map(() => alice.send(id, bytes.length, new Uint8Array())))
    for (const { status } of again) expect([204, 409, 423]).toContain(status)
    expect((await alice.untilEnd(id)).state).toBe('ready')
    expect(await alice.send(id, bytes.length, new Uint8Array())).toMatchObject({
      status: 409,
      body: { code: 'upload.finished' },
    })
    expect((await shore.guest().ask('GET', '/public/videos')).body.items).toHaveLength(1)
  })

  it('belongs to who began it', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'], isIdle: true })
    const { id } = await shore.people['alice']!.begin(1000)
    expect((await shore.people['mallory']!.send(id, 0, Buffer.alloc(1000))).status).toBe(404)
    expect(
      (await shore.people['mallory']!.ask('DELETE', `/api/uploads/${id}`, undefined, { 'tus-resumable': '1.0.0' }))
        .status,
    ).toBe(404)
    expect(await shore.people['alice']!.offsetOf(id)).toBe(0)
    expect((await shore.guest().begin(1000)).status).toBe(401)
  })

  it('with 10,000 characters of caption is kept, and the words are refused with their number', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const { id } = await alice.begin(1000)
    const { status, body } = await alice.ask('POST', `/api/videos/${id}/post`, { caption: 'é'.repeat(10_000) })
    expect([status, body]).toMatchObject([422, { code: 'video.caption-length', params: { got: 10_000, limit: 2200 } }])
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.state).toBe('uploading')
  })

  it('that does not fit on the disk is refused before it starts, and fits when there is room', async () => {
    let free = 10_000_000
    await using shore = await openShore({
      people: ['alice'],
      isIdle: true,
      blobs: local => ({ ...local, free: async () => free }),
    })
    const alice = shore.people['alice']!
    expect(await alice.begin(5_000_000)).toMatchObject({ status: 507, body: { code: 'shore.disk-full' } })
    free = 10_000_000_000
    expect((await alice.begin(5_000_000)).status).toBe(201)
  })
})
