import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { columns, objects, upkeepTables } from '../../src/server/register.ts'
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
    const unnamed = readdirSync(shore.folder).filter(name => !objects[name] && name !== 'lock' && name !== 'postgres')
    expect(unnamed).toEqual([])
  })

  it('says a purpose, a retention and what erasure does, of everything', () => {
    for (const [name, entry] of Object.entries({ ...columns, ...upkeepTables, ...objects })) {
      expect(entry.purpose.length, name).toBeGreaterThan(8)
      expect(entry.retention.length, name).toBeGreaterThan(8)
    }
  })
})
