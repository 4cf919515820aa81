import { type Kysely, sql } from 'kysely'

/**
 * What is found by words. Everything here is derived, in the same transaction and whatever program made the change, from clips
 * that anyone may list and from accounts: a clip that is narrowed or deleted is not found any more with the commit.
 * Plain PostgreSQL: accents go by Unicode’s own decomposition and letters by threes stand in an array, so neither `unaccent`
 * nor `pg_trgm` has to be installed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addFolding(db)
  await addTables(db)
  await addKeeping(db)
  await sql`
    create trigger find_clip after insert or update of visibility, state, published_at, caption, tags, language, alt, duration_ms on videos
    for each row execute function find_clip()`.execute(db)
  await sql`
    create trigger find_captions after insert or delete or update of spoken, role on video_files
    for each row execute function find_captions()`.execute(db)
  await sql`
    create trigger find_account after insert or update of handle, name, suspended_at on accounts
    for each row execute function find_account()`.execute(db)
  await sql`select keep_clip_words(id) from videos where published_at is not null and visibility = 'public'`.execute(db)
  await sql`select keep_account_words(id) from accounts`.execute(db)
}

/** Words as they are compared: without accents, case, ligatures, and what cannot be seen; everything between words is a space. */
async function addFolding(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function folded(given text) returns text language sql immutable strict parallel safe as $$
      select regexp_replace(
        replace(replace(replace(replace(replace(replace(lower(regexp_replace(normalize(given, NFKD),
          '[\\u0300-\\u036f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20ff\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]',
          '', 'g')), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'),
        '[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u2190-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u303f\\uff00-\\uff0f]+',
        ' ', 'g')
    $$`.execute(db)
  await sql`
    create function grams_of(word text) returns text[] language sql immutable strict parallel safe as $$
      select array(select distinct substr('  ' || word || ' ', at, 3) from generate_series(1, length(word) + 1) at)
    $$`.execute(db)
  // Each word as it stands, for beginnings of words, and in its stem. The text is folded already.
  await sql`
    create function found_in(language text, given text, weight "char") returns tsvector language plpgsql immutable strict parallel safe as $$
    declare
      plain tsvector := setweight(to_tsvector('pg_catalog.simple', given), weight);
    begin
      return case left(language, 2)
        when 'en' then plain || setweight(to_tsvector('pg_catalog.english', given), weight)
        when 'fr' then plain || setweight(to_tsvector('pg_catalog.french', given), weight)
        else plain end;
    end $$`.execute(db)
  // Every word, in any of the stems; words that English and French both pass over count only where there are no others.
  await sql`
    create function words_asked(terms text[]) returns tsquery language plpgsql immutable strict parallel safe
    set client_min_messages = warning as $$
    declare
      plain tsquery; stems tsquery; every tsquery := ''; telling tsquery := ''; last text := terms[cardinality(terms)];
      term text; isTelling boolean;
    begin
      foreach term in array terms loop
        plain := plainto_tsquery('pg_catalog.simple', folded(term));
        continue when numnode(plain) = 0;
        isTelling := numnode(plainto_tsquery('pg_catalog.english', folded(term))) > 0
          and numnode(plainto_tsquery('pg_catalog.french', folded(term))) > 0;
        stems := plainto_tsquery('pg_catalog.english', folded(term)) || plainto_tsquery('pg_catalog.french', folded(term));
        if term = last and length(term) > 2 then
          select string_agg(quote_literal(word) || ':*', ' & ')::tsquery into plain
          from unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', folded(term)))) word;
        end if;
        every := every && plain;
        if isTelling then telling := telling && (plain || stems); end if;
      end loop;
      return case when numnode(telling) > 0 then telling else every end;
    end $$`.execute(db)
}

async function addTables(db: Kysely<unknown>): Promise<void> {
  await sql`alter table video_files add column spoken text`.execute(db)
  await sql`
    create table video_words (
      video_id uuid primary key references videos on delete cascade,
      published_at timestamptz not null,
      duration_ms integer not null,
      language text not null,
      has_captions boolean not null,
      words tsvector not null
    )`.execute(db)
  await sql`create index video_words_found on video_words using gin (words)`.execute(db)
  await sql`create index video_words_newest on video_words (published_at desc, video_id desc)`.execute(db)
  await sql`
    create table video_tags (
      tag text not null,
      video_id uuid not null references videos on delete cascade,
      published_at timestamptz not null,
      primary key (tag, video_id)
    )`.execute(db)
  await sql`create index video_tags_newest on video_tags (tag, published_at desc, video_id desc)`.execute(db)
  await sql`create index video_tags_of_video on video_tags (video_id)`.execute(db)
  await sql`
    create table tags (
      tag text primary key,
      folded text not null collate "C",
      videos integer not null default 0
    )`.execute(db)
  await sql`create index tags_begin on tags (folded)`.execute(db)
  await sql`create index tags_most_used on tags (videos desc, tag)`.execute(db)
  await sql`
    create table account_words (
      account_id uuid primary key references accounts on delete cascade,
      handle text not null collate "C",
      words tsvector not null
    )`.execute(db)
  await sql`create index account_words_found on account_words using gin (words)`.execute(db)
  await sql`create index account_words_begin on account_words (handle, account_id)`.execute(db)
  await sql`create table words (word text primary key, grams text[] not null)`.execute(db)
  await sql`create index words_alike on words using gin (grams)`.execute(db)
}

async function addKeeping(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function keep_words(given tsvector) returns void language plpgsql as $$
    begin
      insert into words (word, grams)
      select one.word, grams_of(one.word) from unnest(tsvector_to_array(given)) one(word)
      where length(one.word) between 4 and 30 and one.word !~ '[0-9]' and not exists (select from words known where known.word = one.word)
      order by one.word limit 1000
      on conflict do nothing;
    end $$`.execute(db)
  await sql`
    create function keep_clip_words(video uuid) returns void language plpgsql as $$
    declare
      clip videos%rowtype; said tsvector; plain tsvector; of_language text; spoken_text text;
    begin
      select * into clip from videos where id = video and published_at is not null and visibility = 'public';
      if not found then
        delete from video_words where video_id = video;
        delete from video_tags where video_id = video;
        return;
      end if;
      said := found_in(clip.language, folded(clip.caption), 'A');
      plain := to_tsvector('pg_catalog.simple', folded(clip.caption));
      if clip.alt <> '' then said := said || found_in(clip.language, folded(clip.alt), 'B'); end if;
      -- A tsvector holds a megabyte; what is said beyond this is not found.
      for spoken_text, of_language in
        select left(spoken, 20000), language from video_files
        where video_id = video and role = 'captions' and spoken is not null order by language limit 6
      loop
        said := said || found_in(of_language, folded(spoken_text), 'D');
        plain := plain || to_tsvector('pg_catalog.simple', folded(spoken_text));
      end loop;
      -- At once and in order: two clips that bring the same new words never wait for each other crosswise.
      perform keep_words(plain);
      insert into video_words (video_id, published_at, duration_ms, language, has_captions, words)
      values (video, clip.published_at, coalesce(clip.duration_ms, 0), clip.language,
        exists (select from video_files where video_id = video and role = 'captions'), said)
      on conflict (video_id) do update set published_at = excluded.published_at, duration_ms = excluded.duration_ms,
        language = excluded.language, has_captions = excluded.has_captions, words = excluded.words;
      delete from video_tags where video_id = video and tag <> all (clip.tags);
      insert into tags (tag, folded) select tag, replace(folded(tag), ' ', '') from unnest(clip.tags) tag order by tag
      on conflict do nothing;
      insert into video_tags (tag, video_id, published_at) select tag, video, clip.published_at from unnest(clip.tags) tag
      on conflict (tag, video_id) do update set published_at = excluded.published_at;
    end $$`.execute(db)
  await sql`
    create function keep_account_words(account uuid) returns void language plpgsql as $$
    begin
      -- A suspended account is found nowhere.
      delete from account_words where account_id in (select id from accounts where id = account and suspended_at is not null);
      insert into account_words (account_id, handle, words)
      select id, replace(folded(handle), ' ', ''),
        setweight(to_tsvector('pg_catalog.simple', folded(handle)), 'A') || setweight(to_tsvector('pg_catalog.simple', folded(name)), 'B')
      from accounts where id = account and suspended_at is null
      on conflict (account_id) do update set handle = excluded.handle, words = excluded.words;
      perform keep_words(words) from account_words where account_id = account;
    end $$`.execute(db)
  await sql`
    create function find_clip() returns trigger language plpgsql as $$
    begin
      -- Most changes are of clips that nobody can find before or after.
      if new.published_at is not null or (tg_op = 'UPDATE' and old.published_at is not null) then
        perform keep_clip_words(new.id);
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create function find_captions() returns trigger language plpgsql as $$
    begin
      if coalesce(new.role, old.role) = 'captions' or old.role = 'captions' then
        perform keep_clip_words(coalesce(new.video_id, old.video_id));
      end if;
      return null;
    end $$`.execute(db)
  await sql`
    create function find_account() returns trigger language plpgsql as $$
    begin
      perform keep_account_words(new.id);
      return null;
    end $$`.execute(db)
}
