import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { corrections } from '../../src/core/register/corrections.ts'
import { retentions } from '../../src/core/register/retentions.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { policy } from '../../src/server/http/policy.ts'
import {
  columns,
  correctionOf,
  isOwnedBy,
  objects,
  ownedStore,
  staleCorrections,
  tables,
  upkeepTables,
} from '../../src/server/register/index.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

/** Columns of the live database that the register does not name, and entries that name no column. */
async function differences({ db }: TestShore): Promise<{ unregistered: string[]; stale: string[] }> {
  const { rows } = await sql<{ schema: string; table: string; column: string }>`
    select table_schema as schema, table_name as table, column_name as column from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(db)
  const upkeep = new Set(Object.keys(upkeepTables))
  const live = rows
    .filter(({ schema, table }) => !upkeep.has(`${schema}.${table}`))
    .map(({ schema, table, column }) => (schema === 'public' ? `${table}.${column}` : `${schema}.${table}.${column}`))
  const tables = new Set(rows.map(({ schema, table }) => `${schema}.${table}`))
  return {
    unregistered: live.filter(name => !columns[name]).sort(),
    stale: [
      ...Object.keys(columns).filter(name => !live.includes(name)),
      ...[...upkeep].filter(name => !tables.has(name)),
    ].sort(),
  }
}

/** What French does not allow before a sign. */
const french = /[\p{L}\d][;!?»]| [:;!?»]|«[^\u00a0]|'/u

describe('the data register', () => {
  it('names every column of the database, and no column that is not there', async () => {
    await using shore = await openShore({ isIdle: true })
    expect(await differences(shore)).toEqual({ unregistered: [], stale: [] })
  })

  it('is seen to miss a column that nobody registered', async () => {
    await using shore = await openShore({ isIdle: true })
    await sql`alter table accounts add column birth_date date`.execute(shore.db)
    await sql`create table diaries (entry text)`.execute(shore.db)
    expect((await differences(shore)).unregistered).toEqual(['accounts.birth_date', 'diaries.entry'])
  })

  it('names every kind of object in the shore’s folder', async () => {
    await using shore = await openShore({ isIdle: true })
    const unnamed = readdirSync(shore.folder).filter(name => !objects[name] && name !== 'lock')
    expect(unnamed).toEqual([])
  })

  it('says a purpose in both languages, a rule of retention and what erasure does, of everything', () => {
    for (const [name, entry] of Object.entries({ ...columns, ...upkeepTables, ...objects })) {
      for (const sentence of [entry.purpose.en, entry.purpose.fr]) expect(sentence.length, name).toBeGreaterThan(8)
      expect(entry.purpose.fr, name).not.toBe(entry.purpose.en)
      expect(entry.purpose.fr, name).not.toMatch(french)
      expect(retentions[entry.retention], name).toBeDefined()
    }
    for (const { fr } of Object.values(retentions)) expect(fr).not.toMatch(french)
    const used = new Set(Object.values({ ...columns, ...upkeepTables, ...objects }).map(({ retention }) => retention))
    expect(Object.keys(retentions).filter(rule => !used.has(rule as never))).toEqual([])
  })
})

/** Tables that say something of a person and lead to no account, and paths that lead nowhere in this database. */
async function lost({ db }: TestShore, register = tables): Promise<string[]> {
  const { rows } = await sql<{ table: string; column: string; to: string }>`
    select conrelid::regclass::text as table, attname as column, confrelid::regclass::text as to
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any (conkey)
    where contype = 'f' and connamespace = 'public'::regnamespace`.execute(db)
  const leads = (name: string, seen: readonly string[] = []): boolean =>
    !seen.includes(name) &&
    (register[name]?.ownedBy ?? []).some(
      ({ of }) => of === undefined || (columns[of] !== undefined && leads(of.split('.')[0]!, [...seen, name])),
    )
  return [
    ...Object.entries(register)
      .filter(([name, { columns }]) => {
        const isPersonal = Object.values(columns).some(({ erasure }) => erasure !== 'not personal')
        return isPersonal !== leads(name)
      })
      .map(([name]) => name),
    ...Object.entries(register).flatMap(([name, { columns, ownedBy, names, shownOnce }]) =>
      [...ownedBy.map(({ by }) => by), ...names, ...(shownOnce ? [shownOnce] : [])]
        .filter(column => !columns[column])
        .map(column => `${name}.${column}`),
    ),
    // Whatever the database itself ties to an account is a path, or named as somebody else.
    ...rows
      .filter(({ to }) => to === 'accounts')
      .filter(({ table, column }) => {
        const { ownedBy, names } = register[table]!
        return !ownedBy.some(({ by, of }) => by === column && of === undefined) && !names.includes(column)
      })
      .map(({ table, column }) => `${table}.${column}`),
  ]
}

describe('how something held is corrected', () => {
  it('is said of every table and column that a person is shown: on a page that is there, or why nobody changes it', () => {
    const shown = Object.entries(tables).filter(([, { ownedBy }]) => ownedBy.length > 0)
    const said = shown.flatMap(([name, { columns }]) => [
      [name, correctionOf(name)] as const,
      ...Object.keys(columns).map(column => [`${name}.${column}`, correctionOf(name, column)] as const),
    ])
    expect(said.length).toBeGreaterThan(200)
    expect(said.filter(([, correction]) => correction === null).map(([name]) => name)).toEqual([])
    expect(staleCorrections()).toEqual([])
    const used = new Set(said.map(([, correction]) => correction))
    for (const [id, one] of Object.entries(corrections)) {
      expect(used, id).toContain(id)
      if (one.page !== null) expect(policy[`GET ${one.page}`]?.kind, id).toBe('page')
      expect(one.fr, id).not.toMatch(french)
    }
    // What a person can never change by themselves is never said to be on a page of theirs.
    expect(correctionOf('accounts', 'passphrase_hash')).toBe('secret')
    expect(correctionOf('videos', 'measure')).toBe('decided')
    expect(correctionOf('videos', 'caption')).toBe('clips')
  })
})

describe('whose a row is', () => {
  it('is said of every table with something of a person in it, in columns that are there', async () => {
    await using shore = await openShore({ isIdle: true })
    expect(await lost(shore)).toEqual([])
  })

  it('is seen to be missing where a table has no way to an account, or a key leads to one unsaid', async () => {
    await using shore = await openShore({ isIdle: true })
    const { likes, blocks, video_files: files, follows } = tables
    const poor = {
      ...tables,
      likes: { ...likes!, ownedBy: [] },
      blocks: { ...blocks!, names: [] },
      video_files: { ...files!, ownedBy: [{ by: 'clip', of: 'videos.id' }] },
      follows: { ...follows!, ownedBy: [{ by: 'account_id', of: 'follows.account_id' }] },
    }
    expect((await lost(shore, poor)).sort()).toEqual([
      'blocks.other_id',
      'follows',
      'follows.account_id',
      'follows.followed_id',
      'likes',
      'likes.account_id',
      'video_files.clip',
    ])
  })

  it('is an SQL condition that finds the rows of one account, by every path, and of nobody else', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const ids = new Map(
      (await shore.db.selectFrom('accounts').select(['handle', 'id']).execute()).map(({ handle, id }) => [handle, id]),
    )
    await shore.people['alice']!.ask('PUT', '/api/accounts/bob/follow')
    await shore.people['alice']!.ask('PUT', '/api/accounts/bob/mute')
    const store = ownedStore(shore.db)
    const counted = Object.fromEntries(
      await Promise.all(
        [...ids].map(async ([handle, id]) => [handle, Object.fromEntries(await store.countOwned(id))] as const),
      ),
    ) as Record<string, Record<string, number>>
    expect(counted['alice']).toMatchObject({ accounts: 1, sessions: 1, follows: 1, mutes: 1 })
    expect(counted['bob']).toMatchObject({ accounts: 1, sessions: 1, follows: 1, mutes: 0 })
    // Every table with an owner is asked, and every row is read as its owner may read it.
    for (const name of Object.keys(counted['alice']!)) {
      const rows = await store.ownedRows(name, ids.get('alice')!, { after: 0, limit: 10 })
      expect(rows.length, name).toBe(counted['alice']![name])
    }
    // The same condition serves a deletion or an archive: whoever asks by it gets what is not shown as well.
    const follows = (who: string) =>
      sql<{
        n: number
      }>`select count(*)::int as n from follows f where ${isOwnedBy('follows', ids.get(who)!, { row: 'f' })}`
        .execute(shore.db)
        .then(({ rows }) => rows[0]!.n)
    expect([await follows('alice'), await follows('bob')]).toEqual([1, 1])
    const [session] = await store.ownedRows('sessions', ids.get('alice')!, { after: 0, limit: 1 })
    expect(session).toMatchObject({ hidden: ['token_hash'], values: { account_id: ids.get('alice') } })
  })
})
