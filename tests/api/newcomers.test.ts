import { describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

type People = Record<'alice' | 'bob' | 'carol', Person>
const people = ['alice', 'bob', 'carol'] as const
const dayMs = 86_400_000

/** Makes accounts as old as that. */
const age = (shore: TestShore, handle: string, days: number) =>
  shore.db
    .updateTable('accounts')
    .set({ created_at: new Date(Date.now() - days * dayMs) })
    .where('handle', '=', handle)
    .execute()
const say = (who: Person, id: string, text: string, replyTo: string | null = null) =>
  who.ask('POST', `/api/videos/${id}/comments`, { text, replyTo })
const code = async (answer: Promise<{ body: { code?: string } }>) => (await answer).body.code

async function withClip(): Promise<{ shore: TestShore; id: string } & People> {
  const shore = await openShore({ people })
  const { alice, bob, carol } = shore.people as People
  const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
  return { shore, id, alice, bob, carol }
}

describe.skipIf(!hasFfmpeg)(`what an author does about newcomers${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('holds comments of accounts younger than seven days, where the author wants it', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await age(shore, 'carol', 8)
    expect((await say(bob, id, 'first')).body.isHeld).toBe(false)
    expect((await alice.ask('PATCH', '/api/protection', { holdsNewcomers: true })).body).toEqual({
      holdsNewcomers: true,
      limitedUntil: null,
    })
    expect((await say(bob, id, 'second')).body.isHeld).toBe(true)
    expect((await say(carol, id, 'third')).body.isHeld).toBe(false)
    expect((await say(alice, id, 'fourth')).body.isHeld).toBe(false)
    const held = (await alice.ask('GET', `/api/videos/${id}/comments/held`)).body.items
    expect(held.map((one: { text: string }) => one.text)).toEqual(['second'])
    expect((await alice.ask('PUT', `/api/comments/${held[0].id}/approval`)).status).toBe(204)
    expect((await bob.ask('GET', '/api/protection')).body.holdsNewcomers).toBe(false)
  })

  it('holds a link from an account younger than seven days, whether it comes at once or by an edit', async () => {
    const { shore, id, bob, carol } = await withClip()
    await using _ = shore
    await age(shore, 'carol', 8)
    expect((await say(bob, id, 'win at spam。com')).body.isHeld).toBe(true)
    expect((await say(carol, id, 'as in https://archive.example/1')).body.isHeld).toBe(false)
    const plain = (await say(bob, id, 'nice')).body
    expect(plain.isHeld).toBe(false)
    expect((await bob.ask('PATCH', `/api/comments/${plain.id}`, { text: 'nice: www.spam.example' })).body.isHeld).toBe(
      true,
    )
    const shown = (await shore.guest().ask('GET', `/public/videos/${id}/comments`)).body.items
    expect(JSON.stringify(shown)).not.toMatch(/spam/)
  })
})

describe.skipIf(!hasFfmpeg)(`limit mode${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('leaves old followers alone, refuses everybody else in words, and ends by itself', async () => {
    let shiftMs = 0
    const clock = { now: () => new Date(Date.now() + shiftMs) }
    await using shore = await openShore({ people, clock })
    const { alice, bob, carol } = shore.people as People
    const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    const bobs = (await bob.post(clip('silent.mp4'), { visibility: 'public' })).id
    await carol.ask('PUT', '/api/accounts/alice/follow')
    const early = (await say(bob, id, 'before')).body.id
    const on = (await alice.ask('PATCH', '/api/protection', { limitHours: 1 })).body
    expect(Date.parse(on.limitedUntil) - clock.now().getTime()).toBeGreaterThan(3_500_000)

    expect((await say(bob, id, 'hello')).body).toMatchObject({ status: 403, code: 'limit.account' })
    expect(await code(bob.ask('PATCH', `/api/comments/${early}`, { text: 'worse' }))).toBe('limit.account')
    expect(await code(bob.ask('PUT', `/api/videos/${id}/repost`))).toBe('limit.account')
    expect(await code(say(bob, bobs, 'look at @alice'))).toBe('limit.mention')
    expect((await bob.ask('PUT', '/api/accounts/alice/follow')).body).toEqual({ state: 'asked' })
    expect((await bob.ask('PUT', `/api/videos/${id}/like`)).status).toBe(200)
    // Whoever is let in now does not follow since before.
    await alice.ask('PUT', '/api/followers/bob')
    expect(await code(say(bob, id, 'now?'))).toBe('limit.account')
    // Longer limits begin where they began.
    await alice.ask('PATCH', '/api/protection', { limitHours: 24 })
    expect(await code(say(bob, id, 'now?'))).toBe('limit.account')

    expect((await say(carol, id, 'still here')).status).toBe(201)
    expect((await say(carol, bobs, 'with @alice')).status).toBe(201)
    expect((await carol.ask('PUT', `/api/videos/${id}/repost`)).status).toBe(200)
    // The words of a clip name nobody who takes no mention.
    await bob.ask('POST', `/api/videos/${bobs}/post`, { caption: 'about @alice', visibility: 'public' })
    const told = await shore.db.selectFrom('mentions').select('comment_id').execute()
    expect(told).toHaveLength(1)
    expect(told[0]!.comment_id).not.toBeNull()

    const account = (await shore.guest().ask('GET', '/public/accounts/alice')).body
    expect(account.isClosed).toBe(false)
    shiftMs = dayMs + 60_000
    expect((await alice.ask('GET', '/api/protection')).body.limitedUntil).toBeNull()
    expect((await say(bob, id, 'after')).status).toBe(201)
    expect((await bob.ask('PUT', `/api/videos/${id}/repost`)).status).toBe(200)
  })

  it('ends when its owner says so, takes no length of its own, and is nobody else’s to see', async () => {
    const { shore, id, alice, bob } = await withClip()
    await using _ = shore
    for (const limitHours of [2, 0, -1, 1000, 'long'])
      expect(await code(alice.ask('PATCH', '/api/protection', { limitHours }))).toBe('request.invalid')
    await alice.ask('PATCH', '/api/protection', { limitHours: 6 })
    expect((await bob.ask('GET', '/api/protection')).body.limitedUntil).toBeNull()
    expect(JSON.stringify((await shore.guest().ask('GET', '/public/accounts/alice')).body)).not.toMatch(/limit/i)
    await alice.ask('PATCH', '/api/protection', { limitHours: null })
    expect((await say(bob, id, 'hello')).status).toBe(201)
    expect((await shore.guest().ask('GET', '/api/protection')).status).toBe(401)
  })

  it('lets nothing through that comes while it is turned on, nor for a follower who is taken away', async () => {
    const { shore, id, alice, bob, carol } = await withClip()
    await using _ = shore
    await carol.ask('PUT', '/api/accounts/alice/follow')
    for (let round = 0; round < 15; round++) {
      await bob.ask('DELETE', '/api/accounts/alice/follow')
      await bob.ask('DELETE', `/api/videos/${id}/repost`)
      const [, comment, follow, repost] = await Promise.all([
        alice.ask('PATCH', '/api/protection', { limitHours: 1 }),
        say(bob, id, `round ${round}`),
        bob.ask('PUT', '/api/accounts/alice/follow'),
        bob.ask('PUT', `/api/videos/${id}/repost`),
      ])
      // Each came before or after, whole; a follow that came before by its own clock alone gives nothing.
      expect([201, 403]).toContain(comment.status)
      expect([200, 403]).toContain(repost.status)
      expect(['asked', 'accepted']).toContain(follow.body.state)
      if (follow.body.state === 'asked') expect(await code(say(bob, id, 'late'))).toBe('limit.account')
      await alice.ask('PATCH', '/api/protection', { limitHours: null })
    }
    await alice.ask('PATCH', '/api/protection', { limitHours: 1 })
    expect((await say(carol, id, 'I follow')).status).toBe(201)
    expect((await alice.ask('DELETE', '/api/followers/carol')).body).toEqual({ state: null })
    expect(await code(say(carol, id, 'I followed'))).toBe('limit.account')
    expect((await carol.ask('PUT', '/api/accounts/alice/follow')).body).toEqual({ state: 'asked' })
    expect(await code(alice.ask('DELETE', '/api/followers/nobody'))).toBe('follow.not-found')
  })
})
