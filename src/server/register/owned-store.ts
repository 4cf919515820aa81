import { type Database, type RawBuilder, sql } from '../adapters/db/index.ts'
import { tables } from './tables.ts'

/**
 * SQL: whether a row of a table belongs to an account, by the paths of the register. `row` is the table's name or alias in the
 * query. With `isShown`, rows that their owner is not shown yet do not count.
 */
export function isOwnedBy(
  table: string,
  accountId: string,
  { row = table, isShown = false }: { row?: string; isShown?: boolean } = {},
): RawBuilder<boolean> {
  const { ownedBy, shownOnce } = tables[table]!
  const ways = ownedBy.map(({ by, of }) => {
    if (of === undefined) return sql<boolean>`${sql.ref(`${row}.${by}`)} = ${accountId}::uuid`
    const [owner, column] = of.split('.') as [string, string]
    return sql<boolean>`${sql.ref(`${row}.${by}`)} in (
      select ${sql.ref(`${owner}.${column}`)} from ${sql.table(owner)} where ${isOwnedBy(owner, accountId, { isShown })})`
  })
  const owned = ways.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ways, sql` or `)})`
  return isShown && shownOnce !== null
    ? sql<boolean>`(${owned} and ${sql.ref(`${row}.${shownOnce}`)} is not null)`
    : owned
}

/** When a row came to be, of the tables that say so: the newest is read first. */
const times = ['created_at', 'at', 'opened_at', 'asked_at', 'since', 'published_at', 'changed_at']

/** A row as its owner may see it; see `heldRows` on the wire. */
export interface OwnedRow {
  values: Record<string, unknown>
  hidden: string[]
}

export type OwnedStore = ReturnType<typeof ownedStore>

/** What the shore holds of one account, by the register. */
export function ownedStore(db: Database) {
  return {
    /** How many rows of each table are an account's, of those it may see. */
    async countOwned(accountId: string): Promise<Map<string, number>> {
      const owned = Object.keys(tables).filter(name => tables[name]!.ownedBy.length > 0)
      const counts = owned.map(
        name => sql`
          select ${name} as name, count(*)::int as n from ${sql.table(name)}
          where ${isOwnedBy(name, accountId, { isShown: true })}`,
      )
      const { rows } = await sql<{ name: string; n: number }>`${sql.join(counts, sql` union all `)}`.execute(db)
      return new Map(rows.map(({ name, n }) => [name, n]))
    },

    /** Whether a row is an account's, of those it may see; `id` is that of the row, or of the clip that the row belongs to. */
    async owns(table: string, id: string, accountId: string): Promise<boolean> {
      const { columns, ownedBy } = tables[table]!
      if (!columns['id']) {
        const isOfClip = ownedBy.some(({ by, of }) => by === 'video_id' && of === 'videos.id')
        return isOfClip && this.owns('videos', id, accountId)
      }
      const { rows } = await sql`
        select from ${sql.table(table)} where ${sql.ref(`${table}.id`)}::text = ${id} and ${isOwnedBy(table, accountId, { isShown: true })}`.execute(
        db,
      )
      return rows.length > 0
    },

    /** How many rows every table has, and how many clips are not for everybody. */
    async countAll(): Promise<{ rows: Map<string, number>; hiddenClips: number }> {
      const counts = Object.keys(tables).map(
        name => sql`select ${name} as name, count(*)::int as n from ${sql.table(name)}`,
      )
      const { rows } = await sql<{ name: string; n: number }>`${sql.join(counts, sql` union all `)}`.execute(db)
      const { n } = await db
        .selectFrom('videos')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where(({ or, eb }) => or([eb('visibility', '<>', 'public'), eb('published_at', 'is', null)]))
        .executeTakeFirstOrThrow()
      return { rows: new Map(rows.map(({ name, n }) => [name, n])), hiddenClips: Number(n) }
    },

    /** Rows of one table that are an account's, of those it may see, the newest first. */
    async ownedRows(
      table: string,
      accountId: string,
      { after, limit }: { after: number; limit: number },
    ): Promise<OwnedRow[]> {
      const { columns, names } = tables[table]!
      const isHidden = (name: string) =>
        columns[name]!.class === 'secret' ||
        (names.includes(name) && columns[name]!.class !== 'private' && columns[name]!.class !== 'sealed')
      const said = Object.keys(columns).map(name => {
        const value = sql.ref(`${table}.${name}`)
        return isHidden(name) ? sql`${value} is not null as ${sql.id(name)}` : sql`${value}`
      })
      const time = times.find(name => columns[name] !== undefined)
      const order = time === undefined ? sql`ctid` : sql`${sql.ref(`${table}.${time}`)} desc nulls last, ctid`
      const { rows } = await sql<Record<string, unknown>>`
        select ${sql.join(said)} from ${sql.table(table)} where ${isOwnedBy(table, accountId, { isShown: true })}
        order by ${order} offset ${after} limit ${limit}`.execute(db)
      return rows.map(row => {
        const hidden = Object.keys(row).filter(isHidden)
        const shown = Object.entries(row).filter(([name]) => !hidden.includes(name))
        return {
          values: Object.fromEntries(shown.map(([name, value]) => [name, plainOf(value)])),
          hidden: hidden.filter(name => row[name] === true),
        }
      })
    },
  }
}

function plainOf(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return { bytes: value.length }
  return value
}
