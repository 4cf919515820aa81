import { type Kysely, sql } from 'kysely'

/** Every minute it is looked for clips whose end has come: removed past appeal, or shown for longer than an operator keeps any. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index videos_removed on videos (id) where measure = 'remove'`.execute(db)
  await sql`create index videos_by_showing on videos (published_at) where published_at is not null`.execute(db)
}
