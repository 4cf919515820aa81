import { describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

type People = Record<'alice' | 'bob' | 'carol', Person>
const people = ['alice', 'bob', 'carol'] as const

async function withClip(visibility = 'public'): Promise<{ shore: TestShore; id: string } & People> {
  const shore = await openShore({ people })
  const { alice, bob, carol } = shore.people as People
  const { id } = await alice.post(clip('silent.mp4'), { visibility })
  return { shore, id, alice, bob, carol }
}
const say = (who: Person, id: string, text: string, replyTo: string | null = null) =>
  who.ask('POST', `/api/videos/${id}/comments`, { text, replyTo })
const texts = ({ body }: { body: { items: { text: string }[] } }) => body.items.map(({ text }) => text)
const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id)

describe.skipIf(!hasFfmpeg)(`conversation${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('saves clips for their owner alone, in collections, and counts them', async () => {
    const { shore, id, bob, carol } = await withClip()
    await using _ = shore
    expect((await bob.ask('PUT', `/api/videos/${id}/save`)).body).toEqual({ count: 1 })
    expect((await bob.ask('PUT', `/api/videos/${id}/save`)).body).toEqual({ count: 1 })
    const made = (await bob.ask('POST', '/api/collections', { name: ' Recipes ' })).body
    expect(made.name).toBe('Recipes')
    expect((await carol.ask('PUT', `/api/saves/${id}`, { collection: null })).body.code).toBe('save.not-found')
    await carol.ask('PUT', `/api/videos/${id}/save`)
    // Nobody puts anything into a collection of somebody else's.
    expect((await carol.ask('PUT', `/api/saves/${id}`, { collection: made.id })).body.code).toBe('save.not-found')
    expect((await carol.ask('DELETE', `/api/collections/${made.id}`)).body.code).toBe('collection.not-found')
    expect((await bob.ask('PUT', `/api/saves/${id}`, { collection: made.id })).status).toBe(204)
    const own = async () => (await bob.ask('GET', '/api/saves')).body
    expect(await own()).toMatchObject({ items: [{ id, collection: made.id }], collections: [made] })
    await bob.ask('DELETE', `/api/collections/${made.id}`)
    expect(await own()).toMatchObject({ items: [{ id, collection: null }], collections: [] })
    expect((await bob.ask('DELETE', `/api/videos/${id}/save`)).body).toEqual({ count: 1 })
    expect((await bob.ask('POST', '/api/collections', { name: ' \u200b ' })).body.code).toBe('collection.name')
    expect(idsOf(await shore.guest().ask('GET', `/public/videos?ids=${id},${id}`))).toEqual([id])
  })

  it('passes public clips on to followers, each once, at its newest, and shows them on the profile', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await carol.ask('PUT', '/api/accounts/bob/follow')
    await carol.ask('PUT', '/api/accounts/alice/follow')
    const second = (await alice.post(clip('square.mp4'), { visibility: 'public' })).id
    const hidden = (await alice.post(clip('square.mp4'), { visibility: 'unlisted' })).id
    expect((await alice.ask('PUT', `/api/videos/${id}/repost`)).body.code).toBe('repost.self')
    expect((await bob.ask('PUT', `/api/videos/${hidden}/repost`)).body.code).toBe('video.not-found')
    const feed = async () => (await carol.ask('GET', '/api/following/videos')).body.items
    expect((await feed()).map((item: { id: string }) => item.id)).toEqual([second, id])
    expect((await bob.ask('PUT', `/api/videos/${id}/repost`)).body).toEqual({ count: 1 })
    const now = await feed()
    expect(now.map((item: { id: string }) => item.id)).toEqual([id, second])
    expect(now[0].repostedBy).toMatchObject({ handle: 'bob' })
    expect(now[1].repostedBy).toBeNull()
    const pages: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } = await carol.ask(
        'GET',
        `/api/following/videos?limit=1${cursor && `&cursor=${cursor}`}`,
      )
      pages.push(...body.items.map(item => item.id))
      cursor = body.next
    }
    expect(pages).toEqual([id, second])
    expect(idsOf(await shore.guest().ask('GET', '/public/accounts/bob/reposts'))).toEqual([id])
    // Who passed it on is shown nowhere, or it is not for everybody any more: it comes as its author's, and is not missing.
    const suspend = (at: Date | null) =>
      shore.db.updateTable('accounts').set({ suspended_at: at }).where('handle', '=', 'bob').execute()
    await suspend(new Date())
    expect((await feed()).map((item: { id: string }) => item.id)).toEqual([second, id])
    await suspend(null)
    expect((await feed()).map((item: { id: string }) => item.id)).toEqual([id, second])
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'followers' })
    expect((await feed()).map((item: { id: string }) => item.id)).toEqual([second, id])
    expect(idsOf(await shore.guest().ask('GET', '/public/accounts/bob/reposts'))).toEqual([])
    expect((await bob.ask('DELETE', `/api/videos/${id}/repost`)).body).toEqual({ count: null })
    expect((await feed()).map((item: { id: string }) => item.id)).toEqual([second, id])
  })

  it('shows likes where their owner wants it, and counts nowhere where the author hides them', async () => {
    const { shore, id, alice, bob } = await withClip()
    await using _ = shore
    const guest = shore.guest()
    await bob.ask('PUT', `/api/videos/${id}/like`)
    expect((await guest.ask('GET', '/public/accounts/bob/likes')).body.code).toBe('likes.hidden')
    await bob.ask('PATCH', '/api/account', { showsLikes: true })
    expect(idsOf(await guest.ask('GET', '/public/accounts/bob/likes'))).toEqual([id])
    await alice.ask('PATCH', `/api/videos/${id}`, { hidesCounts: true })
    await expect
      .poll(async () => (await guest.ask('GET', `/public/videos/${id}`)).body)
      .toMatchObject({ likes: null, comments: null, saves: null, reposts: null })
    expect((await bob.ask('PUT', `/api/videos/${id}/save`)).body).toEqual({ count: null })
    expect((await guest.ask('GET', '/public/accounts/alice')).body.likes).toBe(0)
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.video).toMatchObject({ likes: 1, saves: 1 })
    const slate = (await guest.ask('GET', '/public/slate')).body
    expect(JSON.stringify(slate.entries ?? slate)).not.toMatch(/"likes":[1-9]/)
  })

  it('holds comments for the author, by choice and by words, and shows them when approved', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    const open = async () => texts(await shore.guest().ask('GET', `/public/videos/${id}/comments`))
    const count = async () => (await shore.guest().ask('GET', `/public/videos/${id}`)).body.comments
    expect((await alice.ask('PUT', '/api/blocked-words', { words: ['Idiot', 'buy now'] })).body).toEqual({
      words: ['idiot', 'buy now'],
    })
    const rude = (await say(bob, id, 'You ÍDIOT!')).body
    expect(rude.isHeld).toBe(true)
    expect((await say(bob, id, 'You idiotic')).body.isHeld).toBe(false)
    expect((await say(alice, id, 'idiot, myself')).body.isHeld).toBe(false)
    await alice.ask('PATCH', `/api/videos/${id}`, { commentsHeld: true })
    const waiting = (await say(carol, id, 'Hello')).body
    expect(waiting.isHeld).toBe(true)
    expect(await open()).toEqual(['idiot, myself', 'You idiotic'])
    expect(await count()).toBe(2)
    expect(texts(await alice.ask('GET', `/api/videos/${id}/comments/held`))).toEqual(['You ÍDIOT!', 'Hello'])
    for (const stranger of [bob, carol])
      expect((await stranger.ask('GET', `/api/videos/${id}/comments/held`)).status).toBe(404)
    expect((await bob.ask('PUT', `/api/comments/${rude.id}/approval`)).body.code).toBe('comment.not-held')
    expect((await say(alice, id, 'Reply', waiting.id)).body.code).toBe('comment.not-found')
    expect((await alice.ask('PUT', `/api/comments/${waiting.id}/approval`)).status).toBe(204)
    expect((await alice.ask('DELETE', `/api/comments/${rude.id}`)).status).toBe(204)
    await expect.poll(open).toEqual(['Hello', 'idiot, myself', 'You idiotic'])
    await expect.poll(count).toBe(3)
  })

  it('lets a writer change words for a while, and the author put one comment first', async () => {
    let now = new Date()
    const shore = await openShore({ people, clock: { now: () => now } })
    await using _ = shore
    const { alice, bob, carol } = shore.people as People
    const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    const list = async () => (await shore.guest().ask('GET', `/public/videos/${id}/comments`)).body.items
    const first = (await say(bob, id, 'Frist')).body
    await say(carol, id, 'Second')
    expect((await carol.ask('PATCH', `/api/comments/${first.id}`, { text: 'Hers' })).body.code).toBe(
      'comment.not-found',
    )
    expect((await bob.ask('PATCH', `/api/comments/${first.id}`, { text: 'First' })).body).toMatchObject({
      text: 'First',
      isEdited: true,
    })
    expect((await carol.ask('PUT', `/api/videos/${id}/pin`, { comment: first.id })).status).toBe(404)
    expect((await alice.ask('PUT', `/api/videos/${id}/pin`, { comment: first.id })).status).toBe(204)
    await expect.poll(async () => (await list()).map((one: { text: string }) => one.text)).toEqual(['First', 'Second'])
    expect((await list())[0]).toMatchObject({ isPinned: true })
    const html = (await shore.guest().ask('GET', `/@alice/video/${id}`)).body
    expect(html).toMatch(/Pinned by the author.*First.*Second/s)
    now = new Date(now.getTime() + 16 * 60_000)
    expect((await bob.ask('PATCH', `/api/comments/${first.id}`, { text: 'Late' })).body.code).toBe('comment.edit-late')
    await bob.ask('DELETE', `/api/comments/${first.id}`)
    await expect.poll(async () => (await list()).map((one: { text: string }) => one.text)).toEqual(['Second'])
    expect((await alice.ask('PUT', `/api/videos/${id}/pin`, { comment: first.id })).body.code).toBe('comment.not-found')
  })

  it('names people in captions and comments, but nobody who blocks the writer, and only while the words say so', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    const named = async () =>
      (
        await sql<{ handle: string; of: string }>`
          select handle, case when comment_id is null then 'caption' else 'comment' end as of
          from mentions join accounts on accounts.id = account_id order by handle, 2`.execute(shore.db)
      ).rows.map(({ handle, of }) => `${handle} ${of}`)
    await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'With @Bob, @carol and @nobody, by @alice' })
    expect(await named()).toEqual(['bob caption', 'carol caption'])
    await carol.ask('PUT', '/api/accounts/bob/block')
    const comment = (await say(bob, id, 'Hi @carol @alice')).body
    expect(await named()).toEqual(['alice comment', 'bob caption', 'carol caption'])
    await bob.ask('PATCH', `/api/comments/${comment.id}`, { text: 'Hi' })
    await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'With @bob' })
    expect(await named()).toEqual(['bob caption'])
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' })
    expect(await named()).toEqual([])
  })

  it('withholds what a suspended account has said, counts with it, and gives it back', async () => {
    const { shore, id, bob, carol } = await withClip()
    await using _ = shore
    await say(bob, id, 'His')
    await say(carol, id, 'Hers')
    const seen = async () => {
      const guest = shore.guest()
      const { body } = await guest.ask('GET', `/public/videos/${id}`)
      return [body.comments, ...texts(await guest.ask('GET', `/public/videos/${id}/comments`))]
    }
    const suspend = (at: Date | null) =>
      shore.db.updateTable('accounts').set({ suspended_at: at }).where('handle', '=', 'bob').execute()
    await suspend(new Date())
    await expect.poll(seen).toEqual([1, 'Hers'])
    expect((await say(bob, id, 'Again')).body.code).toBe('account.suspended')
    await suspend(null)
    await expect.poll(seen).toEqual([2, 'Hers', 'His'])
  })

  it('counts what is there after a hundred acts at once', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    const acts = [bob, carol].flatMap(who =>
      Array.from({ length: 12 }, (_, place) =>
        ['like', 'save', 'repost'].map(act => who.ask(place % 2 ? 'DELETE' : 'PUT', `/api/videos/${id}/${act}`)),
      ).flat(),
    )
    for (const { status } of await Promise.all([...acts, alice.ask('PATCH', `/api/videos/${id}`, { caption: 'x' })]))
      expect(status).toBe(200)
    const { rows } = await sql<{ wrong: number }>`
      select count(*)::int as wrong from videos where likes <> (select count(*) from likes where video_id = videos.id)
        or saves <> (select count(*) from saves where video_id = videos.id)
        or reposts <> (select count(*) from reposts where video_id = videos.id)`.execute(shore.db)
    expect(rows[0]!.wrong).toBe(0)
  })
})
