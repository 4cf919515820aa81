import { type Kysely, sql } from 'kysely'

/** Where an institution's officer is told beside the inbox, what was handed over and what was not, and glasses that were broken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table channels (
      institution_id uuid primary key references institutions on delete cascade,
      way text not null check (way in ('webhook', 'mail')),
      address text not null,
      server text,
      set_at timestamptz not null,
      check ((way = 'mail') = (server is not null))
    )`.execute(db)
  await sql`
    create table handovers (
      id uuid primary key,
      institution_id uuid not null references institutions on delete cascade,
      proposal_id uuid not null references proposals on delete cascade,
      step text not null check (step in ('made', 'done')),
      way text not null check (way in ('inbox', 'webhook', 'mail', 'none')),
      begun_at timestamptz not null,
      handed_at timestamptz,
      fault text,
      acknowledged_at timestamptz,
      acknowledged_by uuid references accounts on delete set null,
      unique (proposal_id, step, way),
      check (handed_at is null or fault is null)
    )`.execute(db)
  await sql`create index handovers_open on handovers (begun_at) where handed_at is null and fault is null`.execute(db)
  await sql`create index handovers_of_institution on handovers (institution_id)`.execute(db)
  await sql`create index handovers_by_acknowledger on handovers (acknowledged_by) where acknowledged_by is not null`.execute(
    db,
  )
  await sql`
    create table glasses (
      proposal_id uuid primary key references proposals on delete cascade,
      institution_id uuid not null references institutions on delete cascade,
      act text not null check (act in ('publish', 'edit', 'delete')),
      broken_at timestamptz not null,
      until timestamptz not null,
      reviewed_at timestamptz,
      reviewed_by uuid references accounts on delete set null,
      review text,
      overdue_at timestamptz
    )`.execute(db)
  await sql`create index glasses_of_institution on glasses (institution_id, broken_at desc)`.execute(db)
  await sql`create index glasses_by_reviewer on glasses (reviewed_by) where reviewed_by is not null`.execute(db)
  await sql`create index glasses_unreviewed on glasses (broken_at) where reviewed_at is null`.execute(db)
  await sql`alter table proposals add column glass_id uuid references proposals on delete set null`.execute(db)
  await sql`create index proposals_of_glass on proposals (glass_id) where glass_id is not null`.execute(db)
}
