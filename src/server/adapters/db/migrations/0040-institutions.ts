import { type Kysely, sql } from 'kysely'

/** Institutions: who acts for them, what they propose and approve, and the record of it, which is added to and never changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table institutions (
      id uuid primary key,
      account_id uuid unique references accounts on delete cascade,
      founder_id uuid references accounts on delete set null,
      handle text not null unique,
      skeleton text not null unique,
      name text not null,
      domain text not null,
      kind text not null,
      state text not null check (state in ('founding', 'active', 'dormant')),
      mandate jsonb not null,
      mandate_number integer not null default 1,
      code text not null,
      begun_at timestamptz not null,
      confirmed_at timestamptz,
      proven_at timestamptz,
      proven_by text check (proven_by in ('file', 'dns')),
      looked_at timestamptz,
      fault text,
      used_at timestamptz,
      check ((state = 'founding') = (account_id is null))
    )`.execute(db)
  await sql`create index institutions_of_founder on institutions (founder_id)`.execute(db)
  await sql`
    create table stewards (
      institution_id uuid not null references institutions on delete cascade,
      account_id uuid not null references accounts on delete cascade,
      role text not null check (role in ('officer', 'deputy', 'approver', 'publisher', 'analyst')),
      invited_at timestamptz not null,
      seated_at timestamptz,
      primary key (institution_id, account_id)
    )`.execute(db)
  await sql`create index stewards_of_account on stewards (account_id)`.execute(db)
  await sql`
    create table steward_passkeys (
      institution_id uuid not null,
      account_id uuid not null,
      passkey_id uuid not null references passkeys on delete cascade,
      primary key (institution_id, passkey_id),
      foreign key (institution_id, account_id) references stewards on delete cascade
    )`.execute(db)
  await sql`create index steward_passkeys_of_passkey on steward_passkeys (passkey_id)`.execute(db)
  await sql`
    create table proposals (
      id uuid primary key,
      institution_id uuid not null references institutions on delete cascade,
      act text not null,
      what jsonb not null,
      video_id uuid references videos on delete set null,
      hash text not null,
      mandate_number integer not null,
      rule jsonb not null,
      reason text not null,
      proposed_by uuid references accounts on delete set null,
      proposed_at timestamptz not null,
      expires_at timestamptz not null,
      state text not null check (state in ('waiting', 'agreed', 'done', 'stopped', 'void', 'withdrawn', 'expired')),
      due_at timestamptz,
      ended_at timestamptz,
      ended text,
      check ((state in ('waiting', 'agreed')) = (ended_at is null))
    )`.execute(db)
  await sql`create index proposals_in_order on proposals (institution_id, id desc)`.execute(db)
  await sql`create index proposals_open on proposals (expires_at) where ended_at is null`.execute(db)
  await sql`create index proposals_of_video on proposals (video_id) where video_id is not null`.execute(db)
  await sql`
    create table approvals (
      proposal_id uuid not null references proposals on delete cascade,
      account_id uuid not null references accounts on delete cascade,
      passkey_id uuid not null,
      hash text not null,
      at timestamptz not null,
      taken_back_at timestamptz,
      evidence jsonb not null,
      primary key (proposal_id, account_id)
    )`.execute(db)
  await sql`create index approvals_of_account on approvals (account_id)`.execute(db)
  await sql`
    create table record_leaves (
      record uuid not null,
      number integer not null,
      leaf text not null,
      signature text not null,
      primary key (record, number)
    )`.execute(db)
  await sql`
    create function keep_record_leaves() returns trigger language plpgsql as $$
    begin
      raise exception 'entries of a record are added and never changed';
    end $$`.execute(db)
  await sql`
    create trigger keep before update or delete or truncate on record_leaves
    for each statement execute function keep_record_leaves()`.execute(db)
  await sql`
    create table record_salts (
      record uuid not null,
      number integer not null,
      what text not null,
      account_id uuid not null references accounts on delete cascade,
      salt bytea not null,
      primary key (record, number, what)
    )`.execute(db)
  await sql`create index record_salts_of_account on record_salts (account_id)`.execute(db)
  await sql`
    create table kept_names (
      skeleton text primary key,
      name text not null,
      at timestamptz not null
    )`.execute(db)
}
