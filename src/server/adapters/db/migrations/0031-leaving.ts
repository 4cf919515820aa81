import { type Kysely, sql } from 'kysely'

/** Accounts that leave, and receipts of those that left. Whoever leaves is shown nowhere, as whoever is suspended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table departures (
      account_id uuid primary key references accounts on delete cascade,
      code_hash text not null unique,
      asked_at timestamptz not null,
      leaves_at timestamptz not null,
      census jsonb
    )`.execute(db)
  await sql`create index departures_by_end on departures (leaves_at)`.execute(db)
  await sql`
    create table erasures (
      code_hash text primary key,
      erased_at timestamptz not null,
      document jsonb not null
    )`.execute(db)
  await sql`create index erasures_by_time on erasures (erased_at)`.execute(db)
  // Who leaves is hidden, whatever is decided meanwhile.
  await sql`
    create function hide_at_departure() returns trigger language plpgsql as $$
    begin
      update accounts set suspended_at = new.asked_at where id = new.account_id and suspended_at is null;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger hide_at_departure after insert on departures for each row execute function hide_at_departure()`.execute(
    db,
  )
  await sql`
    create function hide_who_leaves() returns trigger language plpgsql as $$
    begin
      select asked_at into new.suspended_at from departures where account_id = new.id;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger hide_who_leaves before update of suspended_at on accounts
    for each row when (new.suspended_at is null) execute function hide_who_leaves()`.execute(db)
}
