import { type Kysely, sql } from 'kysely'

/** What reads of many clips cost: words that are asked for once, counts from an index alone, and no index twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // As before, but a stem that is the word itself is not asked for again: the planner took each repetition for more clips.
  await sql`
    create or replace function words_asked(terms text[]) returns tsquery language plpgsql immutable strict parallel safe
    set client_min_messages = warning as $$
    declare
      word tsquery; english tsquery; french tsquery; either tsquery;
      every tsquery := ''; telling tsquery := ''; last text := terms[cardinality(terms)]; term text;
    begin
      foreach term in array terms loop
        word := plainto_tsquery('pg_catalog.simple', folded(term));
        continue when numnode(word) = 0;
        english := plainto_tsquery('pg_catalog.english', folded(term));
        french := plainto_tsquery('pg_catalog.french', folded(term));
        either := word;
        if term = last and length(term) > 2 then
          select string_agg(quote_literal(one) || ':*', ' & ')::tsquery into either
          from unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', folded(term)))) one;
        end if;
        every := every && either;
        continue when numnode(english) = 0 or numnode(french) = 0;
        if english <> word then either := either || english; end if;
        if french <> word and french <> english then either := either || french; end if;
        telling := telling && either;
      end loop;
      return case when numnode(telling) > 0 then telling else every end;
    end $$`.execute(db)
  // How many clips somebody shows, from the index alone.
  await sql`
    create index videos_shown on videos (account_id) where published_at is not null and visibility = 'public'`.execute(
    db,
  )
  // The same as likes_of_video_by_time and comments_of_video_by_time, which are read in both directions.
  await sql`drop index told_likes`.execute(db)
  await sql`drop index told_comments`.execute(db)
}
