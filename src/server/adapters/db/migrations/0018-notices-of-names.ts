import { type Kysely, sql } from 'kysely'

/** Inboxes tell of reposts, and of mentions in comments and captions; of a comment that waits for leave only the clip's author is told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index accounts_suspended on accounts (id) where suspended_at is not null`.execute(db)
  await sql`
    create or replace function notice_acts(account uuid, kind text, subject uuid, since timestamptz)
    returns table (actor_id uuid, at timestamptz, video_id uuid, comment_id uuid) language sql stable as $$
      select one.account_id, one.created_at, one.video_id, null::uuid from likes one
        where kind = 'like' and one.video_id = subject
      union all
      select one.account_id, one.created_at, one.video_id, null from reposts one
        where kind = 'repost' and one.video_id = subject
      union all
      select one.account_id, one.created_at, one.video_id, one.id from comments one
        where kind = 'comment' and one.video_id = subject
          and one.created_at >= since and one.created_at < since + interval '1 day'
          and not exists (select from comments parent where parent.id = one.parent_id and parent.account_id = account)
      union all
      select one.account_id, one.created_at, one.video_id, one.id from comments one
        where kind = 'reply' and one.parent_id = subject and not one.held
      union all
      select said.account_id, one.created_at, one.video_id, said.id
        from mentions one join comments said on said.id = one.comment_id join videos on videos.id = one.video_id
          left join comments parent on parent.id = said.parent_id
        where kind = 'mention' and one.account_id = subject and not said.held
          and one.created_at >= since and one.created_at < since + interval '1 day'
          and videos.account_id <> subject and parent.account_id is distinct from subject
      union all
      select videos.account_id, greatest(one.created_at, videos.published_at), one.video_id, null
        from mentions one join videos on videos.id = one.video_id
        where kind = 'mention' and one.account_id = subject and one.comment_id is null and videos.published_at is not null
          and greatest(one.created_at, videos.published_at) >= since
          and greatest(one.created_at, videos.published_at) < since + interval '1 day'
      union all
      select one.account_id, one.created_at, null, null from follows one
        where kind = 'follow' and one.followed_id = subject and one.accepted_at = one.created_at
          and one.created_at >= since and one.created_at < since + interval '1 day'
      union all
      select one.account_id, one.created_at, null, null from follows one
        where kind = 'ask' and one.followed_id = subject and one.accepted_at is null
          and one.created_at >= since and one.created_at < since + interval '1 day'
      union all
      select one.followed_id, one.accepted_at, null, null from follows one
        where kind = 'accepted' and one.account_id = subject and one.accepted_at > one.created_at
          and one.accepted_at >= since and one.accepted_at < since + interval '1 day'
    $$`.execute(db)
  await sql`
    create or replace function tell_of_comments() returns trigger language plpgsql as $$
    begin
      perform tell_notice(videos.account_id, 'comment', came.account_id, came.video_id, came.video_id, day_of(came.created_at), came.created_at)
        from came join videos on videos.id = came.video_id left join comments parent on parent.id = came.parent_id
        where parent.account_id is distinct from videos.account_id;
      perform tell_notice(parent.account_id, 'reply', came.account_id, parent.id, came.video_id, '-infinity', came.created_at)
        from came join comments parent on parent.id = came.parent_id where not came.held;
      return null;
    end $$`.execute(db)
  // The line of a day on which somebody is named, wherever it was: as late as the words came to be read.
  await sql`
    create function tell_mention(named uuid, clip uuid, comment uuid) returns void language sql as $$
      select tell_notice(named, 'mention', act.actor_id, named, null, day_of(act.at), act.at)
      from mentions one
        cross join lateral (
          select coalesce(said.account_id, videos.account_id) as actor_id,
            case when one.comment_id is null then greatest(one.created_at, videos.published_at) else one.created_at end as at
          from videos left join comments said on said.id = one.comment_id left join comments parent on parent.id = said.parent_id
          where videos.id = one.video_id and (
            (one.comment_id is null and videos.published_at is not null)
            or (not said.held and videos.account_id <> named and parent.account_id is distinct from named))) act
      where one.account_id = named and one.video_id = clip and one.comment_id is not distinct from comment $$`.execute(
    db,
  )
  await makeTriggers(db)
}

async function makeTriggers(db: Kysely<unknown>): Promise<void> {
  const after = async (table: string, name: string, event: 'insert' | 'delete', body: string) => {
    const rows = event === 'insert' ? 'new table as came' : 'old table as gone'
    await sql`
      create function ${sql.id(name)}() returns trigger language plpgsql as ${sql.lit(`begin ${body} return null; end`)}`.execute(
      db,
    )
    await sql`
      create trigger ${sql.id(name)} after ${sql.raw(event)} on ${sql.table(table)} referencing ${sql.raw(rows)}
      for each statement execute function ${sql.id(name)}()`.execute(db)
  }
  await after(
    'reposts',
    'tell_of_reposts',
    'insert',
    `perform tell_notice(videos.account_id, 'repost', came.account_id, came.video_id, came.video_id, '-infinity', came.created_at)
      from came join videos on videos.id = came.video_id order by came.video_id;`,
  )
  await after(
    'reposts',
    'settle_reposts',
    'delete',
    `perform settle_notice('repost', lines.video_id, '-infinity')
      from (select distinct gone.video_id from gone join videos on videos.id = gone.video_id order by 1) lines;`,
  )
  await after(
    'mentions',
    'tell_of_mentions',
    'insert',
    'perform tell_mention(account_id, video_id, comment_id) from came order by account_id;',
  )
  await after(
    'mentions',
    'settle_mentions',
    'delete',
    `perform settle_notice('mention', lines.subject_id, lines.since) from (
      select distinct notices.subject_id, notices.since from gone join notices on notices.subject_id = gone.account_id and kind = 'mention'
      order by 1, 2) lines;`,
  )
  await sql`
    create function tell_of_leave() returns trigger language plpgsql as $$
    begin
      perform tell_notice(parent.account_id, 'reply', new.account_id, parent.id, new.video_id, '-infinity', new.created_at)
        from comments parent where parent.id = new.parent_id;
      perform tell_mention(account_id, video_id, comment_id) from mentions where comment_id = new.id order by account_id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_of_leave after update of held on comments
    for each row when (old.held and not new.held) execute function tell_of_leave()`.execute(db)
  await sql`
    create function tell_of_caption() returns trigger language plpgsql as $$
    begin
      perform tell_mention(account_id, video_id, comment_id)
        from mentions where video_id = new.id and comment_id is null order by account_id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_of_caption after update of published_at on videos
    for each row when (old.published_at is null and new.published_at is not null) execute function tell_of_caption()`.execute(
    db,
  )
}
