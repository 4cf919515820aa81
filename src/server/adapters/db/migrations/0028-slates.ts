import { type Kysely, sql } from 'kysely'

/** Slates, the objects that they are made of, and what is known of a clip's content for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slates (
      number bigint primary key,
      made_at timestamptz not null,
      hash text not null unique,
      previous text unique references slates (hash),
      signature text not null,
      body text
    )`.execute(db)
  await sql`create index slates_with_body on slates (made_at) where body is not null`.execute(db)
  await sql`
    create table slate_packs (
      number bigint not null references slates on delete cascade,
      place integer not null,
      hash text not null,
      primary key (number, place)
    )`.execute(db)
  await sql`create index slate_packs_by_hash on slate_packs (hash)`.execute(db)
  await sql`
    create view used_objects as
      select hash from video_files union all select hash from slate_packs`.execute(db)
  await sql`
    create table features (
      video_id uuid primary key references videos on delete cascade,
      version integer not null,
      picture bytea,
      sound bytea,
      pace bytea,
      company bytea,
      given bytea
    )`.execute(db)
}
