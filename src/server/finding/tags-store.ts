import type { Tag } from '../../core/wire/finding.ts'
import { sql } from '../adapters/db/index.ts'
import { type Bounded, microseconds, moment } from './clips-store.ts'
import type { ClipsAfter } from './cursor.ts'

/** Counting goes no further than this. */
const mostCounted = 1000
/** A suggestion says a minute-old number of more than these. */
const mostCountedAnew = 100

/** In a `select` of its own: folded once, and not for every row. */
const folded = (typed: string) => sql`(select replace(folded(${typed}), ' ', ''))`

export function tagsStore(bounded: Bounded) {
  return {
    /** Tags of public clips that begin with what was typed: the very one first, then the most used. */
    async tagsBeginning(typed: string, limit: number): Promise<Tag[]> {
      return bounded(async on => {
        // Whether any clip still has one is asked in order, until there are enough; prepared, it is planned once (`select` first).
        const { rows } = await sql<Tag>`select tag,
          case when used > ${mostCountedAnew} then least(used, ${mostCounted}) else (
            select count(*)::int from (select from video_tags where video_tags.tag = matched.tag limit ${mostCounted}) counted
          ) end as videos
          from (
            select tag, is_it, used from (
              select tag, folded = ${folded(typed)} as is_it, tags.videos as used from tags
              where folded >= ${folded(typed)} and folded < ${folded(typed)} || ${'\u{10ffff}'}
              order by is_it desc, used desc, tag offset 0
            ) begun
            where (select true from video_tags where video_tags.tag = begun.tag limit 1)
            order by is_it desc, used desc, tag limit ${limit}
          ) matched
          order by is_it desc, used desc, tag`.execute(on)
        return rows
      })
    },

    async tag(tag: string): Promise<Tag> {
      return bounded(async on => {
        const { rows } = await sql<{ videos: number }>`
          select count(*)::int as videos from (select from video_tags where tag = ${tag} limit ${mostCounted}) counted`.execute(
          on,
        )
        return { tag, videos: rows[0]?.videos ?? 0 }
      })
    },

    /** Places of a tag's clips, newest first. */
    async newestOfTag(tag: string, after: ClipsAfter | null, limit: number): Promise<ClipsAfter[]> {
      return bounded(async on => {
        const { rows } = await sql<ClipsAfter>`
          select video_id as id, 0 as rank, ${microseconds('published_at')} as at, 0 as "from", 0 as "to" from video_tags
          where tag = ${tag} ${after ? sql`and (published_at, video_id) < (${moment(after.at)}, ${after.id}::uuid)` : sql``}
          order by published_at desc, video_id desc limit ${limit}`.execute(on)
        return rows
      })
    },

    /** A common tag is read from the best loved down, a rare one whole: planned with the tag, and never prepared (`with`). */
    async mostLovedOfTag(tag: string, limit: number): Promise<string[]> {
      return bounded(async on => {
        const { rows } = await sql<{ id: string }>`
          with loved as (
            select videos.id, likes, videos.published_at from videos
            where visibility = 'public' and videos.published_at is not null
              and exists (select from video_tags where tag = ${tag} and video_tags.video_id = videos.id)
            order by likes desc, videos.published_at desc limit ${limit}
          )
          select id from loved order by likes desc, published_at desc, id`.execute(on)
        return rows.map(({ id }) => id)
      })
    },

    /** The tags most used when they were last counted, each with its newest clips. */
    async topics(limit: number, newest: number): Promise<(Tag & { ids: string[] })[]> {
      return bounded(async on => {
        const { rows } = await sql<Tag & { ids: string[] }>`
          with most as (select tag, videos from tags where videos > 0 order by videos desc, tag limit ${limit})
          select tag, videos, array(
            select video_id from video_tags where video_tags.tag = most.tag
            order by published_at desc, video_id desc limit ${newest}
          ) as ids
          from most order by videos desc, tag`.execute(on)
        return rows
      })
    },
  }
}
