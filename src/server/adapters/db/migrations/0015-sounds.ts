import { type Kysely, sql } from 'kysely'

/**
 * The sound of a clip: its own, named by the clip's own id, or another clip's that it was made with. A sound is there as long as a clip
 * has it, and no longer; leave to use it again is its first clip's author's. Of clips from before, nothing is known and no leave given.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table videos
      add column sound_id uuid,
      add column sound_reuse boolean not null default false`.execute(db)
  await sql`create index videos_of_sound on videos (sound_id, published_at desc, id desc)
    where sound_id is not null and published_at is not null and visibility = 'public'`.execute(db)
  await sql`
    create trigger tell_shown_of_sound after update of sound_id, sound_reuse on videos
    for each row execute function tell_shown()`.execute(db)
  // Clips of others name whoever the sound is of, while that clip can be seen.
  await sql`
    create function tell_users_of_sound() returns trigger language plpgsql as $$
    begin
      if old.sound_id = old.id then
        perform pg_notify('shown', account_id::text) from (
          select distinct account_id from videos where sound_id = old.id and account_id <> old.account_id
            and published_at is not null and visibility = 'public' limit 1000
        ) users;
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_users_of_sound after delete or update of visibility, published_at on videos
    for each row execute function tell_users_of_sound()`.execute(db)
}
