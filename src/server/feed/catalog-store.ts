import { type Database, sql } from '../adapters/db/index.ts'

/** A clip as slates choose it. Everything in it is public. */
export interface Clip {
  id: string
  handle: string
  caption: string
  tags: string[]
  language: string
  soundId: string | null
  publishedAt: Date
  durationMs: number
  isAiMade: boolean
  isPaid: boolean
  likes: number
  comments: number
  reposts: number
  hidesCounts: boolean
  /** Public acts of the last hours. */
  recent: number
  picture: Buffer | null
  sound: Buffer | null
  pace: Buffer | null
  company: Buffer | null
  given: Buffer | null
}

export interface Bounds {
  /** Of each stratum, how many are looked at. */
  most: number
  newSince: Date
  risingSince: Date
  /** Anything: another one draws other clips of the long tail. */
  draw: string
}

export type CatalogStore = ReturnType<typeof catalogStore>

/** Clips that may be recommended: shown to everybody in lists, not sensitive, of nobody who is suspended. */
const eligible = sql`videos.visibility = 'public' and videos.published_at is not null and not videos.sensitive
  and videos.measure is null and accounts.suspended_at is null`

/** Of each tag, at most so many clips are compared by what is loved. */
const mostOfTag = 400
const mostTags = 100

export function catalogStore(db: Database) {
  return {
    /** The whole catalogue, where it has no more than `most`; else null. */
    async whole(most: number, risingSince: Date): Promise<Clip[] | null> {
      const { rows } = await sql<{ id: string }>`
        select videos.id from videos join accounts on accounts.id = videos.account_id
        where ${eligible} limit ${most + 1}`.execute(db)
      return rows.length > most
        ? null
        : clipsOf(
            db,
            rows.map(({ id }) => id),
            risingSince,
          )
    },

    /** Of a catalogue that is larger, what a slate is chosen from. */
    async pool(bounds: Bounds): Promise<Clip[]> {
      return db.transaction().execute(async on => {
        await sql`set local statement_timeout = '30s'`.execute(on)
        const { rows } = await sql<{ id: string }>`
          ${loved(bounds)} union ${rising(bounds)} union ${newest(bounds)} union ${drawn(bounds)}`.execute(on)
        return clipsOf(
          on,
          rows.map(({ id }) => id),
          bounds.risingSince,
        )
      })
    },
  }
}

const from = sql`select videos.id from videos join accounts on accounts.id = videos.account_id`

/** The best loved, and the best loved of each of the most used tags. */
const loved = ({ most }: Bounds) => sql`
  (${from} where ${eligible} order by videos.likes desc, videos.published_at desc limit ${most})
  union (
    select best.id from (select tag from tags where videos > 1 order by videos desc, tag limit ${mostTags}) most_used
    cross join lateral (
      select id from (
        select videos.id, videos.likes, videos.published_at from video_tags
        join videos on videos.id = video_tags.video_id where video_tags.tag = most_used.tag
        order by video_tags.published_at desc limit ${mostOfTag}
      ) newest_of_tag
      order by likes desc, published_at desc limit ${Math.ceil((2 * most) / mostTags)}
    ) best)`

const rising = ({ most, risingSince, newSince }: Bounds) => sql`(
  ${from} where ${eligible} and videos.published_at > ${newSince}::timestamptz - interval '30 days'
    and (exists (select from likes where likes.video_id = videos.id and likes.created_at > ${risingSince})
      or exists (select from reposts where reposts.video_id = videos.id and reposts.created_at > ${risingSince}))
  order by videos.likes desc limit ${most})`

const newest = ({ most, newSince }: Bounds) => sql`(
  ${from} where ${eligible} and videos.published_at > ${newSince}
  order by videos.published_at desc, videos.id desc limit ${10 * most})`

const drawn = ({ most, draw }: Bounds) => sql`(
  ${from} where ${eligible} order by md5(videos.id::text || ${draw}), videos.id limit ${2 * most})`

/** Clips by their ids, those that may be recommended; in the order of their ids. */
async function clipsOf(on: Database, ids: readonly string[], risingSince: Date): Promise<Clip[]> {
  const { rows } = await sql<Clip>`
    select videos.id, accounts.handle, videos.caption, videos.tags, videos.language, videos.sound_id as "soundId",
      videos.published_at as "publishedAt", coalesce(videos.duration_ms, 0) as "durationMs",
      videos.ai_made as "isAiMade", videos.paid as "isPaid", videos.likes, videos.comments, videos.reposts,
      videos.hides_counts as "hidesCounts",
      ((select count(*) from likes where likes.video_id = videos.id and likes.created_at > ${risingSince})
        + (select count(*) from reposts where reposts.video_id = videos.id and reposts.created_at > ${risingSince})
        + (select count(*) from comments where comments.video_id = videos.id and comments.created_at > ${risingSince}
            and not comments.held and not comments.withheld))::int as recent,
      features.picture, features.sound, features.pace, features.company, features.given
    from videos join accounts on accounts.id = videos.account_id left join features on features.video_id = videos.id
    where videos.id = any(${ids}::uuid[]) and ${eligible}
    order by videos.id`.execute(on)
  return rows
}
