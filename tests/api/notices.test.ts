import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/core/wire/notice.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

type People = Record<'alice' | 'bob' | 'carol' | 'dan', Person>

async function withClip(): Promise<{ shore: TestShore; id: string } & People> {
  const shore = await openShore({ people: ['alice', 'bob', 'carol', 'dan'] })
  const all = shore.people as People
  const { id } = await all.alice.post(clip('silent.mp4'), { caption: 'First light', visibility: 'public' })
  await sql`delete from notices`.execute(shore.db)
  return { shore, id, ...all }
}
const inbox = async (who: Person, query = ''): Promise<Notice[]> =>
  (await who.ask('GET', `/api/notices${query}`)).body.items
const unread = async (who: Person): Promise<number> => (await who.ask('GET', '/api/notices/unread')).body.unread
const say = (who: Person, id: string, text: string, replyTo: string | null = null) =>
  who.ask('POST', `/api/videos/${id}/comments`, { text, replyTo })
const like = (who: Person, id: string) => who.ask('PUT', `/api/videos/${id}/like`)
const unlike = (who: Person, id: string) => who.ask('DELETE', `/api/videos/${id}/like`)
const names = ({ people }: Notice) => people.map(({ handle }) => handle)
const lines = async (who: Person) => (await inbox(who)).map(one => `${one.kind} ${names(one).join(' ')}`.trim())
const { rows: nobody } = { rows: [] as unknown[] }

/** So many accounts that nobody signs in to. */
const crowd = (shore: TestShore, n: number) =>
  sql`insert into accounts (id, handle, skeleton, name, created_at)
    select gen_random_uuid(), 'crowd' || i, 'crowd' || i, 'Crowd ' || i, now() from generate_series(1, ${n}::int) i`.execute(
    shore.db,
  )

describe.skipIf(!hasFfmpeg)(`an inbox${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('tells of likes, comments, replies and follows, and takes each away again with the act', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await like(bob, id)
    await like(carol, id)
    await like(alice, id)
    const said = (await say(bob, id, 'How was it made?')).body
    const reply = (await say(alice, id, 'With a phone', said.id)).body
    await bob.ask('PUT', '/api/accounts/alice/follow')
    expect(await lines(alice)).toEqual(['follow bob', 'comment bob', 'like carol bob'])
    expect(await lines(bob)).toEqual(['reply alice'])
    const [, comment, likes] = await inbox(alice)
    expect(comment).toMatchObject({
      text: 'How was it made?',
      isNew: true,
      others: 0,
      clip: { id, caption: 'First light' },
    })
    expect(likes!.clip!.poster).toMatch(/^\/media\//)
    expect((await inbox(bob))[0]).toMatchObject({ text: 'With a phone', clip: { id, handle: 'alice' } })
    // A reply to one’s own comment on one’s own clip is told once, as what it is.
    const own = (await say(alice, id, 'Ask me')).body
    await say(carol, id, 'I ask', own.id)
    expect(await lines(alice)).toEqual(['reply carol', 'follow bob', 'comment bob', 'like carol bob'])

    await unlike(carol, id)
    await alice.ask('DELETE', `/api/comments/${reply.id}`)
    await bob.ask('DELETE', `/api/comments/${said.id}`)
    await bob.ask('DELETE', '/api/accounts/alice/follow')
    await alice.ask('DELETE', `/api/comments/${own.id}`)
    expect(await lines(alice)).toEqual(['like bob'])
    await unlike(bob, id)
    expect([await lines(alice), await lines(bob)]).toEqual([[], []])
    expect((await sql`select 1 from notices`.execute(shore.db)).rows).toEqual(nobody)
  })

  it('asks on behalf of who may follow a closed account, and tells them when they may', async () => {
    const { shore, alice, bob, carol, dan } = await withClip()
    await using _ = shore
    await alice.ask('PATCH', '/api/account', { isClosed: true })
    for (const who of [bob, carol, dan]) await who.ask('PUT', '/api/accounts/alice/follow')
    expect(await lines(alice)).toEqual(['ask dan carol bob'])
    await alice.ask('PUT', '/api/followers/bob')
    await alice.ask('DELETE', '/api/followers/dan')
    expect(await lines(alice)).toEqual(['ask carol'])
    expect(await lines(bob)).toEqual(['accepted alice'])
    expect(await lines(dan)).toEqual([])
    await alice.ask('DELETE', '/api/followers/bob')
    expect(await lines(bob)).toEqual([])
  })

  it('tells what became of one’s own clips: ready, refused, given up half way, ended', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id } = await alice.post(clip('silent.mp4'), { caption: 'Of a day', visibility: 'private' })
    expect((await inbox(alice))[0]).toMatchObject({ kind: 'ready', people: [], clip: { id, handle: 'alice' } })
    expect((await inbox(alice))[0]!.clip!.poster).toMatch(new RegExp(`^/api/videos/${id}/media/`))
    await sql`update videos set ladder_fault = 'video.not-processed' where id = ${id}`.execute(shore.db)
    expect((await inbox(alice))[0]).toMatchObject({ kind: 'unfinished', refusal: { code: 'video.not-processed' } })
    await sql`update videos set state = 'refused', published_at = null, refusal = '{"code":"video.broken","params":{}}' where id = ${id}`.execute(
      shore.db,
    )
    expect((await inbox(alice)).map(({ kind, refusal }) => [kind, refusal?.code])).toEqual([
      ['refused', 'video.broken'],
    ])
    await sql`update videos set ends_at = now() - interval '1 minute' where id = ${id}`.execute(shore.db)
    expect(await shore.videos.ended(new Date(), null)).toEqual([id])
    await shore.videos.removeEnded(id, new Date(), null)
    expect(await inbox(alice)).toMatchObject([{ kind: 'ended', clip: { isGone: true, caption: 'Of a day' } }])
    // What its author deletes is nothing to be told of.
    const other = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    await alice.ask('DELETE', `/api/videos/${other.id}`)
    expect((await inbox(alice)).map(({ kind }) => kind)).toEqual(['ended'])
  })

  it('says nothing of one’s own acts, of who is blocked, muted or suspended, before or since', async () => {
    const { shore, id, alice, bob, carol, dan } = await withClip()
    await using _ = shore
    await like(alice, id)
    await say(alice, id, 'My own')
    expect(await inbox(alice)).toEqual([])
    await alice.ask('PUT', '/api/accounts/bob/mute')
    await like(bob, id)
    await say(bob, id, 'Do you hear me?')
    expect([await inbox(alice), await unread(alice)]).toEqual([[], 0])
    await like(carol, id)
    await like(dan, id)
    expect(await lines(alice)).toEqual(['like dan carol'])
    await alice.ask('PUT', '/api/accounts/carol/block')
    expect(await lines(alice)).toEqual(['like dan'])
    await sql`update accounts set suspended_at = now() where handle = 'dan'`.execute(shore.db)
    expect([await inbox(alice), await unread(alice)]).toEqual([[], 0])
    await sql`update accounts set suspended_at = null where handle = 'dan'`.execute(shore.db)
    expect([await lines(alice), await unread(alice)]).toEqual([['like dan'], 1])
    await alice.ask('DELETE', '/api/accounts/bob/mute')
    expect(await lines(alice)).toEqual(['like dan bob'])
  })

  it('gives no word away of a clip that one may not see any more', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    const said = (await say(bob, id, 'Ask me')).body
    await say(carol, id, 'A secret', said.id)
    expect((await inbox(bob))[0]!.text).toBe('A secret')
    for (const visibility of ['private', 'followers']) {
      await alice.ask('PATCH', `/api/videos/${id}`, { visibility })
      expect([await inbox(bob), await unread(bob)], visibility).toEqual([[], 0])
    }
    await bob.ask('PUT', '/api/accounts/alice/follow')
    expect((await inbox(bob))[0]!.text).toBe('A secret')
  })

  it('counts what is unseen until it was seen, and again what comes after; taking back makes nothing new', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await like(bob, id)
    await say(bob, id, 'One')
    expect(await unread(alice)).toBe(2)
    const [newest] = await inbox(alice)
    const seen = (tab: string) => alice.ask('PUT', '/api/notices/seen', { until: newest!.at, tab })
    expect((await seen('comments')).body).toEqual({ unread: 1 })
    expect((await inbox(alice)).map(({ isNew }) => isNew)).toEqual([false, true])
    expect((await seen('all')).body).toEqual({ unread: 0 })
    await like(carol, id)
    expect([await unread(alice), (await inbox(alice)).map(({ kind, isNew }) => `${kind} ${isNew}`)]).toEqual([
      1,
      ['like true', 'comment false'],
    ])
    await unlike(carol, id)
    expect([await unread(alice), (await inbox(alice)).map(({ kind, isNew }) => `${kind} ${isNew}`)]).toEqual([
      0,
      ['comment false', 'like false'],
    ])
    expect((await bob.ask('PUT', '/api/notices/seen', { until: newest!.at })).body).toEqual({ unread: 0 })
    expect((await alice.ask('PUT', '/api/notices/seen', { until: 'soon' })).status).toBe(400)
  })

  it('pages so that every line comes once, and what is added to meanwhile is at the front', async () => {
    const { shore, id, alice, bob } = await withClip()
    await using _ = shore
    const at = new Date('2026-11-01T08:00:00Z')
    // Lines of one and the same moment, and of others.
    await sql`
      insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at)
      select gen_random_uuid(), account_id, 'ready', 'public', 'Clip ' || i, '{}', '', '', 1, ${at}, ${at}, ${at}
      from videos, generate_series(1, 60) i where videos.id = ${id}`.execute(shore.db)
    await sql`
      insert into likes (account_id, video_id, created_at)
      select accounts.id, videos.id, ${at}::timestamptz + (length(caption) * interval '1 second')
      from videos, accounts where handle = 'bob' and caption like 'Clip %'`.execute(shore.db)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await alice.ask('GET', `/api/notices?limit=7${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map((one: Notice) => one.clip!.id))
      if (seen.length === 14) await like(bob, id)
      if (body.next === null) break
      cursor = body.next
    }
    expect([seen.length, new Set(seen).size]).toEqual([60, 60])
    expect((await inbox(alice))[0]!.clip!.id).toBe(id)
    expect(await inbox(alice, '?tab=comments')).toEqual([])
    expect(await inbox(alice, '?tab=likes&limit=100')).toHaveLength(61)
    expect(await unread(alice)).toBe(61)
    for (const cursor of ['x', Buffer.from('2026 1').toString('base64url'), Buffer.from('a b').toString('base64url')])
      expect((await alice.ask('GET', `/api/notices?cursor=${cursor}`)).body.code, cursor).toBe('request.invalid')
  })

  it('keeps one line for ten thousand likes, and its count right through likes and unlikes at once', async () => {
    const { shore, id, alice, bob, carol, dan } = await withClip()
    await using _ = shore
    await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 ? unlike : like)([bob, carol, dan][n % 3]!, id)))
    const likers = await sql<{ handle: string }>`
      select handle from likes join accounts on accounts.id = account_id order by likes.created_at desc`.execute(
      shore.db,
    )
    const expected = likers.rows.map(({ handle }) => handle)
    expect((await inbox(alice)).map(names)).toEqual(expected.length > 0 ? [expected] : [])
    for (const who of [bob, carol, dan]) await unlike(who, id)
    expect((await sql`select 1 from notices`.execute(shore.db)).rows).toEqual(nobody)

    await crowd(shore, 10_000)
    await sql`
      insert into likes (account_id, video_id, created_at)
      select id, ${id}, now() from accounts where handle like 'crowd%'`.execute(shore.db)
    await sql`update videos set likes = 10000 where id = ${id}`.execute(shore.db)
    const all = await inbox(alice)
    expect(all).toHaveLength(1)
    expect(all[0]!.people.length + all[0]!.others).toBe(10_000)
    expect(await unread(alice)).toBe(1)
    await sql`delete from videos where id = ${id}`.execute(shore.db)
    expect(await inbox(alice)).toEqual([])
  })

  it('tells of reposts and of one’s name in comments and captions, once, and when the words can be read', async () => {
    const { shore, id, alice, bob, carol, dan } = await withClip()
    await using _ = shore
    await bob.ask('PUT', `/api/videos/${id}/repost`)
    await say(bob, id, 'Look @carol and @alice')
    // The clip’s author is told of the comment, and not a second time of the name in it.
    expect(await lines(alice)).toEqual(['comment bob', 'repost bob'])
    expect(await lines(carol)).toEqual(['mention bob'])
    expect((await inbox(carol))[0]).toMatchObject({ text: 'Look @carol and @alice', clip: { id, handle: 'alice' } })
    await bob.ask('DELETE', `/api/videos/${id}/repost`)
    await carol.ask('PUT', '/api/notices/seen', { until: (await inbox(carol))[0]!.at })

    await alice.ask('PATCH', `/api/videos/${id}`, { commentsHeld: true })
    const own = (await say(carol, id, 'Mine')).body
    await alice.ask('PUT', `/api/comments/${own.id}/approval`)
    const held = (await say(dan, id, 'For @carol and @bob', own.id)).body
    expect([await unread(carol), await lines(bob)]).toEqual([0, []])
    await alice.ask('PUT', `/api/comments/${held.id}/approval`)
    expect([await lines(carol), await unread(carol)]).toEqual([['reply dan', 'mention bob'], 1])
    expect(await lines(bob)).toEqual(['mention dan'])
    await dan.ask('DELETE', `/api/comments/${held.id}`)
    expect([await lines(carol), await lines(bob)]).toEqual([['mention bob'], []])

    const named = await alice.post(clip('silent.mp4'), { caption: 'With @dan', visibility: 'private' })
    expect(await lines(dan)).toEqual([])
    await alice.ask('PATCH', `/api/videos/${named.id}`, { visibility: 'public' })
    expect(await lines(dan)).toEqual(['mention alice'])
    expect((await inbox(dan, '?tab=comments'))[0]).toMatchObject({ text: '', clip: { caption: 'With @dan' } })
    await alice.ask('DELETE', `/api/videos/${named.id}`)
    expect(await lines(dan)).toEqual([])
  })

  it('keeps to what the person wants to be told, and forgets the rest', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await like(bob, id)
    await say(bob, id, 'Hello')
    expect((await alice.ask('GET', '/api/notices/choices')).body).toEqual({ unwanted: [] })
    const chosen = await alice.ask('PUT', '/api/notices/choices', { unwanted: ['likes', 'followers'] })
    expect(chosen.body).toEqual({ unwanted: ['likes', 'followers'] })
    await like(carol, id)
    await carol.ask('PUT', '/api/accounts/alice/follow')
    expect(await lines(alice)).toEqual(['comment bob'])
    await alice.ask('PUT', '/api/notices/choices', { unwanted: [] })
    await carol.ask('DELETE', '/api/accounts/alice/follow')
    await carol.ask('PUT', '/api/accounts/alice/follow')
    expect(await lines(alice)).toEqual(['follow carol', 'comment bob'])
    expect((await alice.ask('PUT', '/api/notices/choices', { unwanted: ['weather'] })).status).toBe(400)
  })

  it('is read with a token that may read, is nobody else’s, and holds what is new and not too much', async () => {
    const { shore, id, alice, bob } = await withClip()
    await using _ = shore
    await like(bob, id)
    const { token } = (await alice.ask('POST', '/api/tokens', { name: 'reader', scope: 'read' })).body
    const reader = shore.guest()
    const bearer = { authorization: `Bearer ${token}` }
    expect((await reader.ask('GET', '/api/notices', undefined, bearer)).body.items).toHaveLength(1)
    expect((await reader.ask('GET', '/api/notices')).status).toBe(401)
    expect((await reader.ask('PUT', '/api/notices/choices', { unwanted: [] }, bearer)).body.code).toBe('token.act')
    const { noticeStore } = await import('../../src/server/notices/index.ts')
    const store = noticeStore(shore.db)
    await sql`
      insert into notices (account_id, kind, subject_id, at)
      select id, 'ended', gen_random_uuid(), now() - i * interval '1 minute' from accounts, generate_series(1, 30) i where handle = 'bob'`.execute(
      shore.db,
    )
    await store.forget(new Date(Date.now() - 86_400_000), 12)
    const left = await inbox(bob)
    expect([left.length, left.at(-1)!.at > new Date(Date.now() - 13 * 60_000).toISOString()]).toEqual([12, true])
    await sql`update notices set at = now() - interval '2 days' where kind = 'ended'`.execute(shore.db)
    await store.forget(new Date(Date.now() - 86_400_000), 12)
    expect([await inbox(bob), (await inbox(alice)).length]).toEqual([[], 1])
  })
})
