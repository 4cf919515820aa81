import { type Kysely, sql } from 'kysely'

/** When each rule of retention was carried out last, and how much it has ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table retention_runs (
      rule text primary key,
      at timestamptz not null,
      ended bigint not null,
      total bigint not null
    )`.execute(db)
}
