import { type Kysely, sql } from 'kysely'

/** Whoever changes a clip, or ends a session, tells every process that listens: in the same transaction, whatever program did it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_of_video() returns trigger language plpgsql as $$
    begin
      perform pg_notify('changes', json_build_object('account', new.account_id, 'clip', json_build_object(
        'id', new.id, 'state', new.state, 'progress', new.progress, 'isFinished', new.finished_at is not null))::text);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell after insert or update of state, progress, published_at, finished_at on videos
    for each row execute function tell_of_video()`.execute(db)
  await sql`
    create function tell_of_deletion() returns trigger language plpgsql as $$
    begin
      perform pg_notify('changes', json_build_object('account', old.account_id, 'clip', json_build_object(
        'id', old.id, 'state', 'gone', 'progress', 0, 'isFinished', true))::text);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_deletion after delete on videos for each row execute function tell_of_deletion()`.execute(db)
  await sql`
    create function tell_of_access() returns trigger language plpgsql as $$
    begin
      perform pg_notify('changes', json_build_object('account', old.account_id)::text);
      return null;
    end $$`.execute(db)
  for (const table of ['sessions', 'tokens'])
    await sql`
      create trigger tell after delete on ${sql.table(table)} for each row execute function tell_of_access()`.execute(
      db,
    )
}
