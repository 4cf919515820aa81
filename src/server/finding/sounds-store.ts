import { sql } from '../adapters/db/index.ts'
import type { Bounded } from './clips-store.ts'

/** So many of either kind are compared by how much they are used. */
const compared = 200
const mostCounted = 1000

export function soundsFoundStore(bounded: Bounded) {
  return {
    /** Sounds by the words of their first clip, or of whoever made them; the most used first. */
    async sounds(words: readonly string[], limit: number): Promise<{ id: string; videos: number }[]> {
      return bounded(async on => {
        const { rows } = await sql<{ id: string; videos: number }>`
          with matched as (
            (select videos.id from video_words join videos on videos.id = video_words.video_id
              where video_words.words @@ words_asked(${words}::text[]) and videos.sound_id = videos.id
              order by video_words.published_at desc limit ${compared})
            union
            (select videos.id from account_words
              join videos on videos.account_id = account_words.account_id and videos.published_at is not null
                and videos.visibility = 'public' and videos.sound_id = videos.id
              where account_words.words @@ words_asked(${words}::text[])
              order by videos.published_at desc limit ${compared})
          )
          select matched.id, used.videos from matched
          cross join lateral (
            select count(*)::int as videos from (
              select from videos where sound_id = matched.id and published_at is not null and visibility = 'public' limit ${mostCounted}
            ) counted
          ) used
          order by used.videos desc, matched.id desc limit ${limit}`.execute(on)
        return rows
      })
    },
  }
}
