import { type Kysely, sql } from 'kysely'

/** Tags that an account follows: its own list, joined with public ones on the device. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table followed_tags (
      account_id uuid not null references accounts on delete cascade,
      tag text not null,
      created_at timestamptz not null,
      primary key (account_id, tag)
    )`.execute(db)
}
