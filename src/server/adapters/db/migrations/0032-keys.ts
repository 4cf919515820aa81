import { type Kysely, sql } from 'kysely'

/**
 * What is private and is words is sealed under a key of its account, as text. What was there before stays readable as it is, and a
 * worker seals it (`keys/former.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table drafts alter column words type text using words::text`.execute(db)
  await sql`alter table arrivals alter column proof type text using proof::text`.execute(db)
  await sql`alter table arriving_items alter column words type text using words::text`.execute(db)
  await sql`alter table accounts alter column blocked_words drop default`.execute(db)
  await sql`
    alter table accounts alter column blocked_words type text
    using case when blocked_words = '{}' then '' else array_to_json(blocked_words)::text end`.execute(db)
  await sql`alter table accounts alter column blocked_words set default ''`.execute(db)
  // What lets a job open what is the account's, until its archive is made or brought.
  await sql`alter table archives add column ticket text`.execute(db)
  await sql`alter table arrivals add column ticket text`.execute(db)
}
