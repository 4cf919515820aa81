import { type Kysely, sql } from 'kysely'

/** Archives of accounts: those that are made here, those that are brought from elsewhere, and where an account has moved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table archives (
      account_id uuid primary key references accounts on delete cascade,
      id uuid not null unique,
      state text not null check (state in ('waiting', 'making', 'ready', 'failed')),
      asked_at timestamptz not null,
      is_sealed boolean not null,
      seal bytea,
      of_bytes bigint not null,
      done_bytes bigint not null default 0,
      bytes bigint,
      sha256 text,
      ends_at timestamptz
    )`.execute(db)
  await sql`create index archives_by_end on archives (ends_at)`.execute(db)
  await sql`
    alter table accounts add column moved_to text, add column moved_at timestamptz, add column moved_from text`.execute(
    db,
  )
  await sql`
    create trigger tell_shown_of_moving after update of moved_to, moved_from on accounts
    for each row execute function tell_shown()`.execute(db)
  await sql`alter table videos add column first_shown_at timestamptz`.execute(db)
  await sql`
    create table arrivals (
      account_id uuid primary key references accounts on delete cascade,
      id uuid not null unique,
      state text not null check (state in ('arriving', 'sealed', 'opening', 'bringing', 'done', 'refused')),
      file_name text not null,
      bytes bigint not null,
      begun_at timestamptz not null,
      visibility text not null,
      file_key bytea,
      came_from text,
      proof jsonb,
      fault jsonb,
      ended_at timestamptz
    )`.execute(db)
  await sql`create index arrivals_by_end on arrivals (ended_at) where ended_at is not null`.execute(db)
  await sql`
    create table arriving_items (
      arrival_id uuid not null references arrivals (id) on delete cascade,
      place integer not null,
      kind text not null,
      origin text not null,
      words jsonb not null,
      state text not null check (state in ('waiting', 'checking', 'done', 'there', 'refused')),
      video_id uuid,
      fault jsonb,
      primary key (arrival_id, place)
    )`.execute(db)
  await sql`
    create table arrived (
      account_id uuid not null references accounts on delete cascade,
      origin text not null,
      video_id uuid not null references videos on delete cascade,
      primary key (account_id, origin)
    )`.execute(db)
  await sql`create index arrived_of_video on arrived (video_id)`.execute(db)
  // Whoever moves in knows that their clips come: the page that brings them says so, and the inbox does not, hundreds of times.
  await sql`
    create or replace function tell_of_clip() returns trigger language plpgsql as $$
    declare came text;
    begin
      came := case
        when new.state = 'ready' and old.state <> 'ready' and new.posted_at is not null and new.first_shown_at is null then 'ready'
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
}
