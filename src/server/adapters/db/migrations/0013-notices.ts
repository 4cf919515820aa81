import { type Kysely, sql } from 'kysely'

/**
 * What an account is told, one row for each line of its inbox: “likes of this clip”, “follows of this day”. Who did it, and how many,
 * is read from what they did, so that it is true whatever was taken back since. Made in the transaction of the act, whatever program did it.
 *
 * A further kind is one more branch of `notice_acts`, and a trigger on its table that calls `tell_notice` and `settle_notice`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      id uuid primary key default gen_random_uuid(),
      account_id uuid not null references accounts on delete cascade,
      kind text not null,
      subject_id uuid not null,
      since timestamptz not null default '-infinity',
      video_id uuid references videos on delete cascade,
      words text not null default '',
      at timestamptz not null,
      seen_until timestamptz not null default '-infinity',
      unique (subject_id, kind, account_id, since)
    )`.execute(db)
  await sql`create index notices_of_account on notices (account_id, at desc, id desc)`.execute(db)
  await sql`create index notices_unseen on notices (account_id) where at > seen_until`.execute(db)
  await sql`create index notices_by_age on notices (at)`.execute(db)
  await sql`create index notices_of_video on notices (video_id) where video_id is not null`.execute(db)
  await sql`
    create table notice_choices (
      account_id uuid primary key references accounts on delete cascade,
      unwanted text[] not null
    )`.execute(db)
  await sql`create index told_likes on likes (video_id, created_at desc)`.execute(db)
  await sql`create index told_comments on comments (video_id, created_at desc)`.execute(db)
  await sql`create index told_acceptances on follows (account_id, accepted_at desc) where accepted_at > created_at`.execute(
    db,
  )
  await makeFunctions(db)
  await makeTriggers(db)
}

async function makeFunctions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function day_of(moment timestamptz) returns timestamptz language sql stable as $$
      select date_trunc('day', moment, 'UTC') $$`.execute(db)
  // The acts that one line of an inbox stands for.
  await sql`
    create function notice_acts(account uuid, kind text, subject uuid, since timestamptz)
    returns table (actor_id uuid, at timestamptz, video_id uuid, comment_id uuid) language sql stable as $$
      select one.account_id, one.created_at, one.video_id, null::uuid from likes one
        where kind = 'like' and one.video_id = subject
      union all
      select one.account_id, one.created_at, one.video_id, one.id from comments one
        where kind = 'comment' and one.video_id = subject
          and one.created_at >= since and one.created_at < since + interval '1 day'
          and not exists (select from comments parent where parent.id = one.parent_id and parent.account_id = account)
      union all
      select one.account_id, one.created_at, one.video_id, one.id from comments one
        where kind = 'reply' and one.parent_id = subject
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
  // Whether an account wants nothing of another, or is not to have it.
  await sql`
    create function is_walled(account uuid, other uuid) returns boolean language sql stable as $$
      select exists (select from blocks where account_id = account and other_id = other)
        or exists (select from blocks where account_id = other and other_id = account)
        or exists (select from mutes where account_id = account and other_id = other)
        or exists (select from accounts where id = other and suspended_at is not null)
    $$`.execute(db)
  await sql`
    create function tell_inbox(account uuid) returns void language sql as $$
      select pg_notify('changes', json_build_object('account', account, 'notices', true)::text) $$`.execute(db)
  await sql`
    create function tell_notice(account uuid, of_kind text, actor uuid, subject uuid, video uuid, of_day timestamptz, moment timestamptz,
      said text default '') returns void language plpgsql as $$
    begin
      if account = actor or is_walled(account, actor)
        or exists (select from notice_choices where account_id = account and of_kind = any(unwanted)) then
        return;
      end if;
      insert into notices (account_id, kind, subject_id, video_id, since, at, words)
        values (account, of_kind, subject, video, of_day, date_trunc('milliseconds', moment), said)
        on conflict (subject_id, kind, account_id, since) do update set at = greatest(notices.at, excluded.at);
      perform tell_inbox(account);
    end $$`.execute(db)
  // Something of a line was taken back: the line is as old as what is left of it, or goes with it.
  await sql`
    create function settle_notice(of_kind text, subject uuid, of_day timestamptz) returns void language plpgsql as $$
    declare
      line notices%rowtype;
      newest timestamptz;
    begin
      -- Whoever adds to the line at this moment is waited for, and seen by what comes next.
      select * into line from notices
        where subject_id = subject and kind = of_kind and since = of_day for update;
      if not found then
        return;
      end if;
      select date_trunc('milliseconds', max(acts.at)) into newest
        from notice_acts(line.account_id, line.kind, line.subject_id, line.since) acts where acts.actor_id <> line.account_id;
      if newest is null then
        delete from notices where id = line.id;
      elsif newest <> line.at then
        update notices set at = newest where id = line.id;
      end if;
      perform tell_inbox(line.account_id);
    end $$`.execute(db)
}

/** Once for each statement: ten thousand likes that go with their clip are one look at its line. */
async function makeTriggers(db: Kysely<unknown>): Promise<void> {
  const after = async (table: string, name: string, event: 'insert' | 'delete' | 'update', body: string) => {
    const rows = {
      insert: 'new table as came',
      delete: 'old table as gone',
      update: 'old table as gone new table as came',
    }
    await sql`
      create function ${sql.id(name)}() returns trigger language plpgsql as ${sql.lit(`begin ${body} return null; end`)}`.execute(
      db,
    )
    await sql`
      create trigger ${sql.id(name)} after ${sql.raw(event)} on ${sql.table(table)} referencing ${sql.raw(rows[event])}
      for each statement execute function ${sql.id(name)}()`.execute(db)
  }
  await after(
    'likes',
    'tell_of_likes',
    'insert',
    `perform tell_notice(videos.account_id, 'like', came.account_id, came.video_id, came.video_id, '-infinity', came.created_at)
      from came join videos on videos.id = came.video_id order by came.video_id;`,
  )
  await after(
    'likes',
    'settle_likes',
    'delete',
    `perform settle_notice('like', lines.video_id, '-infinity')
      from (select distinct gone.video_id from gone join videos on videos.id = gone.video_id order by 1) lines;`,
  )
  await after(
    'comments',
    'tell_of_comments',
    'insert',
    `perform tell_notice(videos.account_id, 'comment', came.account_id, came.video_id, came.video_id, day_of(came.created_at), came.created_at)
      from came join videos on videos.id = came.video_id left join comments parent on parent.id = came.parent_id
      where parent.account_id is distinct from videos.account_id;
    perform tell_notice(parent.account_id, 'reply', came.account_id, parent.id, came.video_id, '-infinity', came.created_at)
      from came join comments parent on parent.id = came.parent_id;`,
  )
  await after(
    'comments',
    'settle_comments',
    'delete',
    `perform settle_notice(lines.kind, lines.subject, lines.since) from (
      select distinct 'comment' as kind, gone.video_id as subject, day_of(gone.created_at) as since
        from gone join videos on videos.id = gone.video_id
      union select 'reply', gone.parent_id, '-infinity' from gone where gone.parent_id is not null
      order by 2, 1, 3) lines;`,
  )
  await after(
    'follows',
    'tell_of_follows',
    'insert',
    `perform tell_notice(followed_id, case when accepted_at is null then 'ask' else 'follow' end, account_id, followed_id, null,
      day_of(created_at), created_at) from came order by followed_id;`,
  )
  const lines = `perform settle_notice(lines.kind, lines.subject, lines.since) from (
      select distinct case when accepted_at is null then 'ask' else 'follow' end as kind, followed_id as subject, day_of(created_at) as since
        from gone
      union select 'accepted', account_id, day_of(accepted_at) from gone where accepted_at > created_at
      order by 2, 1, 3) lines;`
  await after('follows', 'settle_follows', 'delete', lines)
  await after(
    'follows',
    'tell_of_acceptance',
    'update',
    `${lines}
    perform tell_notice(came.account_id, 'accepted', came.followed_id, came.account_id, null, day_of(came.accepted_at), came.accepted_at)
      from came join gone using (account_id, followed_id)
      where gone.accepted_at is null and came.accepted_at is not null order by came.account_id;`,
  )
  await sql`
    create function tell_of_clip() returns trigger language plpgsql as $$
    declare came text;
    begin
      came := case
        when new.state = 'ready' and old.state <> 'ready' and new.posted_at is not null then 'ready'
        when new.state = 'refused' and old.state <> 'refused' then 'refused'
        when new.state = 'ready' and new.ladder_fault is not null and old.ladder_fault is null then 'unfinished'
      end;
      if came is not null or new.state <> old.state or new.ladder_fault is distinct from old.ladder_fault then
        delete from notices where subject_id = new.id and kind in ('ready', 'refused', 'unfinished');
      end if;
      if came is not null then
        perform tell_notice(new.account_id, came, null, new.id, new.id, '-infinity', clock_timestamp());
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_of_clip after update of state, ladder_fault on videos
    for each row when (not new.generated) execute function tell_of_clip()`.execute(db)
  // Whoever deletes a clip because its end has come says so first: a deletion by its author is nothing to be told of.
  await sql`
    create function tell_of_end(clip uuid, moment timestamptz) returns void language sql as $$
      select tell_notice(account_id, 'ended', null, id, null, '-infinity', moment, left(caption, 200))
        from videos where id = clip and not generated $$`.execute(db)
}
