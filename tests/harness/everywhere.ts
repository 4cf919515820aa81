import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Table } from '../../src/core/register/entry.ts'
import type { RetentionId } from '../../src/core/register/retentions.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { tables } from '../../src/server/register/index.ts'

interface Column {
  name: string
  type: string
  isMade: boolean
}

/** A case goes on without the person, as the receipt says; a sign-in that is under way ends within minutes, whoever's it is. */
const outlasting: readonly RetentionId[] = ['concerned', 'challenge']

/** What a planted column is called where it is found again. */
export const canaryOf = (table: string, column: string): string => `canary-${table}-${column}-planted`

/**
 * One more row about an account, or about a clip of it, in every table that the register says can have one, with a word of its own in every column that takes any
 * word and is not sealed. Returns the words: of columns that erasure deletes, and of those that it keeps without the person. Checks are
 * dropped and triggers are off while it plants: no shore would write all of this at once.
 */
export async function plantEverywhere(
  client: pg.Client,
  accountId: string,
  videoId: string,
): Promise<{ deleted: string[]; kept: string[]; tables: number }> {
  const planted = { deleted: [] as string[], kept: [] as string[], tables: 0 }
  const rows = new Map<string, Record<string, unknown>>([
    ['accounts', { id: accountId }],
    ['videos', { id: videoId }],
  ])
  await client.query('set session_replication_role = replica')
  const left = Object.entries(tables)
    .filter(([name, { ownedBy }]) => ownedBy.length > 0 && !rows.has(name))
    // What others hang on comes first.
    .sort(([a], [b]) => Number(b === 'cases') - Number(a === 'cases'))
  // A row that belongs by another one comes after it.
  for (let round = 0; left.length > 0 && round < 5; round++)
    for (const entry of [...left]) {
      const [name, table] = entry
      const owner = ownerIn(table, accountId, rows)
      if (!owner) continue
      left.splice(left.indexOf(entry), 1)
      const caseId = rows.get('cases')?.['id']
      const row = await rowFor(client, name, table, 'case_id' in table.columns ? { case_id: caseId, ...owner } : owner)
      rows.set(name, row)
      const names = Object.keys(row)
      const plant = async () => {
        const list = names.map(column => `"${column}"`).join(', ')
        const { rowCount } = await client.query(
          `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1) on conflict do nothing`,
          [JSON.stringify(row)],
        )
        return rowCount === 1
      }
      // Where an account has one row and no more, this is the one.
      const [[by, value]] = Object.entries(owner) as [[string, unknown]]
      if (!(await plant())) {
        await client.query(`delete from ${name} where "${by}" = $1`, [value])
        await plant()
      }
      planted.tables++
      for (const column of names) {
        if (!JSON.stringify(row[column] ?? null).includes(canaryOf(name, column))) continue
        const { erasure, retention } = table.columns[column]!
        const isDeleted = erasure === 'deleted' && !outlasting.includes(retention)
        planted[isDeleted ? 'deleted' : 'kept'].push(canaryOf(name, column))
      }
    }
  if (left.length > 0) throw new Error(`nothing leads to ${left.map(([name]) => name).join(', ')}`)
  await client.query('set session_replication_role = origin')
  return planted
}

/** By which column the row is the account's. */
function ownerIn(
  table: Table,
  accountId: string,
  rows: ReadonlyMap<string, Record<string, unknown>>,
): Record<string, unknown> | null {
  for (const { by, of } of table.ownedBy) {
    if (of === undefined) return { [by]: accountId }
    const [other, column] = of.split('.') as [string, string]
    const value = rows.get(other)?.[column]
    if (value !== undefined && value !== null) return { [by]: value }
  }
  return null
}

async function rowFor(
  client: pg.Client,
  name: string,
  table: Table,
  owner: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { rows: columns } = await client.query<Column>(
    `select column_name as name, udt_name as type, is_generated = 'ALWAYS' or is_identity = 'YES' as "isMade"
      from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [name],
  )
  const allowed = await allowedIn(client, name)
  const row: Record<string, unknown> = {}
  for (const { name: column, type, isMade } of columns) {
    if (isMade) continue
    const isSealed = table.columns[column]!.class === 'sealed'
    // What names an object has to be the name of one.
    const isHash = /hash|sha256/.test(column) && type === 'text'
    const word = isSealed ? '' : isHash ? randomBytes(32).toString('hex') : wordFor(type, canaryOf(name, column))
    row[column] = owner[column] ?? allowed.get(column) ?? word
  }
  return { ...row, ...owner }
}

function wordFor(type: string, canary: string): unknown {
  if (type === 'text') return canary
  if (type === 'tsvector') return `'${canary}'`
  if (type === '_text') return [canary]
  if (type === 'jsonb') return [canary]
  if (type === 'bytea') return `\\x${Buffer.from(canary).toString('hex')}`
  if (type === 'uuid') return makeId(new Date())
  if (type === 'bool') return false
  if (/^(int|numeric|float)/.test(type)) return 1
  // No bound has come, and nothing is due.
  if (type.startsWith('timestamp') || type === 'date') return new Date(Date.now() + 1e10).toISOString()
  return null
}

/** The first of the words that a check lets a column have; the checks themselves go. */
async function allowedIn(client: pg.Client, name: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ check: string; constraint: string }>(
    `select pg_get_constraintdef(oid) as check, conname as constraint from pg_constraint where contype = 'c' and conrelid = $1::regclass`,
    [name],
  )
  const allowed = new Map<string, string>()
  for (const { check, constraint } of rows) {
    await client.query(`alter table ${name} drop constraint "${constraint}"`)
    const [, column, word] = /\(?\(?(\w+) = ANY \(ARRAY\['([^']+)'::text/.exec(check) ?? []
    if (column && word) allowed.set(column, word)
  }
  return allowed
}
