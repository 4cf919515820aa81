import type { PersonRow } from '../accounts/index.ts'
import { sql } from '../adapters/db/index.ts'
import type { Bounded } from './clips-store.ts'
import type { PeopleAfter } from './cursor.ts'

/** Its `handle` is a place in the list, folded; the account's own is `accountHandle`. */
export interface FoundPerson extends PeopleAfter, Omit<PersonRow, 'handle'> {
  accountHandle: string
  generated: boolean
  isClosed: boolean
  followers: number
  videos: number
}

const isIn = sql`not exists (select from newcomers where newcomers.account_id = account_words.account_id)`

/** As a range of the index: folded once, and not in a table that the planner would compare row by row. */
const begins = (typed: string) => {
  const folded = sql`(select replace(folded(${typed}), ' ', ''))`
  return sql`account_words.handle >= ${folded} and account_words.handle < ${folded} || ${'\u{10ffff}'}`
}

export function peopleStore(bounded: Bounded) {
  return {
    /** Accounts whose handle begins with the words, then those whose handle or name has them. */
    async people(words: readonly string[], after: PeopleAfter | null, limit: number): Promise<FoundPerson[]> {
      return bounded(async on => {
        const { rows } = await sql<FoundPerson>`
          with first as (
            select account_id, account_words.handle, 1 as place from account_words
            where ${begins(words.join(' '))} and ${isIn}
              ${after ? sql`and ${after.place} = 1 and (account_words.handle, account_id) > (${after.handle}, ${after.id}::uuid)` : sql``}
            order by account_words.handle, account_id limit ${limit}
          ),
          second as (
            select account_id, account_words.handle, 2 as place from account_words
            where words @@ words_asked(${words}::text[]) and ${isIn} and not (${begins(words.join(' '))})
              ${after?.place === 2 ? sql`and (account_words.handle, account_id) > (${after.handle}, ${after.id}::uuid)` : sql``}
            order by account_words.handle, account_id limit ${limit}
          ),
          both_places as (select * from first union all select * from second order by place, handle, account_id limit ${limit})
          select both_places.place, both_places.handle, accounts.id, accounts.handle as "accountHandle", name, avatar_hash, generated,
            is_closed as "isClosed",
            (select count(*)::int from follows where followed_id = accounts.id and accepted_at is not null) as followers,
            (select count(*)::int from videos where account_id = accounts.id and published_at is not null and visibility = 'public') as videos
          from both_places join accounts on accounts.id = both_places.account_id
          order by both_places.place, both_places.handle, accounts.id`.execute(on)
        return rows
      })
    },

    /** A few handles that begin with what was typed. */
    async peopleBeginning(typed: string, limit: number): Promise<PersonRow[]> {
      return bounded(async on => {
        const { rows } = await sql<PersonRow>`select accounts.handle, accounts.name, accounts.avatar_hash
          from account_words join accounts on accounts.id = account_words.account_id where ${begins(typed)} and ${isIn}
          order by account_words.handle limit ${limit}`.execute(on)
        return rows
      })
    },
  }
}
