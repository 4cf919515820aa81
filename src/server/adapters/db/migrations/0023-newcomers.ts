import { type Kysely, sql } from 'kysely'

/** What an account does about newcomers and pile-ons, and how a shore lets newcomers in: by invitation, or by somebody's leave. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts
      add column holds_newcomers boolean not null default false,
      add column limited_since timestamptz,
      add column limited_until timestamptz,
      add constraint limited_both check ((limited_since is null) = (limited_until is null))`.execute(db)
  // How many joined lately is asked at every sign-up.
  await sql`create index accounts_by_time on accounts (created_at) where not generated`.execute(db)
  await sql`
    create table newcomers (
      account_id uuid primary key references accounts on delete cascade,
      words text not null,
      asked_at timestamptz not null,
      refused_at timestamptz,
      refused_why text,
      check ((refused_at is null) = (refused_why is null))
    )`.execute(db)
  await sql`create index newcomers_waiting on newcomers (asked_at) where refused_at is null`.execute(db)
  await sql`
    create table invites (
      id uuid primary key,
      code_hash text not null unique,
      made_at timestamptz not null,
      ends_at timestamptz not null,
      uses integer not null check (uses > 0),
      used integer not null default 0 check (used >= 0 and used <= uses)
    )`.execute(db)
}
