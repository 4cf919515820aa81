import { describe, expect, it } from 'vitest'
import type { ArchivedVideo } from '../../src/core/archive/parts.ts'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { archived, arrive, fetchArchive, filesIn, jsonOf, prove, untilArrived } from '../harness/archives.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const clip = (name: string, hue: number) =>
  makeClip(`moving-${name}.mp4`, [
    ...drawn(`testsrc2=s=96x160:r=12:d=1,hue=h=${hue}`, 'sine=d=1'),
    ...x264,
    ...['-movflags', '+faststart', '-c:a', 'aac'],
  ])

/** The account’s clips as another archive tells them, by their captions. */
const clipsBy = async (person: Person): Promise<Map<string, ArchivedVideo>> => {
  await archived(person)
  const files = await filesIn((await fetchArchive(person)).bytes)
  return new Map((jsonOf(files, 'videos.json').items as ArchivedVideo[]).map(one => [one.caption, one]))
}

/** What a shore gives a clip anew, and what counts what others do to it. */
const own = new Set(
  [
    'id',
    'address',
    'createdAt',
    'uploadedAt',
    'postedAt',
    'publishedAt',
    'finishedAt',
    'firstShownAt',
    'fileName',
    'bytes',
  ].concat([
    'likes',
    'comments',
    'saves',
    'reposts',
    'sound',
    'files',
    'pinnedComment',
    'progress',
    'thumbhash',
    'durationMs',
    'storyboardEveryMs',
  ]),
)
const kept = (one: ArchivedVideo) => Object.fromEntries(Object.entries(one).filter(([name]) => !own.has(name)))

describe.skipIf(!hasFfmpeg)(`moving${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('brings clips with their words, times, captions and collections to another shore, once; followers learn the new address', {
    timeout: 300_000,
  }, async () => {
    await using before = await openShore({ people: ['alice', 'bob'] })
    await using after = await openShore({ people: ['alice', 'carol'] })
    const [alice, bob] = [before.people['alice']!, before.people['bob']!]
    const first = await alice.post(clip('first', 0), { caption: 'First light #shore for @carol' })
    await alice.ask('PATCH', `/api/videos/${first.id}`, {
      ...{ language: 'fr', alt: 'A pier at dawn', aiMade: true, coverMs: 500, isSensitive: true },
      ...{ commentsFrom: 'followers', downloads: false, hidesCounts: true },
    })
    await alice.ask('PUT', `/api/videos/${first.id}/captions/en`, {
      text: 'WEBVTT\n\n00:00.000 --> 00:00.900\nGood morning.\n',
    })
    const second = await alice.post(clip('second', 120), { caption: 'For those who follow', visibility: 'followers' })
    const draft = await alice.begin(100, 'never-sent.mp4')
    await before.db
      .updateTable('videos')
      .set({ published_at: new Date('2025-03-01T10:00:00Z') })
      .where('id', '=', first.id)
      .execute()
    await alice.ask('PATCH', '/api/account', { bio: 'Harbour master', name: 'Alice A.' })
    const { id: collection } = (await alice.ask('POST', '/api/collections', { name: 'Mine' })).body
    await alice.ask('PUT', `/api/videos/${first.id}/save`)
    await alice.ask('PUT', `/api/saves/${first.id}`, { collection })
    await alice.ask('PUT', '/api/muted', { kind: 'word', what: 'spoilers', isMuted: true })
    await bob.ask('PUT', '/api/accounts/alice/follow')
    for (const { id } of [first, second])
      for (
        const until = Date.now() + 60_000;
        !(await alice.ask<OwnVideo>('GET', `/api/videos/${id}`)).body.finishedAt && Date.now() < until;
      )
        await new Promise(resolve => setTimeout(resolve, 50))

    await archived(alice, { passphrase: 'lantern over the water' })
    const { bytes } = await fetchArchive(alice)
    const there = after.people['alice']!
    await arrive(there, bytes)
    expect((await there.ask('GET', '/api/arrival')).body.arrival.state).toBe('sealed')
    const wrong = await there.ask('POST', '/api/arrival/passphrase', { passphrase: 'lantern over the lake' })
    expect(wrong.body.code).toBe('arrival.passphrase')
    await there.ask('POST', '/api/arrival/passphrase', { passphrase: 'lantern over the water' })
    const done = await untilArrived(there)
    expect(done).toMatchObject({ state: 'done', cameFrom: `${before.url}/@alice`, refused: 1, fault: null })
    expect(done.notBrought).toMatchObject([{ name: draft.id, fault: { code: 'arrival.no-file' } }])

    // Field by field, and byte by byte where bytes are kept.
    const [was, is] = [await clipsBy(alice), await clipsBy(there)]
    expect([...is.keys()].sort()).toEqual([...was.keys()].filter(caption => caption !== '').sort())
    for (const [caption, one] of is) {
      const old = was.get(caption)!
      expect(kept(one), caption).toEqual(kept(old))
      expect(one.firstShownAt, caption).toBe(old.publishedAt)
      expect(one.publishedAt, caption).toBe(old.publishedAt)
      const captions = (of: ArchivedVideo) =>
        of.files.filter(({ role }) => role === 'captions').map(({ sha256 }) => sha256)
      expect(captions(one), caption).toEqual(captions(old))
    }
    const saved = (await there.ask('GET', '/api/saves')).body
    expect(saved.collections).toMatchObject([{ name: 'Mine' }])
    expect(saved.items).toMatchObject([
      { id: is.get('First light #shore for @carol')!.id, collection: saved.collections[0].id },
    ])
    expect((await there.ask('GET', '/api/muted')).body.items).toMatchObject([{ what: 'spoilers' }])
    expect((await after.guest().ask('GET', '/public/accounts/alice')).body).toMatchObject({
      bio: 'Harbour master',
      name: 'Alice A.',
    })
    // Whoever is called @carol here was not meant.
    expect((await after.people['carol']!.ask('GET', '/api/notices')).body.items).toEqual([])

    // Once more: nothing twice.
    await arrive(there, await untilPlain(alice))
    expect(await untilArrived(there)).toMatchObject({ state: 'done', there: 2 })
    expect((await there.ask('GET', '/api/videos')).body.items).toHaveLength(2)

    // The former shore confirms, and tells who follows; the person carries the code.
    const to = `${after.url}/@alice`
    expect((await alice.ask('PUT', '/api/move', { to })).status).toBe(200)
    const { code } = (await alice.ask('GET', '/api/move')).body
    expect((await before.guest().ask('GET', '/public/accounts/alice')).body.movedTo).toBe(to)
    for (const until = Date.now() + 20_000; ; ) {
      const { items } = (await bob.ask('GET', '/api/notices')).body
      const moved = items.find((one: { kind: string }) => one.kind === 'moved')
      if (moved) {
        expect(moved).toMatchObject({ text: to, people: [{ handle: 'alice' }] })
        break
      }
      if (Date.now() > until) throw new Error('nobody told bob')
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    expect((await after.people['carol']!.ask('POST', '/api/move/confirmation', { code })).body.code).toBe('move.other')
    const changed = `${code.slice(0, -3)}AAA`
    expect((await there.ask('POST', '/api/move/confirmation', { code: changed })).body.code).toBe('move.code')
    expect((await there.ask('POST', '/api/move/confirmation', { code })).body.movedFrom).toBe(`${before.url}/@alice`)
    expect((await after.guest().ask('GET', '/public/accounts/alice')).body.movedFrom).toBe(`${before.url}/@alice`)
  })
})

const untilPlain = async (person: Person): Promise<Buffer> => {
  await prove(person)
  await archived(person)
  return (await fetchArchive(person)).bytes
}
