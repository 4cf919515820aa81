import { type Kysely, sql } from 'kysely'

/** Saves and collections, reposts, mentions; comments that are edited, pinned, held for approval, or withheld with their writer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table collections (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      name text not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index collections_of_account on collections (account_id)`.execute(db)
  await sql`
    create table saves (
      account_id uuid not null references accounts on delete cascade,
      video_id uuid not null references videos on delete cascade,
      collection_id uuid references collections on delete set null,
      created_at timestamptz not null,
      primary key (account_id, video_id)
    )`.execute(db)
  await sql`create index saves_of_video on saves (video_id, created_at)`.execute(db)
  await sql`create index saves_of_collection on saves (collection_id) where collection_id is not null`.execute(db)
  await sql`
    create table reposts (
      account_id uuid not null references accounts on delete cascade,
      video_id uuid not null references videos on delete cascade,
      created_at timestamptz not null,
      primary key (account_id, video_id)
    )`.execute(db)
  await sql`create index reposts_of_account on reposts (account_id, created_at desc, video_id desc)`.execute(db)
  await sql`create index reposts_of_video on reposts (video_id, created_at)`.execute(db)
  await sql`create index likes_of_account on likes (account_id, created_at desc, video_id desc)`.execute(db)
  await sql`
    create table mentions (
      account_id uuid not null references accounts on delete cascade,
      video_id uuid not null references videos on delete cascade,
      comment_id uuid references comments on delete cascade,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create unique index mentions_once on mentions (video_id, account_id, coalesce(comment_id, video_id))`.execute(
    db,
  )
  await sql`create index mentions_of_account on mentions (account_id, created_at desc)`.execute(db)
  await sql`create index mentions_of_comment on mentions (comment_id) where comment_id is not null`.execute(db)

  await sql`alter table accounts add column blocked_words text[] not null default '{}'`.execute(db)
  await sql`
    alter table comments
      add column edited_at timestamptz,
      add column held boolean not null default false,
      add column withheld boolean not null default false`.execute(db)
  await sql`drop index comments_of_video`.execute(db)
  await sql`
    create index comments_of_video on comments (video_id, id desc) where parent_id is null and not held and not withheld`.execute(
    db,
  )
  await sql`create index comments_held on comments (video_id, id desc) where held`.execute(db)
  await sql`
    alter table videos
      add column saves integer not null default 0 check (saves >= 0),
      add column reposts integer not null default 0 check (reposts >= 0),
      add column comments_held boolean not null default false,
      add column hides_counts boolean not null default false,
      add column pinned_comment_id uuid`.execute(db)
  await sql`
    create trigger tell_shown_of_conversation after update of saves, reposts, hides_counts, pinned_comment_id on videos
    for each row execute function tell_shown()`.execute(db)
  await sql`
    create trigger tell_shown_of_edits after update of text on comments for each row execute function tell_shown()`.execute(
    db,
  )

  // What nobody is shown is not counted.
  await sql`
    create or replace function count_comment() returns trigger language plpgsql as $$
    declare
      step integer := 0;
      one comments%rowtype;
    begin
      if tg_op = 'DELETE' then one := old; else one := new; end if;
      if tg_op <> 'INSERT' and not old.held and not old.withheld then step := step - 1; end if;
      if tg_op <> 'DELETE' and not new.held and not new.withheld then step := step + 1; end if;
      if step <> 0 then
        update videos set comments = comments + step,
          -- Two tables that refer to each other could not be backed up one after the other: the reference is kept here.
          pinned_comment_id = case when tg_op = 'DELETE' then nullif(pinned_comment_id, one.id) else pinned_comment_id end
          where id = one.video_id;
        if one.parent_id is not null then
          update comments set replies = replies + step where id = one.parent_id;
        end if;
      end if;
      return null;
    end $$`.execute(db)
  await sql`drop trigger count_comment on comments`.execute(db)
  await sql`
    create trigger count_comment after insert or delete or update of held, withheld on comments
    for each row execute function count_comment()`.execute(db)
  await sql`
    create function withhold_comments() returns trigger language plpgsql as $$
    begin
      -- The clips first, in one order, as whoever comments does.
      perform 1 from videos where id in (select video_id from comments where account_id = new.id) order by id for update;
      update comments set withheld = new.suspended_at is not null where account_id = new.id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger withhold_comments after update of suspended_at on accounts
    for each row when ((old.suspended_at is null) <> (new.suspended_at is null)) execute function withhold_comments()`.execute(
    db,
  )
  // Once for each statement: ten thousand likes that come or go together are one change of their clip.
  await sql`
    create function count_ties() returns trigger language plpgsql as $$
    declare step integer := case tg_op when 'INSERT' then 1 else -1 end;
    begin
      -- In one order, so that two statements over many clips never wait for each other.
      perform 1 from videos where id in (select video_id from changed) order by id for no key update;
      execute format('update videos set %1$I = %1$I + $1 * counted.n from (
        select video_id, count(*)::integer as n from changed group by video_id) counted where videos.id = counted.video_id', tg_table_name)
        using step;
      return null;
    end $$`.execute(db)
  // A like goes with its account as well as by itself: the counts follow the rows, whoever removes them.
  for (const table of ['likes', 'saves', 'reposts'])
    for (const [name, event, rows] of [
      ['count_coming', 'insert', 'new'],
      ['count_going', 'delete', 'old'],
    ] as const)
      await sql`
        create trigger ${sql.id(name)} after ${sql.raw(event)} on ${sql.table(table)} referencing ${sql.raw(rows)} table as changed
        for each statement execute function count_ties()`.execute(db)
}
