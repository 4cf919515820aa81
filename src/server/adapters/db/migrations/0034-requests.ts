import { type Kysely, sql } from 'kysely'

/**
 * What people ask of a human, each with its clock. An appeal against an answer is a request again, that somebody else answers. Whose
 * person is forgotten, by time or because the account is gone, has no words any more: a number stays.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table requests (
      id uuid primary key,
      account_id uuid references accounts on delete set null,
      about text not null,
      subject_id uuid,
      wish text not null check (wish in ('correct', 'object', 'restrict', 'else')),
      words text not null,
      created_at timestamptz not null,
      due_at timestamptz not null,
      state text not null check (state in ('open', 'more', 'answered', 'withdrawn')),
      changed_at timestamptz not null,
      answered_by uuid references accounts on delete set null,
      outcome text check (outcome in ('corrected', 'upheld', 'declined')),
      reason text not null default '',
      appeal_of uuid unique references requests on delete cascade,
      check ((state = 'answered') = (outcome is not null))
    )`.execute(db)
  await sql`
    create unique index requests_once on requests (account_id, about, subject_id) nulls not distinct
    where state in ('open', 'more') and account_id is not null`.execute(db)
  await sql`create index requests_open on requests (due_at, id) where state = 'open'`.execute(db)
  await sql`create index requests_of_account on requests (account_id, id desc) where account_id is not null`.execute(db)
  await sql`create index requests_by_time on requests (created_at)`.execute(db)
  await sql`create index requests_by_whom on requests (answered_by) where answered_by is not null`.execute(db)
  await sql`create index requests_by_end on requests (changed_at) where account_id is not null and state <> 'open'`.execute(
    db,
  )
  await sql`
    create function forget_request() returns trigger language plpgsql as $$
    begin
      new.words := '';
      new.reason := '';
      new.subject_id := null;
      if new.state in ('open', 'more') then
        new.state := 'withdrawn';
        new.changed_at := clock_timestamp();
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger forget_request before update of account_id on requests
    for each row when (new.account_id is null) execute function forget_request()`.execute(db)
  // Whatever program writes: nobody answers themselves, or twice on the same.
  await sql`
    create function answer_apart() returns trigger language plpgsql as $$
    begin
      if new.answered_by = new.account_id or new.answered_by = (select answered_by from requests where id = new.appeal_of) then
        raise exception 'a request is not answered by whom it is of, nor its appeal by who answered first';
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger answer_apart before insert or update of answered_by on requests
    for each row when (new.answered_by is not null) execute function answer_apart()`.execute(db)
  await sql`alter table features add column objected_at timestamptz`.execute(db)
}
