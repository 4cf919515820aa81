import { type Kysely, sql } from 'kysely'

/** Whether an author offers a clip for saving. What was posted before goes by its account: a closed one offers nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table videos add column downloads boolean not null default false`.execute(db)
  await sql`
    update videos set downloads = true from accounts
    where accounts.id = videos.account_id and not accounts.is_closed and videos.posted_at is not null`.execute(db)
  await sql`
    create trigger tell_shown_of_downloads after update of downloads on videos
    for each row execute function tell_shown()`.execute(db)
}
