import { type Kysely, sql } from 'kysely'

/** The one thing asked about age, kept as a band. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts add column is_young boolean not null default false`.execute(db)
}
