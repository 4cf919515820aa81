import { type Database, sql } from '../adapters/db/index.ts'

/** Every sealed column, and whose a row of its table is. Each is text; empty is empty. */
export const sealedColumns: Readonly<Record<string, { account: string }>> = {
  'accounts.blocked_words': { account: 'id' },
  'passkeys.name': { account: 'account_id' },
  'sessions.label': { account: 'account_id' },
  'tokens.name': { account: 'account_id' },
  'videos.file_name': { account: 'account_id' },
  'drafts.words': { account: '(select account_id from videos where videos.id = drafts.video_id)' },
  'muted.what': { account: 'account_id' },
  'followed_tags.tag': { account: 'account_id' },
  'collections.name': { account: 'account_id' },
  'arrivals.file_name': { account: 'account_id' },
  'arrivals.came_from': { account: 'account_id' },
  'arrivals.proof': { account: 'account_id' },
  'arriving_items.origin': {
    account: '(select account_id from arrivals where arrivals.id = arriving_items.arrival_id)',
  },
  'arriving_items.words': {
    account: '(select account_id from arrivals where arrivals.id = arriving_items.arrival_id)',
  },
  'arrived.origin': { account: 'account_id' },
}

export type FormerStore = ReturnType<typeof formerStore>

/** Rows from before there were keys. */
export function formerStore(db: Database) {
  return {
    /** Seals some values of a column that are not sealed yet; how many those were. `seal` gets the values of one account each. */
    async sealSome(
      name: string,
      seal: (accountId: string, words: readonly string[]) => Promise<string[]>,
      limit: number,
    ): Promise<number> {
      const [table, column] = name.split('.') as [string, string]
      return db.transaction().execute(async on => {
        const value = sql.ref(`${table}.${column}`)
        const { rows } = await sql<{ at: string; owner: string; words: string }>`
          select ${sql.ref(`${table}.ctid`)}::text as at, ${sql.raw(sealedColumns[name]!.account)} as owner, ${value} as words
          from ${sql.table(table)} where ${value} <> '' and ${value} not like 'k1.%' limit ${limit}
          for update of ${sql.table(table)}`.execute(on)
        for (const owner of new Set(rows.map(row => row.owner))) {
          const own = rows.filter(row => row.owner === owner)
          const sealed = await seal(
            owner,
            own.map(({ words }) => words),
          )
          for (const [n, row] of own.entries())
            await sql`
              update ${sql.table(table)} set ${sql.id(column)} = ${sealed[n]} where ctid = ${row.at}::tid`.execute(on)
        }
        return rows.length
      })
    },
  }
}
