import { findingLimits, type Length, lengths } from '../../core/finding/limits.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import type { ClipsAfter } from './cursor.ts'

export type Bounded = <T>(work: (on: Database) => Promise<T>) => Promise<T>

export interface ClipsAsked {
  words: readonly string[]
  isRanked: boolean
  length: Length | null
  language: string | null
  isCaptioned: boolean
}

export const microseconds = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint`
export const moment = (at: number) => sql`(timestamptz 'epoch' + ${at}::double precision * interval '1 microsecond')`

/**
 * Clips by words. Rare words are read from the index of words and common ones from the newest back: the planner knows which is
 * which from the words themselves, so these statements are planned with them and never prepared (`with`, not `select`). How often
 * several stand together it does not know, and going back from the newest could be through all clips: the index alone says.
 */
export function clipsStore(bounded: Bounded) {
  return {
    /** Places of clips that anyone may list, the best or the newest first. */
    async clips(asked: ClipsAsked, after: ClipsAfter | null, limit: number): Promise<ClipsAfter[]> {
      return bounded(async on => {
        const words = await wordsAsked(on, asked.words)
        return asked.isRanked
          ? best(on, { ...asked, words }, after, limit)
          : newest(on, { ...asked, words }, after, limit)
      })
    },
  }
}

/** Words as the database compares them; `isSeveral` where more than one has to be there. */
interface Words {
  query: string
  isSeveral: boolean
}
type Asked = Omit<ClipsAsked, 'words'> & { words: Words }

async function wordsAsked(on: Database, words: readonly string[]): Promise<Words> {
  const { rows } = await sql<{ query: string }>`select words_asked(${words}::text[])::text as query`.execute(on)
  const { query } = rows[0]!
  // Folded words hold no such sign.
  return { query, isSeveral: query.includes('&') }
}

const matching = ({ words, length, language, isCaptioned }: Asked) => {
  const [from, below] = length === null ? [null, null] : lengths[length]
  return sql`words @@ ${words.query}::tsquery
    ${length === null ? sql`` : sql`and duration_ms >= ${from} and duration_ms < ${below}`}
    ${language === null ? sql`` : sql`and (language = ${language} or language like ${`${language}-%`})`}
    ${isCaptioned ? sql`and has_captions` : sql``}`
}

/** Newest first; of several words in a way that no index of times can give. */
const newestFirst = ({ words }: Asked) =>
  words.isSeveral ? sql`published_at + interval '0' desc, video_id desc` : sql`published_at desc, video_id desc`

async function newest(on: Database, asked: Asked, after: ClipsAfter | null, limit: number): Promise<ClipsAfter[]> {
  const { rows } = await sql<ClipsAfter>`
    with matched as (
      select video_id, published_at from video_words where ${matching(asked)}
        ${after ? sql`and (published_at, video_id) < (${moment(after.at)}, ${after.id}::uuid)` : sql``}
      order by ${newestFirst(asked)} limit ${limit}
    )
    select video_id as id, 0 as rank, ${microseconds('published_at')} as at, 0 as "from", 0 as "to" from matched
    order by published_at desc, video_id desc`.execute(on)
  return rows
}

async function best(on: Database, asked: Asked, after: ClipsAfter | null, limit: number): Promise<ClipsAfter[]> {
  const window = after ? sql`and published_at between ${moment(after.from)} and ${moment(after.to)}` : sql``
  const { rows } = await sql<ClipsAfter>`
    with matched as (
      select video_id, published_at, words from video_words where ${matching(asked)} ${window}
      order by ${newestFirst(asked)} limit ${findingLimits.compared}
    ), ranked as (
      select video_id, published_at, ts_rank(words, ${asked.words.query}::tsquery)::double precision as rank,
        min(published_at) over () as first, max(published_at) over () as last
      from matched
    )
    select video_id as id, rank, ${microseconds('published_at')} as at,
      ${after ? sql`${after.from}::bigint` : microseconds('first')} as "from",
      ${after ? sql`${after.to}::bigint` : microseconds('last')} as "to"
    from ranked
    ${after ? sql`where (rank, published_at, video_id) < (${after.rank}::double precision, ${moment(after.at)}, ${after.id}::uuid)` : sql``}
    order by rank desc, published_at desc, video_id desc limit ${limit}`.execute(on)
  return rows
}
