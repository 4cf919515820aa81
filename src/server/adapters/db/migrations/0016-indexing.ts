import { type Kysely, sql } from 'kysely'

/** Whether search engines are asked to leave an account and its clips out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts add column is_indexed boolean not null default true`.execute(db)
  await sql`
    create trigger tell_shown_of_indexing after update of is_indexed on accounts
    for each row execute function tell_shown()`.execute(db)
}
