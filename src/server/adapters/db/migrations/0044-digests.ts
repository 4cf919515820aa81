import { type Kysely, sql } from 'kysely'

/** The weekly digests of institutions, the salts of the people in them, notices of them, and how often a proposal was reminded of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table digests (
      institution_id uuid not null references institutions on delete cascade,
      number integer not null check (number > 0),
      until timestamptz not null,
      entries integer not null,
      hash text not null,
      body text not null,
      signature text not null,
      primary key (institution_id, number)
    )`.execute(db)
  await sql`create index digests_until on digests (until)`.execute(db)
  await sql`
    create table digest_salts (
      institution_id uuid not null,
      number integer not null,
      what text not null,
      account_id uuid not null references accounts on delete cascade,
      salt bytea not null,
      primary key (institution_id, number, what),
      foreign key (institution_id, number) references digests on delete cascade
    )`.execute(db)
  await sql`create index digest_salts_of_account on digest_salts (account_id)`.execute(db)
  await sql`
    alter table handovers alter column proposal_id drop not null, add column digest_number integer,
      add foreign key (institution_id, digest_number) references digests on delete cascade,
      add unique (institution_id, digest_number, way),
      add check ((proposal_id is null) <> (digest_number is null))`.execute(db)
  await sql`alter table proposals add column reminded smallint not null default 0`.execute(db)
}
