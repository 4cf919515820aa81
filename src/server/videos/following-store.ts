import type { PersonRow } from '../accounts/index.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import type { After, PublicVideo } from './rows.ts'

/** A clip as it comes to a follower: by its author, or passed on by somebody. */
export type FollowedRow = PublicVideo & {
  /** When it came: its publication, or the repost. */
  at: Date
  by: PersonRow | null
}

interface Event {
  id: string
  at: Date
  by: PersonRow | null
}

export function followingStore(db: Database, rowsOf: (ids: readonly string[]) => Promise<PublicVideo[]>) {
  return {
    /**
     * Clips of everybody the account follows, and what they pass on, newest first, each once, at its newest; with a handle, those of
     * one account that are for its followers alone. The very newest of each say how far back the page can reach, and nothing behind
     * that is looked at: the cost grows with follows, and neither with clips nor with how many each of them has.
     */
    async followedPage(
      accountId: string,
      { handle, after }: { handle?: string | undefined; after: After | null },
      limit: number,
    ): Promise<FollowedRow[]> {
      const asked = { accountId, handle, after, limit }
      // Begins with `select`, and says which clips in its text: prepared, it is planned once.
      const events = await sql<Event>`select id, at, by from (
        with people as materialized (
          select followed_id as id from follows where account_id = ${accountId} and accepted_at is not null
            ${handle === undefined ? sql`` : sql`and followed_id = (select accounts.id from accounts where accounts.handle = ${handle})`}
        ), reach as materialized (
          select at from people cross join lateral (${clipsOf(asked, veryNewest)}) clip
          order by at desc offset ${limit - 1} limit 1
        ), since as materialized (select coalesce((select at from reach), '-infinity') as at)
        select clip.id, clip.at, null::json as by from people cross join since
        cross join lateral (${clipsOf(asked, limit, sql`and videos.published_at >= since.at`)}) clip
        ${handle === undefined ? repostsOf(asked) : sql``}
      ) events order by at desc, id desc limit ${limit}`.execute(db)
      if (events.rows.length === 0) return []
      const rows = new Map((await rowsOf(events.rows.map(({ id }) => id))).map(row => [row.id, row]))
      return events.rows.flatMap(({ id, at, by }) => {
        const row = rows.get(id)
        return row ? [{ ...row, at, by }] : []
      })
    },
  }
}

interface Asked {
  accountId: string
  handle: string | undefined
  after: After | null
  limit: number
}

/** With somebody's followings by the dozen, so many of each are more than a page. */
const veryNewest = 2

/** The newest clips of one of `people`. */
const clipsOf = (asked: Asked, most: number, bound = sql``) => sql`
  select videos.id, videos.published_at as at from videos
  where videos.account_id = people.id and videos.published_at is not null
    and videos.visibility in (${asked.handle === undefined ? sql`'public', 'followers'` : sql`'followers'`}) ${bound}
    ${asked.after ? sql`and (videos.published_at, videos.id) < (${asked.after.at}, ${asked.after.id}::uuid)` : sql``}
    ${notLater(asked, sql.ref('videos.id'), sql.ref('videos.published_at'))}
  order by videos.published_at desc, videos.id desc limit ${most}`

/** A clip that somebody passed on later comes at that time, if it may, and not once more at this one. */
const notLater = ({ accountId, handle }: Asked, id: ReturnType<typeof sql.ref>, at: ReturnType<typeof sql.ref>) =>
  handle === undefined
    ? sql`and not exists (
        select from reposts later join follows mine on mine.followed_id = later.account_id
        where later.video_id = ${id} and later.created_at > ${at} and videos.visibility = 'public'
          and mine.account_id = ${accountId} and mine.accepted_at is not null
          and later.account_id not in (select accounts.id from accounts where suspended_at is not null))`
    : sql``

const repostsOf = (asked: Asked) => sql`
  union all
  select passed.id, passed.at,
    json_build_object('handle', who.handle, 'name', who.name, 'avatar_hash', who.avatar_hash) as by
  from people cross join since
  cross join lateral (
    select reposts.video_id as id, reposts.created_at as at from reposts
    join videos on videos.id = reposts.video_id and videos.published_at is not null and videos.visibility = 'public'
      and videos.account_id <> ${asked.accountId}
    where reposts.account_id = people.id and reposts.created_at >= since.at
      ${asked.after ? sql`and (reposts.created_at, reposts.video_id) < (${asked.after.at}, ${asked.after.id}::uuid)` : sql``}
      ${notLater(asked, sql.ref('reposts.video_id'), sql.ref('reposts.created_at'))}
    order by reposts.created_at desc, reposts.video_id desc limit ${asked.limit}
  ) passed
  cross join lateral (select handle, name, avatar_hash from accounts where accounts.id = people.id and suspended_at is null limit 1) who`
