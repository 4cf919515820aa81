import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { guard } from '../../src/server/http/guard.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { openShore, serverOf, type TestShore } from '../harness/shore.ts'

/** Everything that one account could try on another's inbox; each answer, and what it would give away. */
async function tryOn(shore: TestShore, id: string): Promise<string[]> {
  const { alice, mallory } = shore.people as Record<'alice' | 'mallory', Awaited<ReturnType<TestShore['person']>>>
  const place = Buffer.from(`2027-01-01T00:00:00.000Z ${id}`).toString('base64url')
  const { rows } = await sql<{ id: string }>`select id from notices`.execute(shore.db)
  const gained: string[] = []
  for (const path of [
    '/api/notices',
    '/api/notices?account=alice',
    '/api/notices?handle=alice',
    `/api/notices?cursor=${place}`,
    '/api/notices?tab=likes&limit=100',
    ...rows.map(row => `/api/notices/${row.id}`),
  ]) {
    const { body } = await mallory.ask('GET', path)
    if (JSON.stringify(body).includes('A secret word')) gained.push(path)
  }
  await mallory.ask('PUT', '/api/notices/seen', { until: '2027-01-01T00:00:00.000Z', account: 'alice' })
  await mallory.ask('PUT', '/api/notices/choices', { unwanted: ['comments'], account: 'alice' })
  if ((await alice.ask('GET', '/api/notices/unread')).body.unread !== 1) gained.push('seen or chosen for another')
  return gained
}

async function withSecret(options: Parameters<typeof openShore>[0] = {}): Promise<{ shore: TestShore; id: string }> {
  const shore = await openShore({ people: ['alice', 'bob', 'mallory'], ...options })
  const { alice, bob } = shore.people as Record<'alice' | 'bob', Awaited<ReturnType<TestShore['person']>>>
  const { id } = await alice.post(clip('silent.mp4'), { visibility: 'public' })
  await sql`delete from notices`.execute(shore.db)
  await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'A secret word' })
  return { shore, id }
}

/** Hears every word that the database says of changes; returns what ends it. */
async function listenTo(shore: TestShore, hearer: () => void): Promise<() => Promise<void>> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(shore.db)
  const url = serverOf(import.meta.filename).replace(/\/postgres(?=\?|$)/, `/${rows[0]!.name}`)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  client.on('notification', ({ payload }) => payload?.includes('"notices"') && hearer())
  await client.query('listen changes')
  return () => client.end()
}

describe.skipIf(!hasFfmpeg)(`an inbox that is attacked${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is read, marked and chosen for by nobody else (A16)', async () => {
    const { shore, id } = await withSecret()
    await using _ = shore
    const gained = await tryOn(shore, id)
    expect(gained).toEqual([])
    // The control: where every session is taken for alice’s, the same requests read her inbox.
    let hers = ''
    const weak = await withSecret({
      guarding: (app, guards) =>
        guard(app, {
          ...guards,
          actorOfSession: async token => {
            hers ||= token
            return (await guards.actorOfSession(hers)) ?? guards.actorOfSession(token)
          },
        }),
    })
    await using __ = weak.shore
    // There, bob has spoken as alice, who is told nothing of herself.
    await sql`insert into notices (account_id, kind, subject_id, words, at)
      select id, 'ended', gen_random_uuid(), 'A secret word', now() from accounts where handle = 'alice'`.execute(
      weak.shore.db,
    )
    const controls = await tryOn(weak.shore, weak.id)
    expect(controls.length).toBeGreaterThan(3)
    recordAttack({ id: 'A16-inbox', cases: 9, controls: 1, controlsSucceeded: 1, succeeded: gained.length })
  })

  it('by very many acts at once is told of them a few times, and shows a line (A24)', async () => {
    const { shore, id } = await withSecret()
    await using _ = shore
    const alice = shore.people['alice']!
    const leaving = new AbortController()
    const reply = await fetch(`${shore.url}/api/changes`, {
      headers: { cookie: alice.cookie! },
      signal: leaving.signal,
    })
    let events = 0
    const reading = (async () => {
      for await (const text of reply.body!.pipeThrough(new TextDecoderStream()))
        events += text.split('event: notices').length - 1
    })().catch(() => undefined)
    // The control: the database itself says each of them, as nobody who listens is spared.
    const acts = 400
    let said = 0
    await sql`insert into accounts (id, handle, skeleton, name, created_at)
      select gen_random_uuid(), 'crowd' || i, 'crowd' || i, 'Crowd', now() from generate_series(1, ${acts}::int) i`.execute(
      shore.db,
    )
    const listener = await listenTo(shore, () => said++)
    const { rows } = await sql<{ id: string }>`select id from accounts where handle like 'crowd%'`.execute(shore.db)
    await Promise.all(
      rows.map(row =>
        sql`insert into likes (account_id, video_id, created_at) values (${row.id}, ${id}, now())`.execute(shore.db),
      ),
    )
    await expect.poll(() => said, { timeout: 30_000 }).toBeGreaterThanOrEqual(acts)
    await expect.poll(() => events).toBeGreaterThan(0)
    expect(events).toBeLessThan(acts / 4)
    const likes = (await alice.ask('GET', '/api/notices?tab=likes')).body.items
    expect(likes).toHaveLength(1)
    expect(likes[0].people.length + likes[0].others).toBe(acts)
    recordAttack({ id: 'A24-inbox', cases: acts, controls: 1, controlsSucceeded: said >= acts ? 1 : 0, succeeded: 0 })
    leaving.abort()
    await reading
    await listener()
  })
})
