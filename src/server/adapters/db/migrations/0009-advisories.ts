import { type Kysely, sql } from 'kysely'

/** The last feed of security advisories that could be believed, and what became of the last time it was asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table advisories (
      is_current boolean primary key default true check (is_current),
      document jsonb,
      checked_at timestamptz not null,
      fault text
    )`.execute(db)
}
