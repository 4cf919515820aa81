import { describe, expect, it } from 'vitest'
import { columns } from '../../src/server/register/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const mute = (who: Person, kind: string, what: string, isMuted = true) =>
  who.ask('PUT', '/api/muted', { kind, what, isMuted })
const mutedOf = async (who: Person): Promise<string[]> =>
  (await who.ask('GET', '/api/muted')).body.items.map(
    ({ kind, what }: { kind: string; what: string }) => `${kind} ${what}`,
  )

describe('what a viewer mutes', () => {
  it('is a list of their own, in one form, that is taken back as easily', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const sound = '01890000-0000-7000-8000-000000000000'
    for (const [kind, what] of [
      ['tag', 'Mer'],
      ['word', '  The   Match '],
      ['word', 'the match'],
      ['sound', sound],
    ] as const)
      expect((await mute(alice, kind, what)).status).toBe(204)
    expect((await mutedOf(alice)).sort()).toEqual([`sound ${sound}`, 'tag mer', 'word the match'])
    expect(await mutedOf(bob)).toEqual([])
    // Somebody else's act changes nothing of it.
    expect((await mute(bob, 'tag', 'mer', false)).status).toBe(204)
    await mute(alice, 'word', 'The Match', false)
    expect((await mutedOf(alice)).sort()).toEqual([`sound ${sound}`, 'tag mer'])
  })

  it('is refused in words where it could match nothing, and beyond 500', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    for (const [kind, what, code] of [
      ['tag', 'two words', 'tag.none'],
      ['word', ' \u200b', 'muted.word'],
      ['word', 'x'.repeat(61), 'muted.word'],
      ['sound', 'loud', 'sound.not-found'],
      ['person', 'bob', 'request.invalid'],
    ] as const)
      expect((await mute(alice, kind, what)).body.code, `${kind} ${what}`).toBe(code)
    const answers = await Promise.all(Array.from({ length: 505 }, (_, n) => mute(alice, 'word', `word ${n}`)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(500)
    expect(answers.find(({ status }) => status !== 204)?.body.code).toBe('muted.most')
    // What is there already is no more.
    expect(answers.some(({ status }) => status === 500)).toBe(false)
    const [held] = await mutedOf(alice)
    expect((await mute(alice, 'word', held!.slice('word '.length))).status).toBe(204)
  })

  it('is read by nobody else, not by staff either, and goes with the account', async () => {
    await using shore = await openShore({ people: ['alice', 'runs'], isIdle: true })
    const { alice, runs } = shore.people as Record<'alice' | 'runs', Person>
    await mute(alice, 'word', 'secretive')
    const { id } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', 'runs')
      .executeTakeFirstOrThrow()
    await shore.db.insertInto('roles').values({ account_id: id, role: 'operator', since: new Date() }).execute()
    expect((await shore.guest().ask('GET', '/api/muted')).status).toBe(401)
    expect((await mute(shore.guest(), 'tag', 'mer')).status).toBe(401)
    expect(await mutedOf(runs)).toEqual([])
    for (const path of ['/public/accounts/alice', '/@alice', '/api/operate/accounts'])
      expect(JSON.stringify((await runs.ask('GET', path)).body)).not.toContain('secretive')
    expect(columns['muted.what']).toMatchObject({ class: 'sealed', erasure: 'deleted' })
    await shore.db.deleteFrom('accounts').where('handle', '=', 'alice').execute()
    expect(await shore.db.selectFrom('muted').selectAll().execute()).toEqual([])
  })
})

describe.skipIf(!hasFfmpeg)(`a sensitive clip${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is marked by its author, everywhere at once, and pictured nowhere else', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id, video } = await alice.post(clip('web.mp4'), { caption: 'A wound #care' })
    await shore.db.updateTable('tags').set({ videos: 1 }).execute()
    const guest = shore.guest()
    const page = `/@alice/video/${id}`
    const seen = async () => (await guest.ask('GET', `/public/videos/${id}`)).body.isSensitive
    const pictures = async () => {
      const found: string[] = []
      for (const path of [page, '/', '/@alice', '/explore', '/public/accounts/alice/feed.atom'])
        if (
          /og:image|twitter:player|og:video|media:thumbnail|enclosure/.test(String((await guest.ask('GET', path)).body))
        )
          found.push(path)
      const oembed = await guest.ask('GET', `/public/oembed?url=${encodeURIComponent(shore.url + page)}`)
      if (oembed.body.thumbnail_url) found.push('oembed')
      if ((await guest.ask('GET', '/public/topics')).body.items.length > 0) found.push('topics')
      return found
    }
    expect(await seen()).toBe(false)
    // The control: without the mark each of them has a picture.
    expect(await pictures()).toEqual([
      page,
      '/',
      '/@alice',
      '/explore',
      '/public/accounts/alice/feed.atom',
      'oembed',
      'topics',
    ])
    const changed = await alice.ask('PATCH', `/api/videos/${id}`, { isSensitive: true })
    expect(changed.body).toMatchObject({ isSensitive: true, video: { isSensitive: true } })
    await expect.poll(seen).toBe(true)
    await expect.poll(pictures).toEqual([])
    for (const path of [
      '/public/slate',
      '/public/videos',
      '/public/search?q=wound&kind=clips',
      '/public/tags/care/videos',
    ]) {
      const { body } = await guest.ask('GET', path)
      expect((body.entries ?? body.items ?? body.clips)[0], path).toMatchObject({ id, isSensitive: true })
    }
    expect((await guest.ask('GET', '/public/search?q=alice&kind=sounds')).body.sounds).toMatchObject([{ poster: null }])
    // The mark covers; it takes nothing away.
    expect((await guest.ask('GET', video!.poster)).status).toBe(200)
    await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'Words alone #care' })
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.isSensitive).toBe(true)
    await alice.ask('PATCH', `/api/videos/${id}`, { isSensitive: false })
    await expect.poll(seen).toBe(false)
  })
})
