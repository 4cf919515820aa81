import { describe, expect, it } from 'vitest'
import { guard } from '../../src/server/http/guard.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const follow = (who: Person, handle: string) => who.ask('PUT', `/api/accounts/${handle}/follow`)
const handles = ({ body }: { body: { items: { handle: string; state: string }[] } }) =>
  body.items.map(({ handle, state }) => `${handle} ${state}`)

describe('following', () => {
  it('is one act, once, and both of the two see it', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    expect((await follow(bob, 'alice')).body).toEqual({ state: 'accepted' })
    await Promise.all(Array.from({ length: 8 }, () => follow(bob, 'alice')))
    expect(handles(await bob.ask('GET', '/api/follows'))).toEqual(['alice accepted'])
    expect(handles(await alice.ask('GET', '/api/followers'))).toEqual(['bob accepted'])
    expect((await shore.guest().ask('GET', '/public/accounts/alice')).body).toMatchObject({ followers: 1 })
    expect((await follow(alice, 'alice')).body.code).toBe('follow.self')
    expect((await follow(alice, 'nobody')).body.code).toBe('account.not-found')
    await bob.ask('DELETE', '/api/accounts/alice/follow')
    await expect
      .poll(async () => (await shore.guest().ask('GET', '/public/accounts/alice')).body)
      .toMatchObject({ followers: 0 })
  })

  it('of a closed account waits for its leave, which can be declined and taken back', async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'carol', 'dave'], isIdle: true })
    const { alice, bob, carol, dave } = shore.people as Record<string, Person> as Record<
      'alice' | 'bob' | 'carol' | 'dave',
      Person
    >
    expect((await alice.ask('PATCH', '/api/account', { isClosed: true })).body).toMatchObject({ isClosed: true })
    for (const who of [bob, carol, dave]) expect((await follow(who, 'alice')).body).toEqual({ state: 'asked' })
    await alice.ask('PUT', '/api/followers/bob')
    await alice.ask('DELETE', '/api/followers/carol')
    expect(handles(await alice.ask('GET', '/api/followers'))).toEqual(['dave asked', 'bob accepted'])
    expect(handles(await carol.ask('GET', '/api/follows'))).toEqual([])
    expect((await alice.ask('PUT', '/api/followers/carol')).body.code).toBe('follow.not-found')
    // Nobody gives themselves leave: the list one may answer is one's own.
    expect((await dave.ask('PUT', '/api/followers/alice')).status).toBe(404)
    await alice.ask('PATCH', '/api/account', { isClosed: false })
    expect(handles(await dave.ask('GET', '/api/follows'))).toEqual(['alice accepted'])
    await alice.ask('DELETE', '/api/followers/bob')
    expect(handles(await bob.ask('GET', '/api/follows'))).toEqual([])
  })

  it('lists in pages that lose nobody', async () => {
    const people = ['alice', 'ben', 'cleo', 'dan', 'eva', 'fred']
    await using shore = await openShore({ people, isIdle: true })
    for (const handle of people.slice(1)) await follow(shore.people[handle]!, 'alice')
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body } = (await shore.people['alice']!.ask(
        'GET',
        `/api/followers?limit=2${next ? `&cursor=${next}` : ''}`,
      )) as { body: { items: { handle: string }[]; next: string | null } }
      seen.push(...body.items.map(({ handle }) => handle))
      next = body.next
    }
    expect(seen.sort()).toEqual(people.slice(1))
  })
})

describe.skipIf(!hasFfmpeg)(`a clip for followers${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is seen by who follows its author, with every file of it, and is not there for anybody else', async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'mallory'] })
    const { alice, bob, mallory } = shore.people as Record<'alice' | 'bob' | 'mallory', Person>
    await follow(bob, 'alice')
    const { id } = await alice.post(clip('web.mp4'), { caption: 'For a few', visibility: 'followers' })
    const open = await alice.post(clip('square.mp4'), { visibility: 'public' })
    const hidden = await alice.post(clip('silent.mp4'), { visibility: 'private' })

    const { body } = await bob.ask('GET', '/api/following/videos')
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([open.id, id])
    const few = await bob.ask('GET', '/api/following/videos?handle=alice')
    expect(few.body.items.map((item: { id: string }) => item.id)).toEqual([id])
    const shown = (await bob.ask('GET', `/api/following/videos/${id}`)).body
    expect(shown.caption).toBe('For a few')
    const files = [shown.poster, shown.storyboard.url, ...shown.renditions.map((one: { url: string }) => one.url)]
    for (const url of files) {
      expect(url).toMatch(new RegExp(`^/api/videos/${id}/media/`))
      const reply = await bob.ask('GET', url)
      expect([reply.status, reply.headers.get('cache-control')], url).toEqual([200, 'private, no-store'])
      for (const stranger of [mallory, shore.guest()])
        expect((await stranger.ask('GET', url)).status, url).toBe(stranger === mallory ? 404 : 401)
      expect((await shore.guest().ask('GET', `/media/${url.split('/').at(-1)}`)).status, url).toBe(404)
    }
    for (const path of [`/public/videos/${id}`, `/@alice/video/${id}`, `/embed/${id}`])
      expect((await shore.guest().ask('GET', path)).status, path).toBe(404)
    for (const path of ['/public/slate', '/public/videos', '/public/accounts/alice/videos', '/@alice', '/'])
      expect(JSON.stringify((await shore.guest().ask('GET', path)).body), path).not.toContain(id)
    expect((await mallory.ask('GET', `/api/following/videos/${id}`)).body.code).toBe('video.not-found')
    expect((await mallory.ask('GET', '/api/following/videos?handle=alice')).body.items).toEqual([])
    expect((await mallory.ask('PUT', `/api/videos/${id}/like`)).status).toBe(404)
    expect((await bob.ask('PUT', `/api/videos/${id}/like`)).status).toBe(200)
    // Following opens what is for followers, and nothing else of the author's.
    expect((await bob.ask('GET', `/api/following/videos/${hidden.id}`)).status).toBe(404)
    // A public clip is not named together with who watches it.
    expect((await bob.ask('GET', `/api/following/videos/${open.id}`)).status).toBe(404)
  })

  it('is asked leave for: who has only asked sees nothing', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    await alice.ask('PATCH', '/api/account', { isClosed: true })
    await follow(bob, 'alice')
    const { id } = await alice.post(clip('web.mp4'), { visibility: 'followers' })
    expect((await bob.ask('GET', `/api/following/videos/${id}`)).status).toBe(404)
    expect((await bob.ask('GET', '/api/following/videos')).body.items).toEqual([])
    await alice.ask('PUT', '/api/followers/bob')
    expect((await bob.ask('GET', `/api/following/videos/${id}`)).status).toBe(200)
  })

  it('stops in the middle of a stream when the follower is taken away or signed out, or the clip made private', async () => {
    const endings = {
      'taken away': (author: Person, viewer: Person) => author.ask('DELETE', `/api/followers/${viewer.handle}`),
      'signed out': (_: Person, viewer: Person) => viewer.ask('DELETE', '/api/sessions'),
      'made private': (author: Person, _: Person, id: string) =>
        author.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' }),
    }
    /** What part came of each stream whose viewer was shut out in the middle. */
    const streamed = async (isWatched: boolean): Promise<number[]> => {
      await using shore = await openShore(
        isWatched
          ? {}
          : // The control: a shore that asks at the beginning of a range and never again.
            {
              guarding: (app, guards) => {
                guard(app, guards)
                app.addHook('preHandler', async request => {
                  request.mayStill = async () => undefined
                })
              },
            },
      )
      const parts = Object.values(endings).map(async (end, index) => {
        const [author, viewer] = await Promise.all(['author', 'viewer'].map(who => shore.person(`${who}${index}`)))
        await follow(viewer!, author!.handle)
        const { id, video } = await author!.post(clip('slow.mp4'), { visibility: 'followers' })
        const { url, bytes } = video!.renditions.at(-1)!
        const reply = await fetch(shore.url + url, { headers: { cookie: viewer!.cookie!, range: 'bytes=0-' } })
        expect(reply.status).toBe(206)
        let came = 0
        let isEnded = false
        try {
          for await (const chunk of reply.body!) {
            came += chunk.length
            if (isEnded || came <= bytes / 20) continue
            await end(author!, viewer!, id)
            isEnded = true
          }
        } catch {
          // Cut off.
        }
        expect((await viewer!.ask('GET', url)).status).toBeGreaterThanOrEqual(401)
        return came / bytes
      })
      // Not before the last of them has ended does the shore.
      return await Promise.all(parts)
    }
    const [watched, control] = await Promise.all([streamed(true), streamed(false)])
    for (const part of watched) expect(part).toBeLessThan(0.9)
    expect(control).toEqual([1, 1, 1])
  })
})
