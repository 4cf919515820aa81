import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import type { Clock } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { endDrafts, publishJob } from '../../src/server/videos/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const dayMs = 86_400_000
const file = readFileSync(clip('web.mp4'))

/** A clock that a test moves, from the machine's. */
function movable(): Clock & { moveTo(at: Date): void } {
  let offsetMs = 0
  return { now: () => new Date(Date.now() + offsetMs), moveTo: at => (offsetMs = at.getTime() - Date.now()) }
}

/** An uploaded file that nobody has posted. */
async function draft(person: Person): Promise<string> {
  const { id } = await person.begin(file.length)
  await person.send(id, 0, file)
  await person.untilEnd(id)
  return id
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const own = async (person: Person, id: string) => (await person.ask<OwnVideo>('GET', `/api/videos/${id}`)).body

/** What a job of the queue does, at this moment of the clock. */
const run = ({ videos }: TestShore, clock: Clock, videoId: string) => publishJob({ store: videos, clock })({ videoId })

/** Every place where a clip that is shown can be seen, and what each says to a stranger. */
async function seen(shore: TestShore, { id, video }: OwnVideo): Promise<Record<string, boolean>> {
  const guest = shore.guest()
  const hash = video!.renditions[0]!.url.split('/').at(-1)!
  const has = async (path: string) => JSON.stringify((await guest.ask('GET', path)).body).includes(id)
  return {
    clip: (await guest.ask('GET', `/public/videos/${id}`)).status === 200,
    comments: (await guest.ask('GET', `/public/videos/${id}/comments`)).status === 200,
    list: await has('/public/videos'),
    profile: await has('/public/accounts/alice/videos'),
    slate: await has('/public/slate'),
    page: (await guest.ask('GET', `/@alice/video/${id}`)).status === 200,
    first: await has('/'),
    embed: (await guest.ask('GET', `/embed/${id}`)).status === 200,
    media: (await fetch(`${shore.url}/media/${hash}`)).status === 200,
  }
}
/** A slate stands for some seconds. */
const seenNowhere = async (shore: TestShore, of: OwnVideo) =>
  expect(Object.entries(await seen(shore, of)).filter(([, is]) => is)).toEqual([])
const seenEverywhere = (shore: TestShore, of: OwnVideo) =>
  expect
    .poll(async () => Object.entries(await seen(shore, of)).filter(([, is]) => !is), { timeout: 30_000 })
    .toEqual([])

describe.skipIf(!hasFfmpeg)(`drafts${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('keep the words as they are typed, on every device, until they are posted', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id } = await alice.begin(file.length)
    // While the file still travels, longer than a caption may be, and with what no database likes.
    const typed = { caption: `${'long '.repeat(600)}\u0000\ud800 end `, alt: 'Half a th', visibility: 'followers' }
    const kept = await alice.ask('PUT', `/api/videos/${id}/draft`, typed)
    expect([kept.status, kept.body.caption, kept.body.alt]).toEqual([200, typed.caption, 'Half a th'])
    await alice.send(id, 0, file)
    await alice.untilEnd(id)
    const elsewhere = shore.guest()
    await elsewhere.ask('POST', '/api/session', { handle: 'alice', passphrase })
    const { body } = await elsewhere.ask('GET', '/api/videos?part=drafts')
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ ...typed, postedAt: null, page: null, state: 'ready' })
    expect((await fetch(shore.url + body.items[0].poster, { headers: { cookie: elsewhere.cookie! } })).status).toBe(200)

    const posted = await elsewhere.ask('POST', `/api/videos/${id}/post`, { caption: 'Done' })
    expect(posted.body).toMatchObject({ caption: 'Done', alt: '', visibility: 'public', keptUntil: null })
    expect((await alice.ask('PUT', `/api/videos/${id}/draft`, typed)).body.code).toBe('video.posted')
    expect((await alice.ask('GET', '/api/videos?part=drafts')).body.items).toEqual([])
    expect((await alice.ask('GET', '/api/videos?part=posted')).body.items).toHaveLength(1)
    expect(await shore.db.selectFrom('drafts').selectAll().execute()).toEqual([])
  })

  it('are kept for thirty days from their last change, and say so', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice'], clock })
    const alice = shore.people['alice']!
    const [touched, left] = [await draft(alice), await draft(alice)]
    const posted = await alice.post(clip('silent.mp4'), { visibility: 'private' })
    const tidy = () => endDrafts({ store: shore.videos, clock, uploads: openUploads(join(shore.folder, 'uploads')) })
    const ids = async () => (await alice.ask('GET', '/api/videos')).body.items.map(({ id }: OwnVideo) => id)
    const until = new Date((await own(alice, left)).keptUntil!).getTime()
    expect(Math.round((until - Date.now()) / dayMs)).toBe(30)
    clock.moveTo(new Date(Date.now() + 29 * dayMs))
    await tidy()
    expect(await ids()).toHaveLength(3)
    expect((await own(alice, touched)).fileName).toBe('clip.mp4')
    const after = (await alice.ask('PUT', `/api/videos/${touched}/draft`, { caption: 'Later' })).body as OwnVideo
    expect(Math.round((new Date(after.keptUntil!).getTime() - until) / dayMs)).toBe(29)
    clock.moveTo(new Date(Date.now() + 31 * dayMs))
    await tidy()
    expect((await ids()).sort()).toEqual([touched, posted.id].sort())
    clock.moveTo(new Date(Date.now() + 60 * dayMs))
    await tidy()
    expect(await ids()).toEqual([posted.id])
  })
})

describe.skipIf(!hasFfmpeg)(`a clip that is posted for a moment to come${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is nowhere until then, everywhere at that moment, and once', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice', 'bob'], clock })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const id = await draft(alice)
    const publishAt = inAnHour()
    const waiting = (await alice.ask<OwnVideo>('POST', `/api/videos/${id}/post`, { caption: 'Soon', publishAt })).body
    expect(waiting).toMatchObject({ publishAt, publishedAt: null, page: null, keptUntil: null, caption: 'Soon' })
    expect((await alice.ask('GET', '/api/videos?part=scheduled')).body.items).toHaveLength(1)
    expect((await alice.ask('GET', '/api/videos?part=posted')).body.items).toEqual([])
    await seenNowhere(shore, waiting)
    // Nor to who follows, likes or comments by its id.
    await bob.ask('PUT', '/api/accounts/alice/follow')
    expect((await bob.ask('GET', '/api/following/videos')).body.items).toEqual([])
    expect((await bob.ask('PUT', `/api/videos/${id}/like`)).status).toBe(404)
    expect((await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'First' })).status).toBe(404)
    expect((await bob.ask('GET', `/api/videos/${id}/media/${waiting.video!.poster.split('/').at(-1)}`)).status).toBe(
      404,
    )

    // A job that comes too early changes nothing, and neither does a change of words.
    await run(shore, clock, id)
    const said = await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'Sooner' })
    expect(said.body).toMatchObject({ publishAt, publishedAt: null, caption: 'Sooner' })
    clock.moveTo(new Date(Date.parse(publishAt) + 1000))
    await Promise.all([run(shore, clock, id), run(shore, clock, id)])
    const shown = await own(alice, id)
    expect(shown).toMatchObject({ publishAt: null, caption: 'Sooner' })
    expect(Date.parse(shown.publishedAt!)).toBeGreaterThanOrEqual(Date.parse(publishAt))
    await seenEverywhere(shore, shown)
    await run(shore, clock, id)
    expect((await own(alice, id)).publishedAt).toBe(shown.publishedAt)
    const again = await alice.ask('PATCH', `/api/videos/${id}`, { publishAt: new Date(clock.now().getTime() + dayMs) })
    expect(again.body.code).toBe('video.shown')
  })

  it('is shown by the queue, late where no worker was there, and told to its author’s pages', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const id = await draft(alice)
    await alice.ask('POST', `/api/videos/${id}/post`, { publishAt: inAnHour() })
    const stream = await fetch(`${shore.url}/api/changes`, { headers: { cookie: alice.cookie! } })
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    await sql`update videos set publish_at = now() - interval '3 hours'`.execute(shore.db)
    await sql`update graphile_worker._private_jobs set run_at = now() where key = ${`publish ${id}`}`.execute(shore.db)
    await expect.poll(async () => (await own(alice, id)).publishedAt, { timeout: 20_000 }).not.toBeNull()
    let heard = ''
    while (!heard.includes(id)) heard += (await reader.read()).value
    await reader.cancel()
  })

  it('is shown when its file is ready, where that comes after the moment, and not at all where the file is refused', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice'], clock })
    const alice = shore.people['alice']!
    const begun = await alice.begin(file.length)
    const broken = await alice.begin(5000)
    const publishAt = inAnHour()
    for (const { id } of [begun, broken]) await alice.ask('POST', `/api/videos/${id}/post`, { publishAt })
    clock.moveTo(new Date(Date.parse(publishAt) + 60_000))
    for (const { id } of [begun, broken]) await run(shore, clock, id)
    expect((await own(alice, begun.id)).publishedAt).toBeNull()
    // What the queue holds for an hour from now by the database's clock is due by the shore's.
    await sql`update videos set publish_at = now() - interval '1 second'`.execute(shore.db)
    await alice.send(begun.id, 0, file)
    await alice.send(broken.id, 0, new Uint8Array(5000))
    await alice.untilEnd(begun.id)
    await expect.poll(async () => (await own(alice, begun.id)).publishedAt, { timeout: 20_000 }).not.toBeNull()
    expect(await alice.untilEnd(broken.id)).toMatchObject({ state: 'refused', publishedAt: null })
    await run(shore, clock, broken.id)
    expect(await own(alice, broken.id)).toMatchObject({ state: 'refused', publishedAt: null, page: null })
  })

  it('is moved, shown at once or taken back by its author, whoever publishes at the same time', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice'], clock })
    const alice = shore.people['alice']!
    const id = await draft(alice)
    const publishAt = inAnHour()
    await alice.ask('POST', `/api/videos/${id}/post`, { caption: 'Words', visibility: 'unlisted', publishAt })
    const later = new Date(Date.now() + dayMs).toISOString()
    expect((await alice.ask('PATCH', `/api/videos/${id}`, { publishAt: later })).body.publishAt).toBe(later)
    const { rows: jobs } = await sql<{ at: Date }>`
      select run_at as at from graphile_worker.jobs where key = ${`publish ${id}`}`.execute(shore.db)
    expect(jobs.map(({ at }) => at.toISOString())).toEqual([later])
    const back = await alice.ask('DELETE', `/api/videos/${id}/schedule`)
    expect(back.body).toMatchObject({ postedAt: null, publishAt: later, caption: 'Words', visibility: 'unlisted' })
    expect((await alice.ask('DELETE', `/api/videos/${id}/schedule`)).body.code).toBe('video.not-scheduled')
    clock.moveTo(new Date(Date.parse(later) + 1000))
    await run(shore, clock, id)
    expect((await own(alice, id)).publishedAt).toBeNull()

    for (let round = 0; round < 12; round++) {
      clock.moveTo(new Date())
      const at = inAnHour()
      expect((await alice.ask('POST', `/api/videos/${id}/post`, { caption: 'Race', publishAt: at })).status).toBe(200)
      clock.moveTo(new Date(Date.parse(at) + 1000))
      const [taken] = await Promise.all([
        alice.ask('DELETE', `/api/videos/${id}/schedule`),
        run(shore, clock, id),
        run(shore, clock, id),
      ])
      const after = await own(alice, id)
      // One of the two happened, whole, and the author was told which.
      if (taken.status === 200) expect(after).toMatchObject({ postedAt: null, publishedAt: null, caption: 'Race' })
      else expect([taken.body.code, after.publishedAt === null]).toEqual(['video.not-scheduled', false])
      if (after.publishedAt) break
    }
    const now = await alice.ask('PATCH', `/api/videos/${id}`, { publishAt: null })
    if (now.status === 200) expect((await own(alice, id)).publishAt).toBeNull()
  })

  it('is published at once where its author says so, and a moment has to be ahead, and not too far', async () => {
    await using shore = await openShore({ people: ['alice', 'mallory'] })
    const { alice, mallory } = shore.people as Record<'alice' | 'mallory', Person>
    const id = await draft(alice)
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()
    const post = async (words: object) => (await alice.ask('POST', `/api/videos/${id}/post`, words)).body.code
    expect(await post({ publishAt: at(-dayMs) })).toBe('video.publish-soon')
    expect(await post({ publishAt: at(30_000) })).toBe('video.publish-soon')
    expect(await post({ publishAt: at(366 * dayMs) })).toBe('video.publish-far')
    expect(await post({ publishAt: at(2 * dayMs), endsAt: at(dayMs) })).toBe('video.end-first')
    expect(await post({ publishAt: 'tomorrow' })).toBe('request.invalid')
    expect((await own(alice, id)).postedAt).toBeNull()
    await alice.ask('POST', `/api/videos/${id}/post`, { publishAt: at(dayMs) })
    for (const [method, path, body] of [
      ['PUT', `/api/videos/${id}/draft`, { caption: 'Mine' }],
      ['POST', `/api/videos/${id}/post`, { caption: 'Mine' }],
      ['PATCH', `/api/videos/${id}`, { publishAt: null }],
      ['DELETE', `/api/videos/${id}/schedule`, undefined],
      ['GET', `/api/videos/${id}`, undefined],
    ] as const)
      expect((await mallory.ask(method, path, body)).status, `${method} ${path}`).toBe(404)
    const shown = (await alice.ask<OwnVideo>('PATCH', `/api/videos/${id}`, { publishAt: null })).body
    expect([shown.publishAt, shown.publishedAt === null]).toEqual([null, false])
    await seenEverywhere(shore, shown)
  })

  it('of an account that is suspended is not shown, then or after, unless its author posts it again', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice'], clock })
    const alice = shore.people['alice']!
    const [due, still] = [await draft(alice), await draft(alice)]
    const publishAt = inAnHour()
    for (const id of [due, still]) await alice.ask('POST', `/api/videos/${id}/post`, { caption: 'Kept', publishAt })
    const suspend = (at: Date | null) => shore.db.updateTable('accounts').set({ suspended_at: at }).execute()
    await suspend(new Date())
    clock.moveTo(new Date(Date.parse(publishAt) + 1000))
    await run(shore, clock, due)
    expect(await own(alice, due)).toMatchObject({ postedAt: null, publishedAt: null, caption: 'Kept', publishAt })
    // What is on its way still may be taken back.
    expect((await alice.ask('PATCH', `/api/videos/${still}`, { publishAt: null })).status).toBe(403)
    expect((await alice.ask('DELETE', `/api/videos/${still}/schedule`)).status).toBe(200)
    await suspend(null)
    for (const id of [due, still]) {
      await run(shore, clock, id)
      await seenNowhere(shore, await own(alice, id))
    }
    await alice.ask('POST', `/api/videos/${due}/post`, { caption: 'After all' })
    await seenEverywhere(shore, await own(alice, due))
  })
})
