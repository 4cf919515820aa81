import { type Kysely, sql } from 'kysely'

/** Who follows whom, and clips that are for followers. A closed account gives its leave to each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts add column is_closed boolean not null default false`.execute(db)
  await sql`
    create table follows (
      account_id uuid not null references accounts on delete cascade,
      followed_id uuid not null references accounts on delete cascade,
      created_at timestamptz not null,
      accepted_at timestamptz,
      primary key (account_id, followed_id),
      check (account_id <> followed_id)
    )`.execute(db)
  await sql`create index followers on follows (followed_id, created_at desc)`.execute(db)
  await sql`alter table videos drop constraint videos_visibility_check`.execute(db)
  await sql`alter table videos add constraint videos_visibility_check
    check (visibility in ('public', 'unlisted', 'followers', 'private'))`.execute(db)
  await sql`create index videos_followed on videos (account_id, published_at desc, id desc)
    where published_at is not null and visibility in ('public', 'followers')`.execute(db)
}
