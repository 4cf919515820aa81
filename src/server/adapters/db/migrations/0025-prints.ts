import { type Kysely, sql } from 'kysely'

/**
 * What a file and its pictures are known again by, of every clip; and the same of clips that a decision has removed, for as long as that
 * decision stands, whether the clip itself is still there or not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table videos add column file_hash text`.execute(db)
  await sql`
    create table video_prints (
      video_id uuid not null references videos on delete cascade,
      at_ms integer not null,
      print bigint not null,
      primary key (video_id, print)
    )`.execute(db)
  await sql`
    create table removed_files (
      video_id uuid primary key,
      decision_id uuid not null references decisions on delete cascade,
      file_hash text
    )`.execute(db)
  await sql`create index removed_files_by_hash on removed_files (file_hash) where file_hash is not null`.execute(db)
  await sql`create index removed_files_by_decision on removed_files (decision_id)`.execute(db)
  // Two prints that differ in at most 11 of 64 bits differ in at most two bits of one of four quarters.
  await sql`
    create table removed_prints (
      video_id uuid not null references removed_files on delete cascade,
      at_ms integer not null,
      print bigint not null,
      quarter_1 integer not null generated always as (((print >> 48) & 65535)::integer) stored,
      quarter_2 integer not null generated always as (((print >> 32) & 65535)::integer) stored,
      quarter_3 integer not null generated always as (((print >> 16) & 65535)::integer) stored,
      quarter_4 integer not null generated always as ((print & 65535)::integer) stored,
      primary key (video_id, print)
    )`.execute(db)
  for (const n of [1, 2, 3, 4]) {
    const quarter = sql.ref(`quarter_${n}`)
    await sql`create index ${sql.ref(`removed_prints_by_quarter_${n}`)} on removed_prints (${quarter}) include (video_id, print)`.execute(
      db,
    )
  }
  await sql`
    create table resemblances (
      case_id uuid primary key references cases on delete cascade,
      decision_id uuid not null references decisions on delete cascade,
      frames integer not null,
      of_frames integer not null,
      check (frames between 1 and of_frames)
    )`.execute(db)
  await sql`create index resemblances_by_decision on resemblances (decision_id)`.execute(db)
  await keepWhatIsRemoved(db)
}

async function keepWhatIsRemoved(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function keep_removed(subject uuid, decision uuid) returns void language plpgsql as $$
    begin
      if decision is null then
        delete from removed_files where video_id = subject;
        return;
      end if;
      update removed_files set decision_id = decision where video_id = subject;
      insert into removed_files (video_id, decision_id, file_hash)
        select id, decision, videos.file_hash from videos where id = subject on conflict (video_id) do nothing;
      insert into removed_prints (video_id, at_ms, print)
        select video_id, at_ms, print from video_prints where video_id = subject on conflict do nothing;
    end $$`.execute(db)
  // A clip that is removed while its pictures are still being looked at.
  await sql`
    create function keep_removed_print() returns trigger language plpgsql as $$
    begin
      insert into removed_prints (video_id, at_ms, print)
        select new.video_id, new.at_ms, new.print from removed_files where video_id = new.video_id on conflict do nothing;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger keep_removed_print after insert on video_prints for each row execute function keep_removed_print()`.execute(
    db,
  )
  await sql`
    create or replace function settle_measure(of_kind text, subject uuid) returns void language plpgsql as $$
    declare newest record;
    begin
      select decisions.id, decisions.measure, decisions.until, decisions.at into newest
        from decisions join cases on cases.id = decisions.case_id
        where cases.kind = of_kind and cases.subject_id = subject and decisions.measure <> 'dismiss'
          and not (decisions.measure = 'restore' and decisions.appeal_id is not null)
          and not exists (select from appeals where decision_id = decisions.id and outcome = 'overturned')
          and (decisions.measure <> 'hide' or cases.state = 'open')
        order by decisions.at desc, decisions.id desc limit 1;
      if of_kind = 'video' then
        update videos set measure = nullif(newest.measure, 'restore'), published_at = published_at, visibility = visibility, state = state
          where id = subject;
        perform keep_removed(subject, case when newest.measure = 'remove' then newest.id end);
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
