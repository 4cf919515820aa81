import type { NoticeKind } from '../../core/notices/kinds.ts'
import { noticeLimits } from '../../core/notices/kinds.ts'
import type { Visibility } from '../../core/videos/visibility.ts'
import type { PersonRow } from '../accounts/index.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import type { After } from '../videos/index.ts'

export interface NoticeRow {
  id: string
  kind: NoticeKind
  at: Date
  is_new: boolean
  words: string
  subject_id: string
  /** Whose acts, the newest first; somebody may have acted more than once. */
  actors: string[] | null
  /** How many different ones there are, among as many acts as are counted. */
  people: number
  acts: number
  video_id: string | null
  comment_id: string | null
}

export interface ClipRow {
  id: string
  handle: string
  caption: string
  visibility: Visibility
  published_at: Date | null
  poster_hash: string | null
  sensitive: boolean
  measure: 'hide' | 'mark' | 'restrict' | 'remove' | null
  likes: number
  refusal: { code: string; params: Record<string, string | number> } | null
  ladder_fault: string | null
}

export interface ActorRow extends PersonRow {
  id: string
}

export type NoticeStore = ReturnType<typeof noticeStore>

/** Acts that are told of: by nobody whom the account does not want to hear, and on a clip that the account may see. */
const heard = (accountId: string) => sql`
  from notice_acts(${accountId}, line.kind, line.subject_id, line.since) act
  where act.actor_id <> ${accountId}
    and act.actor_id not in (
      select other_id from mutes where account_id = ${accountId} union all select other_id from blocks where account_id = ${accountId}
      union all select account_id from blocks where other_id = ${accountId})
    and act.actor_id not in (select id from accounts where suspended_at is not null)
    and not (line.kind = 'reply' and is_stranger_to(${accountId}, act.actor_id))
    and not exists (select from comments where comments.id = act.comment_id and comments.measure is not null)
    and (line.kind not in ('reply', 'mention') or exists (select from videos where videos.id = act.video_id and (videos.account_id = ${accountId}
      or (published_at is not null and (visibility in ('public', 'unlisted') or (visibility = 'followers' and exists (
        select from follows where follows.account_id = ${accountId} and followed_id = videos.account_id and accepted_at is not null)))))))`

/** Nobody acted: the clip itself has come further, or is gone. */
const ofClip = sql`line.kind in ('ready', 'refused', 'unfinished', 'ended', 'decision', 'report', 'appeal', 'answer', 'moved', 'stewardship')`

export function noticeStore(db: Database) {
  return {
    /** Lines of the account's inbox behind a place, the newest first; some may have nothing left to tell of. */
    async pageOf(
      accountId: string,
      kinds: readonly NoticeKind[],
      after: After | null,
      limit: number,
    ): Promise<NoticeRow[]> {
      // Begins with `select` and names its columns: prepared, it is planned once.
      const { rows } =
        await sql<NoticeRow>`select line.id, line.kind, line.at, line.words, line.subject_id, told.actors, coalesce(told.people, 0)::int as people,
          coalesce(told.acts, 0)::int as acts, coalesce(told.video_id, line.video_id) as video_id, told.comment_id,
          case when ${ofClip} then line.at else told.at end > line.seen_until as is_new
        from (
          select id, kind, at, words, subject_id, video_id, since, seen_until from notices where account_id = ${accountId} and kind = any(${kinds}::text[])
            ${after ? sql`and (at, id) < (${after.at}, ${after.id}::uuid)` : sql``}
          order by at desc, id desc limit ${limit}
        ) line
        left join lateral (
          select count(*) as acts, count(distinct actor_id) as people, (array_agg(actor_id order by at desc))[1:30] as actors,
            date_trunc('milliseconds', max(at)) as at, (array_agg(video_id order by at desc))[1] as video_id,
            (array_agg(comment_id order by at desc))[1] as comment_id
          from (select act.actor_id, act.at, act.video_id, act.comment_id ${heard(accountId)} order by act.at desc limit ${noticeLimits.counted + 1}) newest
        ) told on not ${ofClip}
        order by line.at desc, line.id desc`.execute(db)
      return rows
    },

    /** Lines with something that was not seen, no more than can be told apart from many. */
    async unreadOf(accountId: string): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
          select from notices line where account_id = ${accountId} and at > seen_until
            and (${ofClip} or exists (select ${heard(accountId)} and act.at > line.seen_until))
          limit ${noticeLimits.unread + 1}) unread`.execute(db)
      return rows[0]!.n
    },

    /** What was seen stays as it is until something comes to it. */
    async see(accountId: string, kinds: readonly NoticeKind[], until: Date): Promise<void> {
      await sql`
        with seen as (
          update notices set seen_until = at
          where account_id = ${accountId} and at > seen_until and at <= ${until} and kind = any(${kinds}::text[]) returning 1
        ) select tell_inbox(${accountId}) where exists (select from seen)`.execute(db)
    },

    async unwantedOf(accountId: string): Promise<NoticeKind[]> {
      const row = await db
        .selectFrom('notice_choices')
        .select('unwanted')
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row?.unwanted ?? []
    },

    /** What is not wanted any more is not kept either. */
    async choose(accountId: string, unwanted: NoticeKind[]): Promise<void> {
      await db.transaction().execute(async on => {
        await on
          .insertInto('notice_choices')
          .values({ account_id: accountId, unwanted })
          .onConflict(conflict => conflict.column('account_id').doUpdateSet({ unwanted }))
          .execute()
        await sql`delete from notices where account_id = ${accountId} and kind = any(${unwanted}::text[])`.execute(on)
        await sql`select tell_inbox(${accountId})`.execute(on)
      })
    },

    async actorsBy(ids: readonly string[]): Promise<ActorRow[]> {
      return db
        .selectFrom('accounts')
        .select(['id', 'handle', 'name', 'avatar_hash'])
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute()
    },

    async textsBy(commentIds: readonly string[]): Promise<{ id: string; text: string }[]> {
      return db
        .selectFrom('comments')
        .select(['id', 'text'])
        .where('id', '=', sql<string>`any(${commentIds}::uuid[])`)
        .execute()
    },

    async clipsBy(ids: readonly string[]): Promise<ClipRow[]> {
      const { rows } =
        await sql<ClipRow>`select videos.id, accounts.handle, videos.caption, videos.visibility, videos.sensitive, videos.measure, videos.published_at, videos.likes, videos.refusal,
          videos.ladder_fault,
          (select hash from video_files where video_id = videos.id and role = 'poster' limit 1) as poster_hash
        from videos join accounts on accounts.id = videos.account_id where videos.id = any(${ids}::uuid[])`.execute(db)
      return rows
    },

    /** Forgets what is old, and the oldest of what is more than an inbox holds. */
    async forget(before: Date, most: number): Promise<number> {
      const old = await db.deleteFrom('notices').where('at', '<', before).executeTakeFirst()
      const many = await sql`
        with full_ones as (select account_id from notices group by account_id having count(*) > ${most}),
          lines as (
            select id, row_number() over (partition by account_id order by at desc, notices.id desc) as place
            from notices join full_ones using (account_id))
        delete from notices using lines where lines.id = notices.id and lines.place > ${most}`.execute(db)
      return Number(old.numDeletedRows + (many.numAffectedRows ?? 0n))
    },
  }
}
