/**
 * Rows of a shore where people follow, like and talk. Triggers are off while they are written; what triggers would have made of them is
 * made by the same functions for all rows at once (`social-check.ts` compares a sample with what the triggers themselves make).
 */
import type pg from 'pg'
import { hashSecret } from '../src/server/accounts/secrets.ts'
import type { Shape } from './filled-shore.ts'
import { oneOf, type Random, seeded, wordsOf } from './vocabulary.ts'

/** Each of these may be read for, with its token. */
export const readers = 300
export const tokenOf = (n: number): string => `onshore_${String(n).padStart(43, '0')}`
export const vocabulary = { en: wordsOf('en'), fr: wordsOf('fr') }

const follows = 50
const each = { likes: 10, comments: 8, saves: 2, reposts: 0.5 }
/** Of comments that are no reply themselves, so many have one. */
const replied = 0.25
const random = seeded(6)

export const socialShape = (people: number): Shape => ({
  async begin(client) {
    await client.query(`set session_replication_role = replica; select setseed(0.6)`)
    await client.query(`
      create function pg_temp.id_at(at timestamptz) returns uuid language sql volatile as $$
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
          || '8' || substr(md5(random()::text), 1, 15))::uuid $$;
      create temporary table people (place integer primary key, id uuid not null);
      create temporary table clips (place integer primary key, id uuid not null, account_id uuid not null, at timestamptz not null)`)
    await addPeople(client, people)
    await addFollows(client, people)
    await addTokens(client, people)
  },
  async add(client, from, to) {
    await addClips(client, people, from, to)
    await client.query('analyze clips')
    await addTies(client, people, from, to)
    await addComments(client, people, from, to)
    await client.query('analyze likes, comments, saves, reposts')
    await count(client, from, to)
    await addNotices(client, from, to)
    await client.query(`
      insert into words (word, grams)
      select word, grams_of(word) from (select word from ts_stat('select to_tsvector(''pg_catalog.simple'', folded(caption)) from videos')
        union select word from ts_stat('select words from account_words')) used
      where length(word) between 4 and 30 and word !~ '[0-9]' on conflict do nothing`)
    await client.query(`
      update tags set videos = counted.videos from (select tag, count(*)::int as videos from video_tags group by tag) counted
      where counted.tag = tags.tag`)
  },
})

async function addPeople(client: pg.Client, people: number): Promise<void> {
  const given = Array.from({ length: people }, () => vocabulary.fr[Math.floor(random() * vocabulary.fr.length)]!)
  const handles = given.map((word, n) => `${plain(word).slice(0, 12)}_${n}`)
  const names = given.map(word => `${word[0]!.toUpperCase()}${word.slice(1)} ${oneOf(vocabulary.en, random)}`)
  await client.query(
    `with made as (
       insert into accounts (id, handle, skeleton, name, passphrase_hash, created_at)
       select pg_temp.id_at(at), handle, 'skeleton' || n, name, null, at
       from unnest($1::text[], $2::text[]) with ordinality given (handle, name, n)
       cross join lateral (select now() - interval '120 days' + n * interval '1 minute' as at) moment returning id, skeleton)
     insert into people select replace(skeleton, 'skeleton', '')::integer, id from made`,
    [handles, names],
  )
  await client.query('analyze people')
  await client.query(`
    insert into account_words (account_id, handle, words)
    select id, replace(folded(handle), ' ', ''),
      setweight(to_tsvector('pg_catalog.simple', folded(handle)), 'A') || setweight(to_tsvector('pg_catalog.simple', folded(name)), 'B')
    from accounts`)
}

/** Everybody follows about fifty; some are followed by many more than others. */
async function addFollows(client: pg.Client, people: number): Promise<void> {
  await client.query(`
    with drawn as materialized (
      select by, 1 + floor(${people} * random() ^ 1.5)::integer as whom, now() - random() * interval '85 days' as at
      from generate_series(1, ${people}) by cross join generate_series(1, ${follows}))
    insert into follows (account_id, followed_id, created_at, accepted_at)
    select one.id, other.id, at, at from drawn join people one on one.place = by join people other on other.place = whom
    where by <> whom on conflict do nothing`)
  await client.query(`
    insert into notices (account_id, kind, subject_id, since, at, seen_until)
    select *, ${seenUntil} from (
      select followed_id, 'follow', followed_id as subject, day_of(created_at), date_trunc('milliseconds', max(created_at)) as at from follows
      group by followed_id, day_of(created_at)) lines`)
}

async function addTokens(client: pg.Client, people: number): Promise<void> {
  const hashes = Array.from({ length: readers }, (_, n) => hashSecret(tokenOf(n)))
  // From everywhere in the list, so that some are followed by many and some by few.
  await client.query(
    `insert into tokens (id, account_id, token_hash, scopes, name, created_at, expires_at)
     select pg_temp.id_at(now()), people.id, hash, '{read}', 'bench', now(), now() + interval '30 days'
     from unnest($1::text[]) with ordinality given (hash, n) join people on place = n * ${Math.floor(people / readers)}`,
    [hashes],
  )
}

async function addClips(client: pg.Client, people: number, from: number, to: number): Promise<void> {
  const clips = Array.from({ length: to - from + 1 }, () => written(random))
  await client.query(
    `with drawn as materialized (
       select $4::integer + n::integer - 1 as place, caption, tags, language, 1 + floor(${people} * random() ^ 1.5)::integer as author,
         now() - ($4::integer + n) * interval '1 minute' as at, 5000 + (random() * 60000)::integer as duration
       from unnest($1::text[], $2::text[], $3::text[]) with ordinality given (caption, tags, language, n)
     ), made as (
       insert into clips select drawn.place, pg_temp.id_at(at), people.id, at from drawn join people on people.place = author returning *)
     insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, duration_ms, width, height,
       thumbhash, storyboard_frames, storyboard_every_ms, created_at, uploaded_at, posted_at, published_at, finished_at, sound_id)
     select made.id, account_id, 'ready', 'public', caption, string_to_array(tags, ' '), language, '', 4000000, duration, 1080, 1920,
       '3OcRJYB4d3h/iIeHeEh3eIhw+j2w', 12, 1250, made.at, made.at, made.at, made.at, made.at, made.id
     from made join drawn using (place)`,
    [
      clips.map(({ caption }) => caption),
      clips.map(({ tags }) => tags.join(' ')),
      clips.map(({ language }) => language),
      from,
    ],
  )
  const these = `clips join videos on videos.id = clips.id where place between ${from} and ${to}`
  await client.query(`
    insert into video_words (video_id, published_at, duration_ms, language, has_captions, words)
    select videos.id, published_at, duration_ms, language, false, found_in(language, folded(caption), 'A') from ${these}`)
  await client.query(`
    insert into tags (tag, folded) select distinct tag, replace(folded(tag), ' ', '') from (select unnest(tags) as tag from ${these}) used
    on conflict do nothing`)
  await client.query(`
    insert into video_tags (tag, video_id, published_at) select unnest(tags), videos.id, published_at from ${these}`)
}

/** Likes, saves and reposts: of accounts that anybody could be, on clips of which some are liked much more than others. */
async function addTies(client: pg.Client, people: number, from: number, to: number): Promise<void> {
  for (const [table, many] of [
    ['likes', each.likes],
    ['saves', each.saves],
    ['reposts', each.reposts],
  ] as const)
    await client.query(`
      ${drawn(people, from, to, many)}
      insert into ${table} (account_id, video_id, created_at)
      select people.id, clips.id, clips.at + share * (now() - clips.at) from drawn
      join people on people.place = by join clips on clips.place = clip on conflict do nothing`)
}

async function addComments(client: pg.Client, people: number, from: number, to: number): Promise<void> {
  const texts = Array.from({ length: 500 }, () => written(random).caption)
  await client.query(
    `${drawn(people, from, to, each.comments)}
     insert into comments (id, video_id, account_id, text, created_at)
     select pg_temp.id_at(moment.at), clips.id, people.id, ($1::text[])[1 + floor(share * 500)::integer], moment.at from drawn
     join people on people.place = by join clips on clips.place = clip
     cross join lateral (select clips.at + share * (now() - clips.at) as at) moment`,
    [texts],
  )
  await client.query(`
    with drawn as materialized (
      select comments.*, 1 + floor(${people} * random())::integer as by, created_at + random() * (now() - created_at) as at
      from clips join comments on video_id = clips.id where place between ${from} and ${to} and random() < ${replied})
    insert into comments (id, video_id, account_id, parent_id, text, created_at)
    select pg_temp.id_at(at), video_id, people.id, drawn.id, text, at from drawn join people on place = by`)
}

const drawn = (people: number, from: number, to: number, many: number) => `
  with drawn as materialized (
    select ${from} + floor(${to - from + 1} * random() ^ 1.5)::integer as clip, 1 + floor(${people} * random())::integer as by,
      random() as share
    from generate_series(1, ${Math.floor((to - from + 1) * many)}))`

async function count(client: pg.Client, from: number, to: number): Promise<void> {
  const of = (table: string) => `(select count(*) from ${table} where video_id = videos.id)`
  await client.query(`
    update videos set likes = ${of('likes')}, saves = ${of('saves')}, reposts = ${of('reposts')}, comments = ${of('comments')}
    from clips where clips.id = videos.id and place between ${from} and ${to}`)
  await client.query(`
    update comments set replies = counted.n
    from (select parent_id, count(*)::integer as n from comments where parent_id is not null group by parent_id) counted
    where counted.parent_id = comments.id and replies <> counted.n`)
}

const seenUntil = `case when at < now() - interval '7 days' then at else '-infinity' end`

/** The lines of inboxes, as `tell_notice` makes them; of what is older than a week, all was seen. */
async function addNotices(client: pg.Client, from: number, to: number): Promise<void> {
  const these = `clips.place between ${from} and ${to}`
  const newest = `date_trunc('milliseconds', max(one.created_at))`
  await client.query(`
    insert into notices (account_id, kind, subject_id, video_id, since, at, seen_until)
    select *, ${seenUntil} from (
    select clips.account_id, 'like', clips.id as subject, clips.id as video, '-infinity'::timestamptz, ${newest} as at
      from clips join likes one on one.video_id = clips.id where ${these} and one.account_id <> clips.account_id group by clips.place
    union all
    select clips.account_id, 'repost', clips.id, clips.id, '-infinity', ${newest}
      from clips join reposts one on one.video_id = clips.id where ${these} and one.account_id <> clips.account_id group by clips.place
    union all
    select clips.account_id, 'comment', clips.id, clips.id, day_of(one.created_at), ${newest}
      from clips join comments one on one.video_id = clips.id left join comments parent on parent.id = one.parent_id
      where ${these} and one.account_id <> clips.account_id and parent.account_id is distinct from clips.account_id
      group by clips.place, day_of(one.created_at)
    union all
    select parent.account_id, 'reply', parent.id, parent.video_id, '-infinity'::timestamptz, ${newest}
      from clips join comments one on one.video_id = clips.id join comments parent on parent.id = one.parent_id
      where ${these} and one.account_id <> parent.account_id group by parent.id
    union all
    select account_id, 'ready', id, id, '-infinity'::timestamptz, date_trunc('milliseconds', at) from clips where ${these}) lines`)
}

/** Six to fourteen words, as often as people use them, and up to three tags. */
function written(random: Random): { caption: string; tags: string[]; language: 'en' | 'fr' } {
  const language = random() < 0.6 ? 'en' : 'fr'
  const words = Array.from({ length: 6 + Math.floor(random() * 9) }, () => oneOf(vocabulary[language], random))
  const tags = [
    ...new Set(Array.from({ length: Math.floor(random() * 4) }, () => plain(tagOf(vocabulary[language], random)))),
  ]
  return { caption: [...words, ...tags.map(tag => `#${tag}`)].join(' '), tags, language }
}

// The most used words are no tags.
const tagOf = (words: readonly string[], random: Random) => oneOf(words.slice(60), random)

const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[^a-z]/g, '')
    .padEnd(3, 'a')
