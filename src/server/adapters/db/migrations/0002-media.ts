import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table video_files add column second_ends integer[]`.execute(db)
  await sql`alter table video_files drop constraint video_files_role_check`.execute(db)
  await sql`alter table video_files add constraint video_files_role_check
    check (role in ('rendition', 'replaced', 'poster', 'poster-jpeg', 'storyboard', 'captions'))`.execute(db)
  await sql`
    alter table videos
      add column finished_at timestamptz,
      add column ladder_fault text,
      add column engine_deaths integer not null default 0,
      add column cover_ms integer,
      add column alt text not null default '',
      add column ai_made boolean not null default false,
      add column paid boolean not null default false`.execute(db)
  await sql`update videos set finished_at = coalesce(published_at, created_at) where state = 'ready'`.execute(db)
}
