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

describe.skipIf(!hasFfmpeg)(`comments${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('are read by anyone, newest first, with one level of replies, and counted', async () => {
    const { shore, id, alice, bob } = await withClip()
    await using _ = shore
    const first = (await say(bob, id, 'First!')).body
    await say(alice, id, 'Thank you')
    const reply = await say(alice, id, 'Really', first.id)
    expect(reply.body).toMatchObject({ isByAuthor: true, author: { handle: 'alice' } })
    expect((await say(bob, id, 'No deeper', reply.body.id)).body.code).toBe('comment.not-found')
    const guest = shore.guest()
    expect(texts(await guest.ask('GET', `/public/videos/${id}/comments`))).toEqual(['Thank you', 'First!'])
    expect(texts(await guest.ask('GET', `/public/videos/${id}/comments?replyTo=${first.id}`))).toEqual(['Really'])
    expect((await guest.ask('GET', `/public/videos/${id}`)).body.comments).toBe(3)
    const seen: string[] = []
    for (let i = 0; i < 5; i++) await say(bob, id, `More ${i}`)
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { text: string }[]; next: string | null } } = await guest.ask(
        'GET',
        `/public/videos/${id}/comments?limit=3${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...body.items.map(({ text }) => text))
      cursor = body.next
    }
    expect(seen).toEqual(['More 4', 'More 3', 'More 2', 'More 1', 'More 0', 'Thank you', 'First!'])
  })

  it('are deleted by who wrote them and by the clip’s author, with their replies, and by nobody else', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    const his = (await say(bob, id, 'His')).body
    await say(carol, id, 'Hers', his.id)
    const other = (await say(carol, id, 'Another')).body
    expect((await carol.ask('DELETE', `/api/comments/${his.id}`)).body.code).toBe('comment.not-found')
    expect((await bob.ask('DELETE', `/api/comments/${his.id}`)).status).toBe(204)
    expect((await alice.ask('DELETE', `/api/comments/${other.id}`)).status).toBe(204)
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).body.comments).toBe(0)
    const { rows } = await sql`select 1 from comments`.execute(shore.db)
    expect(rows).toEqual([])
  })

  it('are as many as are counted, whatever happens at once, and go with their writer', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    const parent = (await say(alice, id, 'Ask me')).body
    const made = await Promise.all(
      Array.from({ length: 24 }, (_, n) => say(n % 2 ? bob : carol, id, `Answer ${n}`, n % 3 ? parent.id : null)),
    )
    await Promise.all([
      ...made.slice(0, 8).map((one, n) => (n % 2 ? bob : carol).ask('DELETE', `/api/comments/${one.body.id}`)),
      ...made.slice(0, 8).map(one => alice.ask('DELETE', `/api/comments/${one.body.id}`)),
      say(bob, id, 'Meanwhile', parent.id),
    ])
    const counted = async () => {
      const { rows } = await sql<{ kept: number; there: number; replies: number; answers: number }>`
        select videos.comments as kept, (select count(*)::int from comments where video_id = videos.id) as there,
          (select coalesce(sum(replies), 0)::int from comments) as replies,
          (select count(*)::int from comments where parent_id is not null) as answers
        from videos where id = ${id}`.execute(shore.db)
      return rows[0]!
    }
    const now = await counted()
    expect([now.kept, now.replies]).toEqual([now.there, now.answers])
    expect(now.there).toBe(1 + 24 - 8 + 1)
    await sql`delete from accounts where handle = 'bob'`.execute(shore.db)
    const after = await counted()
    expect([after.kept, after.replies]).toEqual([after.there, after.answers])
    expect(after.there).toBeLessThan(now.there)
    // Two who delete and comment on one clip that is deleted: nothing is left behind.
    await Promise.all([
      alice.ask('DELETE', `/api/videos/${id}`),
      ...Array.from({ length: 6 }, () => say(carol, id, 'Too late?')),
    ])
    expect((await sql`select 1 from comments`.execute(shore.db)).rows).toEqual([])
  })

  it('and their replies can be deleted and answered at the same moment: nobody waits for anybody in a circle', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    for (let round = 0; round < 12; round++) {
      const parent = (await say(alice, id, 'Ask me')).body
      const replies = await Promise.all([say(bob, id, 'One', parent.id), say(carol, id, 'Two', parent.id)])
      const statuses = await Promise.all([
        alice.ask('DELETE', `/api/comments/${parent.id}`),
        say(bob, id, 'Three', parent.id),
        ...replies.map((reply, n) => (n ? carol : bob).ask('DELETE', `/api/comments/${reply.body.id}`)),
      ])
      for (const { status } of statuses) expect([201, 204, 404]).toContain(status)
    }
    const { rows } = await sql<{ comments: number }>`select comments from videos`.execute(shore.db)
    expect(rows[0]!.comments).toBe(0)
  })

  it('are written by whom the author lets, and only where the clip is seen', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await bob.ask('PUT', '/api/accounts/alice/follow')
    await alice.ask('PATCH', `/api/videos/${id}`, { commentsFrom: 'followers' })
    expect((await say(bob, id, 'I follow')).status).toBe(201)
    expect((await say(carol, id, 'I do not')).body.code).toBe('comment.followers')
    await alice.ask('PATCH', `/api/videos/${id}`, { commentsFrom: 'nobody' })
    expect((await say(bob, id, 'Still?')).body.code).toBe('comment.off')
    expect((await say(alice, id, 'My own')).status).toBe(201)
    await alice.ask('PATCH', `/api/videos/${id}`, { commentsFrom: 'everyone', visibility: 'followers' })
    const guest = shore.guest()
    await expect.poll(async () => (await guest.ask('GET', `/public/videos/${id}/comments`)).status).toBe(404)
    expect((await say(carol, id, 'Unseen')).body.code).toBe('video.not-found')
    expect(texts(await bob.ask('GET', `/api/following/videos/${id}/comments`))).toEqual(['My own', 'I follow'])
    expect((await carol.ask('GET', `/api/following/videos/${id}/comments`)).status).toBe(404)
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' })
    expect((await say(bob, id, 'Gone')).body.code).toBe('video.not-found')
  })

  it('are refused in words where they say nothing or too much, and lose what turns and hides', async () => {
    const { shore, id, bob } = await withClip()
    await using _ = shore
    for (const nothing of ['', ' \n ', '\u200b\u202e'])
      expect((await say(bob, id, nothing)).body.code).toBe('comment.empty')
    expect((await say(bob, id, 'x'.repeat(1001))).body).toMatchObject({
      code: 'comment.too-long',
      params: { got: 1001 },
    })
    expect((await say(bob, id, '<script>alert(1)</script>\u202eabc')).body.text).toBe('<script>alert(1)</script>abc')
    expect((await say(shore.guest(), id, 'Hello')).status).toBe(401)
    expect((await say(bob, crypto.randomUUID(), 'Hello')).body.code).toBe('video.not-found')
  })
})
