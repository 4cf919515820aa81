import { type Kysely, sql } from 'kysely'

/** Words of clips that are not posted yet, clips that are posted for a moment to come, and what an account is told in counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // As they were typed, whatever that is: `json` keeps the text, where `jsonb` refuses some of it.
  await sql`
    create table drafts (
      video_id uuid primary key references videos on delete cascade,
      words json not null,
      changed_at timestamptz not null
    )`.execute(db)
  await sql`
    alter table videos
      add column publish_at timestamptz,
      add check (publish_at is null or (posted_at is not null and published_at is null and withheld_at is null))`.execute(
    db,
  )
  await sql`create index videos_scheduled on videos (account_id, publish_at) where publish_at is not null`.execute(db)
  await sql`create index videos_not_posted on videos (uploaded_at) where posted_at is null`.execute(db)
  await sql`
    create trigger tell_of_posting after update of posted_at, publish_at on videos
    for each row execute function tell_of_video()`.execute(db)

  await sql`
    create function tell_of_draft() returns trigger language plpgsql as $$
    begin
      perform pg_notify('changes', json_build_object('account', account_id, 'clip', json_build_object(
        'id', id, 'state', state, 'progress', progress, 'isFinished', finished_at is not null))::text)
        from videos where id = new.video_id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell after insert or update on drafts for each row execute function tell_of_draft()`.execute(db)

  await sql`create index likes_of_video_by_time on likes (video_id, created_at)`.execute(db)
  await sql`drop index likes_of_video`.execute(db)
  await sql`create index comments_of_video_by_time on comments (video_id, created_at)`.execute(db)
  await sql`create index followers_by_time on follows (followed_id, accepted_at) where accepted_at is not null`.execute(
    db,
  )
}
