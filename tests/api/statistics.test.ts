import { describe, expect, it } from 'vitest'
import type { AccountStatistics } from '../../src/core/wire/statistics.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { type Database, sql } from '../../src/server/adapters/db/index.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const dayMs = 86_400_000

/** A clip that is shown, without its files: what is counted needs none. */
async function shown({ db }: TestShore, handle: string, caption: string, createdAt: Date): Promise<string> {
  const { id: accountId } = await db
    .selectFrom('accounts')
    .select('id')
    .where('handle', '=', handle)
    .executeTakeFirstOrThrow()
  const id = makeId(createdAt)
  await sql`
    insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at)
    values (${id}, ${accountId}, 'ready', 'public', ${caption}, '{}', 'en', '', 1, ${createdAt}, ${createdAt}, ${createdAt})`.execute(
    db,
  )
  return id
}

const people = ['alice', 'bob', 'carol', 'mallory'] as const
type People = Record<(typeof people)[number], Person>
const of = (person: Person, query = '', id?: string) =>
  person.ask<AccountStatistics>('GET', `${id ? `/api/videos/${id}` : '/api'}/statistics${query}`)
const move = (db: Database, table: 'likes' | 'comments' | 'follows', handle: string, at: Date) =>
  sql`update ${sql.table(table)} set ${sql.ref(table === 'follows' ? 'accepted_at' : 'created_at')} = ${at}
    where account_id = (select id from accounts where handle = ${handle})`.execute(db)

describe('statistics', () => {
  it('count by day what stands, for the account and for each clip, and forget what is taken back', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice, bob, carol } = shore.people as People
    const now = Date.now()
    await shore.db
      .updateTable('accounts')
      .set({ created_at: new Date(now - 100 * dayMs) })
      .execute()
    const first = await shown(shore, 'alice', 'First', new Date(now - 50 * dayMs))
    const second = await shown(shore, 'alice', 'Second', new Date(now - 49 * dayMs))
    const other = await shown(shore, 'bob', 'Not hers', new Date(now - 50 * dayMs))
    for (const person of [bob, carol]) {
      await person.ask('PUT', `/api/videos/${first}/like`)
      await person.ask('PUT', '/api/accounts/alice/follow')
    }
    await bob.ask('PUT', `/api/videos/${second}/like`)
    await carol.ask('PUT', `/api/videos/${other}/like`)
    await carol.ask('POST', `/api/videos/${second}/comments`, { text: 'Here' })
    await bob.ask('PUT', `/api/videos/${second}/save`)
    await move(shore.db, 'likes', 'carol', new Date(now - 3 * dayMs))
    await move(shore.db, 'follows', 'carol', new Date(now - 40 * dayMs))

    const { status, body } = await of(alice)
    expect(status).toBe(200)
    expect(body.totals).toEqual({ likes: 3, comments: 1, saves: 1, follows: 1 })
    expect(body.days).toHaveLength(28)
    expect(body.days.at(-1)).toMatchObject({ day: body.until, likes: 2, comments: 1, follows: 1 })
    expect(body.days.at(-4)).toMatchObject({ likes: 1, comments: 0, follows: 0 })
    expect(body.videos.map(({ caption, likes, comments, saves }) => [caption, likes, comments, saves])).toEqual([
      ['Second', 1, 1, 1],
      ['First', 2, 0, 0],
    ])
    expect((await of(alice, '?range=90')).body.totals.follows).toBe(2)
    expect((await of(alice, '?range=7')).body.days).toHaveLength(7)
    expect((await of(alice, '?range=all')).body.days.length).toBeGreaterThanOrEqual(100)
    const clip = (await of(alice, '?range=all', second)).body
    expect([clip.totals, clip.videos, clip.days.length >= 50]).toEqual([
      { likes: 1, comments: 1, saves: 1 },
      undefined,
      true,
    ])

    await bob.ask('DELETE', `/api/videos/${first}/like`)
    await carol.ask('DELETE', '/api/accounts/alice/follow')
    expect((await of(alice, '?range=90')).body.totals).toEqual({ likes: 2, comments: 1, saves: 1, follows: 1 })
    // Counts, and who is in nothing of it.
    expect(JSON.stringify((await of(alice)).body)).not.toMatch(/bob|carol/)
  })

  it('cut days at the reader’s own midnight', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice, bob } = shore.people as People
    const id = await shown(shore, 'alice', 'Late', new Date(Date.now() - 10 * dayMs))
    await bob.ask('PUT', `/api/videos/${id}/like`)
    const day = new Date(Date.now() - 3 * dayMs).toISOString().slice(0, 10)
    await move(shore.db, 'likes', 'bob', new Date(`${day}T23:30:00Z`))
    const dayOf = async (offset: number) =>
      (await of(alice, `?offset=${offset}`)).body.days.find(({ likes }) => likes > 0)!.day
    const next = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)
    expect([await dayOf(0), await dayOf(60), await dayOf(330), await dayOf(-720)]).toEqual([day, next, next, day])
    for (const query of ['?offset=841', '?offset=-1e9', '?offset=1.5', '?range=365', '?range=all&offset=x'])
      expect((await of(alice, query)).body, query).toMatchObject({ code: 'request.invalid' })
  })

  it('are the author’s own: nobody else reads them, by a guessed id or a made-up token', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice, mallory } = shore.people as People
    const id = await shown(shore, 'alice', 'Mine', new Date())
    // The control: its author reads them.
    expect((await of(alice, '', id)).status).toBe(200)
    expect((await of(mallory, '', id)).body).toMatchObject({ code: 'video.not-found' })
    expect((await of(mallory, '', makeId(new Date()))).body).toMatchObject({ code: 'video.not-found' })
    expect((await of(shore.guest())).status).toBe(401)
    expect((await of(shore.guest(), '', id)).status).toBe(401)
    const { token } = (await alice.ask('POST', '/api/tokens', { name: 'numbers', scope: 'read' })).body
    for (const [bearer, status] of [
      [token, 200],
      [token.replace(/.{4}$/, 'AAAA'), 401],
    ] as const) {
      const headers = { authorization: `Bearer ${bearer}` }
      expect((await shore.guest().ask('GET', '/api/statistics', undefined, headers)).status).toBe(status)
    }
  })
})
