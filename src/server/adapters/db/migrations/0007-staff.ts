import { type Kysely, sql } from 'kysely'

/** Operators and moderators, the code that makes the first one, the log of what they do; room for each account, and clips that end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table roles (
      account_id uuid primary key references accounts on delete cascade,
      role text not null check (role in ('operator', 'moderator')),
      since timestamptz not null
    )`.execute(db)
  await sql`
    create table operator_codes (
      code_hash text primary key,
      created_at timestamptz not null
    )`.execute(db)
  await sql`
    create table staff_acts (
      id uuid primary key,
      at timestamptz not null,
      actor_id uuid,
      role text not null check (role in ('operator', 'moderator', 'machine')),
      act text not null,
      subject text not null,
      why text not null,
      outcome text not null check (outcome in ('begun', 'done', 'failed')),
      begun_id uuid references staff_acts,
      check ((outcome = 'begun') = (begun_id is null))
    )`.execute(db)
  await sql`create unique index staff_acts_end_once on staff_acts (begun_id) where begun_id is not null`.execute(db)
  await sql`
    create function keep_staff_acts() returns trigger language plpgsql as $$
    begin
      raise exception 'acts of staff are added and never changed';
    end $$`.execute(db)
  await sql`
    create trigger keep before update or delete or truncate on staff_acts
    for each statement execute function keep_staff_acts()`.execute(db)
  await sql`alter table accounts add column quota_bytes bigint check (quota_bytes >= 0)`.execute(db)
  await sql`alter table videos add column ends_at timestamptz`.execute(db)
  await sql`create index videos_ending on videos (ends_at) where ends_at is not null`.execute(db)
}
