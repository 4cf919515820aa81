import { type Kysely, sql } from 'kysely'

/**
 * Whoever changes something that anyone may see of an account says so on the channel `shown`, in the same transaction, whatever
 * program did it: what is kept of public answers is dropped by it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_shown() returns trigger language plpgsql as $$
    declare account uuid;
    begin
      case tg_table_name
        when 'videos' then account := coalesce(new.account_id, old.account_id);
        when 'accounts' then account := coalesce(new.id, old.id);
        when 'follows' then account := coalesce(new.followed_id, old.followed_id);
        else
          select videos.account_id into account from videos where videos.id = coalesce(new.video_id, old.video_id);
      end case;
      -- A clip that is being deleted tells of itself.
      if account is not null then
        perform pg_notify('shown', account::text);
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_shown after insert or delete or update of visibility, caption, tags, language, alt, ai_made, paid, likes,
      published_at, duration_ms, width, height, thumbhash, storyboard_frames, storyboard_every_ms on videos
    for each row execute function tell_shown()`.execute(db)
  for (const table of ['video_files', 'follows'])
    await sql`
      create trigger tell_shown after insert or update or delete on ${sql.table(table)}
      for each row execute function tell_shown()`.execute(db)
  await sql`
    create trigger tell_shown after delete or update of handle, name, is_closed on accounts
    for each row execute function tell_shown()`.execute(db)
}
