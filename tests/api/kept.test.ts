import { describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

describe.skipIf(!hasFfmpeg)(`a public answer that is kept${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is dropped with every change of what it shows, whoever makes it', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Before', visibility: 'public' })
    await expect
      .poll(async () => (await alice.ask('GET', `/api/videos/${id}`)).body.finishedAt, { timeout: 60_000 })
      .not.toBeNull()
    const guest = shore.guest()
    const seen = async () => {
      const [one, list, account] = await Promise.all([
        guest.ask('GET', `/public/videos/${id}`),
        guest.ask('GET', '/public/accounts/alice/videos'),
        guest.ask('GET', '/public/accounts/alice'),
      ])
      return JSON.stringify([one.body, list.body, account.body])
    }
    const soon = (text: RegExp) => expect.poll(seen, { interval: 25 }).toMatch(text)
    expect(await seen()).toBe(await seen())
    // What is kept carries every header that the first answer did, and no other.
    const headersOf = async (method: string) => {
      const { headers } = await fetch(`${shore.url}/public/videos/${id}`, { method })
      return Object.fromEntries([...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)))
    }
    await alice.ask('PATCH', `/api/videos/${id}`, { alt: 'Made anew' })
    await expect.poll(seen).toMatch(/Made anew/)
    const first = await headersOf('GET')
    expect([await headersOf('GET'), await headersOf('HEAD')]).toEqual([first, first])
    expect(first['x-content-type-options']).toBe('nosniff')
    await bob.ask('PUT', `/api/videos/${id}/like`)
    await soon(/"likes":1.*"likes":1.*"likes":1/)
    await bob.ask('PUT', '/api/accounts/alice/follow')
    await soon(/"followers":1/)
    await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'After' })
    await soon(/After.*After/)
    // A hand at the database is heard as well.
    await sql`update accounts set name = 'Alice of the harbour' where handle = 'alice'`.execute(shore.db)
    await soon(/Alice of the harbour.*Alice of the harbour.*Alice of the harbour/)
    await alice.ask('PUT', `/api/videos/${id}/captions/en`, { text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n' })
    await soon(/"captions":\[\{"language":"en"/)
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' })
    await soon(/video\.not-found.*"items":\[\].*"videos":0/)
  })

  it('is not believed while the database cannot be heard, and is again after that', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
    const guest = shore.guest()
    await guest.ask('GET', `/public/videos/${id}`)
    // The connection that listens is ended; a change comes before it is back.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen changes%' and pid <> pg_backend_pid()`.execute(shore.db)
    await bob.ask('PUT', `/api/videos/${id}/like`)
    await expect.poll(async () => (await guest.ask('GET', `/public/videos/${id}`)).body.likes).toBe(1)
    await bob.ask('DELETE', `/api/videos/${id}/like`)
    await expect.poll(async () => (await guest.ask('GET', `/public/videos/${id}`)).body.likes).toBe(0)
  })

  it('is never one that was read before a change and written down after it', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('web.mp4'), { visibility: 'public' })
    for (let round = 0; round < 40; round++) {
      const act = round % 2 === 0 ? 'PUT' : 'DELETE'
      const reading = Array.from({ length: 6 }, () => shore.guest().ask('GET', `/public/videos/${id}`))
      const { body } = await bob.ask(act, `/api/videos/${id}/like`)
      await Promise.all(reading)
      await expect
        .poll(async () => (await shore.guest().ask('GET', `/public/videos/${id}`)).body.likes, { interval: 10 })
        .toBe(body.count)
    }
  })
})
