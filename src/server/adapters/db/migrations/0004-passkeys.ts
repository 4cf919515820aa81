import { type Kysely, sql } from 'kysely'

/** Passkeys, the challenges that each of their ceremonies answers once, and tokens that have a name and an end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table passkeys (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      credential_id text not null unique,
      public_key bytea not null,
      counter bigint not null,
      transports text[] not null,
      name text not null,
      created_at timestamptz not null,
      last_used_at timestamptz
    )`.execute(db)
  await sql`create index passkeys_of_account on passkeys (account_id)`.execute(db)
  await sql`
    create table challenges (
      hash text primary key,
      purpose text not null check (purpose in ('join', 'add', 'sign-in', 'step-up')),
      account_id uuid,
      session_id uuid references sessions on delete cascade,
      handle text,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`create index challenges_by_end on challenges (expires_at)`.execute(db)
  await sql`alter table sessions add column verified_at timestamptz`.execute(db)
  await sql`
    alter table tokens
      add column name text not null default '',
      add column expires_at timestamptz,
      add column last_used_at timestamptz`.execute(db)
  // Tokens of before had no end; they get the one that a new token has.
  await sql`update tokens set expires_at = now() + interval '90 days'`.execute(db)
  await sql`alter table tokens alter column expires_at set not null`.execute(db)
  await sql`create index tokens_of_account on tokens (account_id)`.execute(db)
}
