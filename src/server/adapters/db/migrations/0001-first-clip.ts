import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts (
      id uuid primary key,
      handle text not null unique,
      skeleton text not null unique,
      name text not null,
      passphrase_hash text,
      generated boolean not null default false,
      created_at timestamptz not null
    )`.execute(db)
  await sql`
    create table recovery_codes (
      account_id uuid not null references accounts on delete cascade,
      code_hash text not null,
      used_at timestamptz,
      primary key (account_id, code_hash)
    )`.execute(db)
  await sql`
    create table sessions (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      token_hash text not null unique,
      label text not null,
      created_at timestamptz not null,
      last_used_at timestamptz not null
    )`.execute(db)
  await sql`create index sessions_of_account on sessions (account_id)`.execute(db)
  await sql`
    create table tokens (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      token_hash text not null unique,
      scopes text[] not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`
    create table videos (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      state text not null check (state in ('uploading', 'checking', 'ready', 'refused')),
      visibility text not null check (visibility in ('public', 'unlisted', 'private')),
      caption text not null,
      tags text[] not null,
      language text not null,
      file_name text not null,
      bytes bigint not null,
      generated boolean not null default false,
      refusal jsonb,
      progress real not null default 0,
      duration_ms integer,
      width integer,
      height integer,
      thumbhash text,
      storyboard_frames integer,
      storyboard_every_ms integer,
      created_at timestamptz not null,
      uploaded_at timestamptz,
      posted_at timestamptz,
      published_at timestamptz,
      likes integer not null default 0 check (likes >= 0),
      check ((published_at is not null) <= (state = 'ready' and posted_at is not null)),
      check ((state = 'refused') = (refusal is not null))
    )`.execute(db)
  await sql`create index videos_newest on videos (published_at desc, id desc) where visibility = 'public' and published_at is not null`.execute(
    db,
  )
  await sql`create index videos_best_loved on videos (likes desc, published_at desc) where visibility = 'public' and published_at is not null`.execute(
    db,
  )
  await sql`create index videos_of_account on videos (account_id, id desc)`.execute(db)
  await sql`
    create table video_files (
      video_id uuid not null references videos on delete cascade,
      role text not null check (role in ('rendition', 'poster', 'storyboard', 'captions')),
      hash text not null,
      media_type text not null,
      bytes bigint not null,
      width integer,
      height integer,
      bits_per_second integer,
      language text not null default '',
      primary key (video_id, role, hash)
    )`.execute(db)
  await sql`create index video_files_by_hash on video_files (hash)`.execute(db)
  await sql`
    create table likes (
      account_id uuid not null references accounts on delete cascade,
      video_id uuid not null references videos on delete cascade,
      created_at timestamptz not null,
      primary key (account_id, video_id)
    )`.execute(db)
  await sql`create index likes_of_video on likes (video_id)`.execute(db)
}
