import { type Kysely, sql } from 'kysely'

/** Comments with one level of replies, who may write them, and their counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table comments (
      id uuid primary key,
      video_id uuid not null references videos on delete cascade,
      account_id uuid not null references accounts on delete cascade,
      parent_id uuid references comments on delete cascade,
      text text not null,
      created_at timestamptz not null,
      replies integer not null default 0 check (replies >= 0)
    )`.execute(db)
  await sql`create index comments_of_video on comments (video_id, id desc) where parent_id is null`.execute(db)
  await sql`create index replies_of_comment on comments (parent_id, id) where parent_id is not null`.execute(db)
  await sql`create index comments_of_account on comments (account_id)`.execute(db)
  await sql`
    alter table videos
      add column comments integer not null default 0 check (comments >= 0),
      add column comments_from text not null default 'everyone' check (comments_from in ('everyone', 'followers', 'nobody'))`.execute(
    db,
  )
  // A comment goes with its account as well as by itself: the counts follow the rows, whoever removes them.
  await sql`
    create function count_comment() returns trigger language plpgsql as $$
    declare
      step integer := case tg_op when 'INSERT' then 1 else -1 end;
      one comments%rowtype;
    begin
      if tg_op = 'INSERT' then one := new; else one := old; end if;
      update videos set comments = comments + step where id = one.video_id;
      if one.parent_id is not null then
        update comments set replies = replies + step where id = one.parent_id;
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger count_comment after insert or delete on comments for each row execute function count_comment()`.execute(
    db,
  )
  await sql`drop trigger tell_shown on videos`.execute(db)
  await sql`
    create trigger tell_shown after insert or delete or update of visibility, caption, tags, language, alt, ai_made, paid, likes,
      comments, comments_from, published_at, duration_ms, width, height, thumbhash, storyboard_frames, storyboard_every_ms on videos
    for each row execute function tell_shown()`.execute(db)
}
