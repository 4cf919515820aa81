import { type Kysely, sql } from 'kysely'
import { firstRules } from '../../../../core/moderation/rules.ts'

/**
 * Reports, cases, decisions and appeals, and the published rules that decisions name. What a clip, a comment or an account is shown as
 * follows from the decisions that stand (`settle_measure`); no program sets it by itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await makeTables(db)
  await makeMeasures(db)
  await makeEnds(db)
  const since = new Date('2026-01-01T00:00:00Z')
  for (const [place, { code, title, text }] of firstRules.entries())
    await sql`
      insert into rules (id, code, place, title_en, title_fr, text_en, text_fr, since)
      values (gen_random_uuid(), ${code}, ${place}, ${title.en}, ${title.fr}, ${text.en}, ${text.fr}, ${since})`.execute(
      db,
    )
}

async function makeTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rules (
      id uuid primary key,
      code text not null,
      place integer not null,
      title_en text not null,
      title_fr text not null,
      text_en text not null,
      text_fr text not null,
      since timestamptz not null,
      until timestamptz
    )`.execute(db)
  await sql`create unique index rules_in_force on rules (code) where until is null`.execute(db)
  await sql`
    create table cases (
      id uuid primary key,
      kind text not null check (kind in ('video', 'comment', 'account')),
      subject_id uuid not null,
      account_id uuid references accounts on delete set null,
      found_by text not null check (found_by in ('report', 'find', 'match')),
      is_grave boolean not null,
      opened_at timestamptz not null,
      due_at timestamptz not null,
      taken_by uuid references accounts on delete set null,
      taken_at timestamptz,
      state text not null check (state in ('open', 'decided', 'gone')),
      closed_at timestamptz,
      check ((state = 'open') = (closed_at is null))
    )`.execute(db)
  await sql`create unique index cases_open on cases (kind, subject_id) where state = 'open'`.execute(db)
  await sql`create index cases_queue on cases (is_grave desc, due_at, id) where state = 'open'`.execute(db)
  await sql`create index cases_of_subject on cases (subject_id)`.execute(db)
  await sql`create index cases_of_account on cases (account_id) where account_id is not null`.execute(db)
  await sql`create index cases_by_opening on cases (opened_at)`.execute(db)
  await sql`
    create table reports (
      id uuid primary key,
      case_id uuid not null references cases on delete cascade,
      account_id uuid references accounts on delete set null,
      category text not null,
      words text not null,
      created_at timestamptz not null,
      code_hash text unique
    )`.execute(db)
  await sql`create unique index reports_once on reports (case_id, account_id) where account_id is not null`.execute(db)
  await sql`create index reports_of_case on reports (case_id)`.execute(db)
  await sql`create index reports_of_account on reports (account_id, id desc) where account_id is not null`.execute(db)
  await sql`create index reports_by_time on reports (created_at)`.execute(db)
  await sql`
    create table decisions (
      id uuid primary key,
      case_id uuid not null references cases on delete cascade,
      at timestamptz not null,
      by_id uuid references accounts on delete set null,
      measure text not null check (measure in ('dismiss', 'hide', 'mark', 'restrict', 'remove', 'suspend', 'restore')),
      rule_id uuid not null references rules,
      reason text not null check (reason <> ''),
      until timestamptz,
      appeal_id uuid
    )`.execute(db)
  await sql`create index decisions_of_case on decisions (case_id, at)`.execute(db)
  await sql`create index decisions_by_time on decisions (at)`.execute(db)
  await sql`create index decisions_by_whom on decisions (by_id) where by_id is not null`.execute(db)
  await sql`
    create table appeals (
      id uuid primary key,
      decision_id uuid not null references decisions on delete cascade,
      account_id uuid references accounts on delete set null,
      words text not null,
      created_at timestamptz not null,
      due_at timestamptz not null,
      decided_at timestamptz,
      decided_by uuid references accounts on delete set null,
      outcome text check (outcome in ('stands', 'overturned')),
      reason text check (reason <> ''),
      check (num_nonnulls(decided_at, outcome, reason) in (0, 3))
    )`.execute(db)
  await sql`create unique index appeals_once on appeals (decision_id, account_id) where account_id is not null`.execute(
    db,
  )
  await sql`create index appeals_open on appeals (due_at, id) where outcome is null`.execute(db)
  await sql`create index appeals_by_time on appeals (created_at)`.execute(db)
  await sql`create index appeals_by_whom on appeals (decided_by) where decided_by is not null`.execute(db)
  await sql`create index appeals_of_account on appeals (account_id) where account_id is not null`.execute(db)
  // Whatever program writes: nobody decides twice over the same thing.
  await sql`
    create function judge_apart() returns trigger language plpgsql as $$
    begin
      if new.decided_by is not null and new.outcome is not null and old.outcome is null
        and new.decided_by = (select by_id from decisions where id = new.decision_id) then
        raise exception 'an appeal is not decided by who decided first';
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger judge_apart before update of decided_by, outcome on appeals for each row execute function judge_apart()`.execute(
    db,
  )
}

async function makeMeasures(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table videos
      add column measure text check (measure in ('hide', 'mark', 'restrict', 'remove')),
      add column chosen_visibility text`.execute(db)
  await sql`alter table comments add column measure text check (measure in ('hide', 'remove'))`.execute(db)
  await sql`create index comments_measured on comments (id) where measure is not null`.execute(db)
  await sql`alter table accounts add column restricted_until timestamptz`.execute(db)
  await sql`
    create or replace function withhold_clip() returns trigger language plpgsql as $$
    declare suspended timestamptz;
    begin
      if new.measure = 'restrict' and new.visibility = 'public' then
        new.visibility := 'unlisted';
        new.chosen_visibility := 'public';
      elsif new.measure is distinct from 'restrict' and new.chosen_visibility is not null then
        new.visibility := new.chosen_visibility;
        new.chosen_visibility := null;
      end if;
      if new.state <> 'ready' then
        new.withheld_at := null;
        return new;
      end if;
      if tg_op = 'UPDATE' and old.measure in ('hide', 'remove') and new.measure is distinct from old.measure and new.published_at is null then
        new.published_at := new.withheld_at;
        new.withheld_at := null;
      end if;
      if new.published_at is not null then
        -- Waits for whoever is suspending the account at this moment.
        select suspended_at into suspended from accounts where id = new.account_id for share;
        if suspended is not null or new.measure in ('hide', 'remove') then
          new.withheld_at := coalesce(new.withheld_at, new.published_at);
          new.published_at := null;
        end if;
      end if;
      return new;
    end $$`.execute(db)
  await sql`drop trigger withhold_clip on videos`.execute(db)
  await sql`
    create trigger withhold_clip before insert or update of published_at, state, visibility, measure on videos
    for each row execute function withhold_clip()`.execute(db)
  await sql`
    create or replace function withhold_comments() returns trigger language plpgsql as $$
    begin
      -- The clips first, in one order, as whoever comments does.
      perform 1 from videos where id in (select video_id from comments where account_id = new.id) order by id for update;
      update comments set withheld = new.suspended_at is not null or measure is not null where account_id = new.id;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger tell_shown_of_measures after update of measure on videos for each row execute function tell_shown()`.execute(
    db,
  )
  await sql`
    create trigger tell_shown_of_measures after update of measure on comments for each row execute function tell_shown()`.execute(
    db,
  )
  // The newest decision that was not overturned holds. Columns are named that other triggers listen to.
  await sql`
    create function settle_measure(of_kind text, subject uuid) returns void language plpgsql as $$
    declare newest record;
    begin
      select decisions.measure, decisions.until, decisions.at into newest
        from decisions join cases on cases.id = decisions.case_id
        where cases.kind = of_kind and cases.subject_id = subject and decisions.measure <> 'dismiss'
          and not (decisions.measure = 'restore' and decisions.appeal_id is not null)
          and not exists (select from appeals where decision_id = decisions.id and outcome = 'overturned')
          and (decisions.measure <> 'hide' or cases.state = 'open')
        order by decisions.at desc, decisions.id desc limit 1;
      if of_kind = 'video' then
        update videos set measure = nullif(newest.measure, 'restore'), published_at = published_at, visibility = visibility, state = state
          where id = subject;
      elsif of_kind = 'comment' then
        perform 1 from videos where id = (select video_id from comments where id = subject) for update;
        update comments set measure = nullif(newest.measure, 'restore'), withheld = coalesce(newest.measure, 'restore') <> 'restore'
          or exists (select from accounts where accounts.id = comments.account_id and suspended_at is not null)
          where id = subject;
      else
        update accounts set restricted_until = case when newest.measure = 'restrict' then newest.until end where id = subject;
        update accounts set suspended_at = case when newest.measure = 'suspend' then newest.at end
          where id = subject and (suspended_at is null) = (coalesce(newest.measure, '') = 'suspend');
      end if;
    end $$`.execute(db)
}

/** A case whose subject its owner deletes is closed by the deletion itself, and whoever reported it is told. */
async function makeEnds(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_reporters(of_case uuid, outcome text, moment timestamptz) returns void language sql as $$
      select tell_notice(account_id, 'report', null, id, null, '-infinity', moment, outcome)
        from reports where case_id = of_case and account_id is not null order by account_id $$`.execute(db)
  await sql`
    create function end_cases() returns trigger language plpgsql as $$
    declare ended uuid;
    begin
      for ended in
        update cases set state = 'gone', closed_at = clock_timestamp()
          where kind = tg_argv[0] and subject_id = old.id and state = 'open' returning id
      loop
        perform tell_reporters(ended, 'gone', clock_timestamp());
      end loop;
      return null;
    end $$`.execute(db)
  for (const [table, kind] of [
    ['videos', 'video'],
    ['comments', 'comment'],
    ['accounts', 'account'],
  ] as const)
    await sql`
      create trigger end_cases after delete on ${sql.table(table)} for each row execute function end_cases(${sql.lit(kind)})`.execute(
      db,
    )
}
