import { type Kysely, sql } from 'kysely'

/** Nothing that somebody says to an account of under 16 reaches its inbox, unless the one follows the other with their leave. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update accounts set is_indexed = false, is_business = false where is_young`.execute(db)
  await sql`
    create function is_stranger_to(account uuid, other uuid) returns boolean language sql stable as $$
      select exists (select from accounts where id = account and is_young)
        and not exists (select from follows where accepted_at is not null
          and ((account_id = other and followed_id = account) or (account_id = account and followed_id = other))) $$`.execute(
    db,
  )
  await sql`
    create or replace function tell_notice(account uuid, of_kind text, actor uuid, subject uuid, video uuid, of_day timestamptz,
      moment timestamptz, said text default '') returns void language plpgsql as $$
    begin
      if account = actor or is_walled(account, actor) or (of_kind = 'reply' and is_stranger_to(account, actor))
        or exists (select from notice_choices where account_id = account and of_kind = any(unwanted)) then
        return;
      end if;
      insert into notices (account_id, kind, subject_id, video_id, since, at, words)
        values (account, of_kind, subject, video, of_day, date_trunc('milliseconds', moment), said)
        on conflict (subject_id, kind, account_id, since) do update set at = greatest(notices.at, excluded.at);
      perform tell_inbox(account);
    end $$`.execute(db)
}
