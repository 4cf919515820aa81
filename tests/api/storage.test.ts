import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { type Clock, systemClock } from '../../src/server/adapters/clock/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { endClips, openStorage, storageStore } from '../../src/server/storage/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const storageOf = (shore: TestShore, quotaBytes: number | null = null) =>
  openStorage({
    store: storageStore(shore.db),
    blobs: localBlobs(join(shore.folder, 'blobs')),
    uploads: openUploads(join(shore.folder, 'uploads')),
    clock: systemClock,
    ifUnused: shore.videos.ifUnused,
    roomOf: shore.videos.roomOf,
    quotaBytes,
  })

describe.skipIf(!hasFfmpeg)(`storage${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('knows what belongs to nobody, removes that alone, and says what is missing', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id, video } = await alice.post(clip('web.mp4'), { visibility: 'public' })
    await expect
      .poll(async () => (await alice.ask('GET', `/api/videos/${id}`)).body.finishedAt, { timeout: 60_000 })
      .not.toBeNull()
    const blobs = localBlobs(join(shore.folder, 'blobs'))
    const keep = async (text: string, hoursOld: number) => {
      const file = join(shore.folder, 'stray')
      writeFileSync(file, text)
      const { hash } = await blobs.keep(file)
      const at = new Date(Date.now() - hoursOld * 3_600_000)
      utimesSync(join(shore.folder, 'blobs', hash.slice(0, 2), hash), at, at)
      return hash
    }
    const old = await keep('kept before a crash', 24)
    const young = await keep('being made ready just now', 1)
    const before = await storageOf(shore).use()
    expect(before.orphans).toEqual({ files: 1, bytes: 19 })
    expect(before.missing).toBe(0)
    expect(before.kinds.find(({ kind }) => kind === 'rendition')!.files).toBeGreaterThan(0)
    expect(await storageOf(shore).sweep()).toMatchObject({ removed: 1, bytes: 19, missing: 0 })
    expect([await blobs.size(old), await blobs.size(young)]).toEqual([null, 25])
    for (const { url } of video!.renditions)
      expect((await fetch(shore.url + url)).status === 200 || (await fetch(shore.url + url)).status === 206).toBe(true)
    const [lost] = (await alice.ask('GET', `/public/videos/${id}`)).body.renditions
    await blobs.remove(lost.url.split('/').at(-1))
    expect((await storageOf(shore).use()).missing).toBe(1)
  })

  it('bounds what one account’s clips take, with what is on its way, however many come at once', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], environment: { ONSHORE_QUOTA_MB: '2' } })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', import('../harness/person.ts').Person>
    await alice.post(clip('web.mp4'), { visibility: 'private' })
    const { body } = await alice.ask('GET', '/api/storage')
    expect(body.quotaBytes).toBe(2_000_000)
    expect(body.bytes).toBeGreaterThan(1000)
    const many = await Promise.all(Array.from({ length: 18 }, () => alice.begin(600_000)))
    const accepted = many.filter(({ status }) => status === 201).length
    expect(accepted).toBe(Math.floor((2_000_000 - body.bytes) / 600_000))
    const refused = many.find(({ status }) => status !== 201)!
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([413, 'storage.quota'])
    expect((refused.body as { detail: string }).detail).toMatch(/may take 2 MB/)
    // What has arrived and is being checked is counted as well.
    await shore.db.updateTable('videos').set({ state: 'checking' }).where('state', '=', 'uploading').execute()
    expect((await alice.begin(600_000)).status).toBe(413)
    await shore.db.updateTable('videos').set({ state: 'uploading' }).where('state', '=', 'checking').execute()
    // Somebody else's room is somebody else's, and room that is given back is there again.
    expect((await bob.begin(600_000)).status).toBe(201)
    await alice.ask('DELETE', `/api/uploads/${many.find(({ status }) => status === 201)!.id}`, undefined, {
      'tus-resumable': '1.0.0',
    })
    expect((await alice.begin(600_000)).status).toBe(201)
  })

  it('lets a clip go at the moment its author chose, with every file of it, and after the operator’s days', async () => {
    let offsetMs = 0
    const clock: Clock = { now: () => new Date(Date.now() + offsetMs) }
    await using shore = await openShore({ people: ['alice'], clock })
    const alice = shore.people['alice']!
    const stays = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    const goes = await alice.post(clip('web.mp4'), { visibility: 'public' })
    const endsAt = new Date(Date.now() + 86_400_000).toISOString()
    expect((await alice.ask('PATCH', `/api/videos/${goes.id}`, { endsAt })).body.endsAt).toBe(endsAt)
    // A change of words keeps the end.
    await alice.ask('PATCH', `/api/videos/${goes.id}`, { caption: 'For a day' })
    const rooms = (clipDays: number | null) => ({
      videos: shore.videos,
      uploads: openUploads(join(shore.folder, 'uploads')),
      clock,
      clipDays,
    })
    const past = await alice.ask('PATCH', `/api/videos/${goes.id}`, { endsAt: new Date(0).toISOString() })
    expect(past.body.code).toBe('video.end-past')
    expect(await endClips(rooms(null))).toBe(0)
    offsetMs = 86_500_000
    expect(await endClips(rooms(null))).toBe(1)
    const there = async (id: string) => (await shore.guest().ask('GET', `/public/videos/${id}`)).status
    expect([await there(goes.id), await there(stays.id)]).toEqual([404, 200])
    await new Promise(resolve => setTimeout(resolve, 600))
    expect((await fetch(shore.url + goes.video!.renditions[0]!.url)).status).toBe(404)
    expect(await endClips(rooms(2))).toBe(0)
    offsetMs = 3 * 86_400_000
    expect(await endClips(rooms(2))).toBe(1)
    expect(await there(stays.id)).toBe(404)
  })
})
