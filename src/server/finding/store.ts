import { refuse } from '../../core/errors.ts'
import { nearest } from '../../core/finding/spelling.ts'
import { type Database, isTimedOut, sql } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { clipsStore } from './clips-store.ts'
import { followedTagsStore } from './followed-tags-store.ts'
import { peopleStore } from './people-store.ts'
import { soundsFoundStore } from './sounds-store.ts'
import { tagsStore } from './tags-store.ts'

export type FindingStore = ReturnType<typeof findingStore>

const longestMs = 1500
/** Words that are looked at as what a mistyped one may have meant. */
const alike = 60

/** What is found by words. Every search ends within a bound, and is refused in words where it would not. */
export function findingStore(db: Database, keys: Keys) {
  const bounded = async <T>(work: (on: Database) => Promise<T>): Promise<T> => {
    try {
      return await db.transaction().execute(async on => {
        await sql`select set_config('statement_timeout', ${String(longestMs)}, true)`.execute(on)
        return work(on)
      })
    } catch (error) {
      if (isTimedOut(error)) throw refuse('search.slow')
      throw error
    }
  }
  return {
    ...clipsStore(bounded),
    ...peopleStore(bounded),
    ...tagsStore(bounded),
    ...soundsFoundStore(bounded),
    ...followedTagsStore(db, keys),

    /** The same words, each that nobody here uses mended to the nearest that somebody does; null where none can be. */
    async mend(words: readonly string[]): Promise<string[] | null> {
      return bounded(async on => {
        const mended: string[] = []
        for (const word of words) mended.push((await nearestTo(on, word)) ?? word)
        return mended.some((word, place) => word !== words[place]) ? mended : null
      })
    },

    /** Objects of captions whose words were never kept. */
    async unreadCaptions(): Promise<string[]> {
      const rows = await db
        .selectFrom('video_files')
        .select('hash')
        .distinct()
        .where('role', '=', 'captions')
        .where('spoken', 'is', null)
        .execute()
      return rows.map(({ hash }) => hash)
    },

    async setSpoken(hash: string, spoken: string): Promise<void> {
      await db
        .updateTable('video_files')
        .set({ spoken })
        .where('hash', '=', hash)
        .where('role', '=', 'captions')
        .execute()
    },

    /** Forgets words and tags that nothing public has any more. */
    async forgetUnused(): Promise<number> {
      const words = await sql`
        with used as materialized (
          select word from ts_stat('select words from video_words') union select word from ts_stat('select words from account_words')
        )
        delete from words where not exists (select from used where used.word = words.word)`.execute(db)
      const tags =
        await sql`delete from tags where not exists (select from video_tags where video_tags.tag = tags.tag)`.execute(
          db,
        )
      return Number((words.numAffectedRows ?? 0n) + (tags.numAffectedRows ?? 0n))
    },

    /** How many public clips have each tag; how the most used are known without counting all at every letter that is typed. */
    async countTags(): Promise<void> {
      await sql`
        update tags set videos = counted.videos
        from (select tag, count(*)::int as videos from video_tags group by tag) counted
        where counted.tag = tags.tag and counted.videos <> tags.videos`.execute(db)
    },
  }
}

async function nearestTo(on: Database, word: string): Promise<string | null> {
  const { rows } = await sql<{ word: string; folded: string }>`
    with asked as (select trim(folded(${word})) as folded)
    select words.word, asked.folded from asked join words on words.grams && grams_of(asked.folded)
    where length(asked.folded) between 4 and 30 and abs(length(words.word) - length(asked.folded)) <= 2
      and not exists (select from words known where known.word = asked.folded)
    order by (select count(*) from unnest(words.grams) gram where gram = any (grams_of(asked.folded))) desc, words.word
    limit ${alike}`.execute(on)
  const folded = rows[0]?.folded
  return folded === undefined
    ? null
    : nearest(
        folded,
        rows.map(row => row.word),
      )
}
