import { describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { isOwnedBy, tables } from '../../src/server/register/index.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const people = ['alice', 'bob'] as const
type People = Record<(typeof people)[number], Person>

const rowsOf = async (who: Person, table: string) => (await who.ask('GET', `/api/held/${table}`)).body

describe('what the shore holds', () => {
  it('is told to anybody whole, in both languages, grouped, with each rule that it names', async () => {
    await using shore = await openShore({ isIdle: true, environment: { ONSHORE_CLIP_DAYS: '30' } })
    const { status, body } = await shore.guest().ask('GET', '/public/what-we-hold')
    expect(status).toBe(200)
    const told = new Map<string, string[]>()
    for (const { parts, title } of body.groups) {
      expect([title.en, title.fr].every(Boolean)).toBe(true)
      for (const { kind, name, facts } of parts)
        if (kind === 'table')
          told.set(
            name,
            facts.map((fact: { name: string }) => fact.name),
          )
    }
    expect([...told.keys()].sort()).toEqual(Object.keys(tables).sort())
    for (const [name, { columns }] of Object.entries(tables)) expect(told.get(name), name).toEqual(Object.keys(columns))
    expect(body.clipDays).toBe(30)
    expect(body.retentions.find(({ id }: { id: string }) => id === 'session')).toMatchObject({ days: 90 })
  })

  it('shows an account its own rows, and nobody else’s', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice, bob } = shore.people as People
    await alice.ask('PUT', '/api/accounts/bob/follow')
    await alice.ask('PUT', '/api/accounts/bob/block')
    const counts = async (who: Person) =>
      Object.fromEntries(
        (await who.ask('GET', '/api/held')).body.items.map((item: { name: string; rows: number }) => [
          item.name,
          item.rows,
        ]),
      )
    expect(await counts(alice)).toMatchObject({ accounts: 1, blocks: 1, recovery_codes: 8, videos: 0 })
    // Who is blocked is not told.
    expect(await counts(bob)).toMatchObject({ accounts: 1, blocks: 0 })
    expect((await rowsOf(alice, 'blocks')).items).toHaveLength(1)
    expect((await rowsOf(bob, 'blocks')).items).toEqual([])
    expect((await rowsOf(alice, 'accounts')).items[0].values).toMatchObject({ handle: 'alice', is_young: false })
  })

  it('names secrets and shows none, and hides who of the staff acted', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice } = shore.people as People
    const { db } = shore
    const { token_hash } = await db.selectFrom('sessions').select('token_hash').executeTakeFirstOrThrow()
    const codes = await db.selectFrom('recovery_codes').select('code_hash').execute()
    const { passphrase_hash } = await db.selectFrom('accounts').select('passphrase_hash').executeTakeFirstOrThrow()
    const all = await Promise.all(
      Object.keys(tables)
        .filter(name => tables[name]!.ownedBy.length > 0)
        .map(name => rowsOf(alice, name)),
    )
    const told = JSON.stringify(all)
    for (const secret of [token_hash, passphrase_hash!, ...codes.map(({ code_hash }) => code_hash)])
      expect(told).not.toContain(secret)
    expect((await rowsOf(alice, 'accounts')).items[0].hidden).toEqual(['passphrase_hash'])

    const id = '01890000-0000-7000-8000-0000000000aa'
    const accounts = await db.selectFrom('accounts').select(['id', 'handle']).execute()
    const idOf = (name: string) => accounts.find(({ handle }) => handle === name)!.id
    const at = new Date()
    await db
      .insertInto('cases')
      .values({
        id,
        kind: 'account',
        subject_id: idOf('alice'),
        account_id: idOf('alice'),
        found_by: 'report',
        is_grave: false,
        opened_at: at,
        due_at: at,
        taken_by: idOf('bob'),
        taken_at: at,
        state: 'open',
        closed_at: null,
      })
      .execute()
    // A case that is open is not told to whom it concerns: it would tell of who reported.
    expect((await rowsOf(alice, 'cases')).items).toEqual([])
    // The control: without that rule of the register the case would be there.
    const { rows } = await sql`select 1 from cases where ${isOwnedBy('cases', idOf('alice'))}`.execute(db)
    expect(rows).toHaveLength(1)
    await db.updateTable('cases').set({ state: 'decided', closed_at: at }).execute()
    const [{ values, hidden }] = (await rowsOf(alice, 'cases')).items
    expect(values).toMatchObject({ id, state: 'decided' })
    expect(hidden).toEqual(['taken_by'])
    expect(JSON.stringify(await rowsOf(alice, 'cases'))).not.toContain(idOf('bob'))
  })

  it('is read in pages, and refuses tables that are nobody’s, or not there, and guests', async () => {
    await using shore = await openShore({ people, isIdle: true })
    const { alice } = shore.people as People
    const { id } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', 'alice')
      .executeTakeFirstOrThrow()
    await shore.db
      .insertInto('followed_tags')
      .values(
        Array.from({ length: 30 }, (_, n) => ({ account_id: id, tag: `tag${n}`, created_at: new Date(n * 1000) })),
      )
      .execute()
    const first = await rowsOf(alice, 'followed_tags')
    expect(first.items).toHaveLength(25)
    expect(first.items[0].values.tag).toBe('tag29')
    const { items, next } = (await alice.ask('GET', `/api/held/followed_tags?cursor=${first.next}`)).body
    expect(items.map(({ values }: { values: { tag: string } }) => values.tag)).toEqual([
      'tag4',
      'tag3',
      'tag2',
      'tag1',
      'tag0',
    ])
    expect(next).toBeNull()
    for (const table of ['slates', 'pg_class', 'constructor', 'accounts"; drop table accounts; --'])
      expect((await alice.ask('GET', `/api/held/${encodeURIComponent(table)}`)).body.code, table).toBe('page.not-found')
    expect((await alice.ask('GET', '/api/held/likes?cursor=x')).status).toBe(400)
    for (const path of ['/api/held', '/api/held/accounts'])
      expect((await shore.guest().ask('GET', path)).status).toBe(401)
  })
})
