import { type Kysely, sql } from 'kysely'

/** What the operator declared, each time it changed. Rows are added and never changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table declarations (
      id uuid primary key,
      at timestamptz not null,
      document jsonb not null
    )`.execute(db)
  await sql`
    create function keep_declarations() returns trigger language plpgsql as $$
    begin
      raise exception 'declarations are added and never changed';
    end $$`.execute(db)
  await sql`
    create trigger keep before update or delete or truncate on declarations
    for each statement execute function keep_declarations()`.execute(db)
}
