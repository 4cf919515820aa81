import { type Kysely, sql } from 'kysely'

/** Devices that post for an institution, and which clips came from which. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stations (
      id uuid primary key,
      name text not null,
      code text unique,
      credential_id text not null unique,
      public_key bytea not null,
      counter bigint not null,
      open_hash text unique,
      open_until timestamptz,
      waits_until timestamptz,
      institution_id uuid references institutions on delete cascade,
      account_id uuid references accounts on delete cascade,
      enrolled_at timestamptz,
      used_at timestamptz,
      foreign key (institution_id, account_id) references stewards (institution_id, account_id) on delete cascade,
      check ((institution_id is null) = (account_id is null)),
      check ((institution_id is null) = (enrolled_at is null)),
      check ((institution_id is null) = (waits_until is not null))
    )`.execute(db)
  await sql`create index stations_of_seat on stations (institution_id, account_id)`.execute(db)
  await sql`create index stations_of_account on stations (account_id)`.execute(db)
  await sql`create index stations_waiting on stations (waits_until) where waits_until is not null`.execute(db)
  await sql`
    create table station_clips (
      video_id uuid primary key references videos on delete cascade,
      station_id uuid not null references stations on delete cascade
    )`.execute(db)
  await sql`create index station_clips_of_station on station_clips (station_id)`.execute(db)
  await sql`alter table challenges drop constraint challenges_purpose_check`.execute(db)
  await sql`
    alter table challenges add constraint challenges_purpose_check
      check (purpose in ('join', 'add', 'sign-in', 'step-up', 'station', 'station-open'))`.execute(db)
}
