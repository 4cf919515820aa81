import { type Kysely, sql } from 'kysely'

/** What accounts say about themselves, whom they block and mute, and accounts that are suspended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts
      add column bio text not null default '',
      add column links jsonb not null default '[]',
      add column is_business boolean not null default false,
      add column contact text not null default '',
      add column products jsonb not null default '[]',
      add column shows_ties boolean not null default false,
      add column shows_likes boolean not null default false,
      add column avatar_hash text,
      add column suspended_at timestamptz`.execute(db)
  await sql`
    create table avatars (
      account_id uuid primary key references accounts on delete cascade,
      hash text not null,
      picture bytea not null
    )`.execute(db)
  await sql`create index avatars_by_hash on avatars (hash)`.execute(db)
  for (const table of ['blocks', 'mutes'])
    await sql`
      create table ${sql.table(table)} (
        account_id uuid not null references accounts on delete cascade,
        other_id uuid not null references accounts on delete cascade,
        created_at timestamptz not null,
        primary key (account_id, other_id),
        check (account_id <> other_id)
      )`.execute(db)
  await sql`create index blocks_of_other on blocks (other_id, account_id)`.execute(db)
  await sql`create index mutes_of_other on mutes (other_id)`.execute(db)
  await sql`
    create trigger tell_shown_of_profile after update of bio, links, is_business, contact, products, shows_ties, shows_likes, avatar_hash,
      suspended_at on accounts for each row execute function tell_shown()`.execute(db)

  await sql`alter table videos add column withheld_at timestamptz`.execute(db)
  // Every reader asks for published_at: a clip of a suspended account loses it, whatever program publishes, and has it again after.
  await sql`
    create function withhold_clip() returns trigger language plpgsql as $$
    declare suspended timestamptz;
    begin
      if new.state <> 'ready' then
        new.withheld_at := null;
      elsif new.published_at is not null then
        -- Waits for whoever is suspending the account at this moment.
        select suspended_at into suspended from accounts where id = new.account_id for share;
        if suspended is not null then
          new.withheld_at := coalesce(new.withheld_at, new.published_at);
          new.published_at := null;
        end if;
      end if;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger withhold_clip before insert or update of published_at, state on videos
    for each row execute function withhold_clip()`.execute(db)
  await sql`
    create function withhold_clips() returns trigger language plpgsql as $$
    begin
      if new.suspended_at is not null then
        update videos set published_at = null, withheld_at = published_at where account_id = new.id and published_at is not null;
      else
        update videos set published_at = withheld_at, withheld_at = null where account_id = new.id and withheld_at is not null;
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger withhold_clips after update of suspended_at on accounts
    for each row when (old.suspended_at is distinct from new.suspended_at) execute function withhold_clips()`.execute(
    db,
  )
}
