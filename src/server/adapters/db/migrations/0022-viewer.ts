import { type Kysely, sql } from 'kysely'

/** What a viewer wants to see nothing of, besides accounts; and the author's word that a clip is sensitive. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table muted (
      account_id uuid not null references accounts on delete cascade,
      kind text not null check (kind in ('tag', 'sound', 'word')),
      what text not null,
      created_at timestamptz not null,
      primary key (account_id, kind, what)
    )`.execute(db)
  await sql`alter table videos add column sensitive boolean not null default false`.execute(db)
  await sql`
    create trigger tell_shown_of_sensitive after update of sensitive on videos
    for each row execute function tell_shown()`.execute(db)
}
