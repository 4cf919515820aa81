import { addJob, type Database, sql } from '../adapters/db/index.ts'
import type { Act } from './company.ts'

export interface ToDescribe {
  id: string
  caption: string
  tags: string[]
  language: string
  durationMs: number
  width: number
  height: number
  /** Its smallest rendition. */
  hash: string
}

export interface Found {
  picture: Uint8Array | null
  sound: Uint8Array | null
  pace: Uint8Array | null
  given: Uint8Array | null
}

export type FeaturesStore = ReturnType<typeof featuresStore>

/** The newest of them say enough. */
const mostActs = 300_000

export function featuresStore(db: Database) {
  return {
    /**
     * Clips that can be seen and were not looked at in this version; the newest first. One waits for its ladder, whose smallest
     * rendition is looked at in a third of the time, but for no more than five minutes.
     */
    async undescribed(version: number, limit: number): Promise<ToDescribe[]> {
      const { rows } = await sql<ToDescribe>`
        select videos.id, caption, tags, videos.language, coalesce(duration_ms, 0) as "durationMs",
          coalesce(videos.width, 2) as width, coalesce(videos.height, 2) as height, file.hash
        from videos left join features on features.video_id = videos.id
        cross join lateral (
          select hash from video_files where video_files.video_id = videos.id and role = 'rendition'
          order by video_files.width, hash limit 1
        ) file
        where videos.visibility = 'public' and videos.published_at is not null and features.version is distinct from ${version}
          and features.objected_at is null and (videos.finished_at is not null or videos.published_at < now() - interval '5 minutes')
        order by videos.published_at desc, videos.id desc limit ${limit}`.execute(db)
      return rows
    },

    /** What was found; a clip that is gone meanwhile has none. */
    async set(id: string, version: number, found: Found): Promise<void> {
      const bytes = ({ picture, sound, pace, given }: Found) =>
        [picture, sound, pace, given].map(part => part && Buffer.from(part.buffer, part.byteOffset, part.length))
      const [picture, sound, pace, given] = bytes(found)
      await sql`
        insert into features (video_id, version, picture, sound, pace, given)
        select id, ${version}, ${picture}, ${sound}, ${pace}, ${given} from videos where id = ${id} for key share
        on conflict (video_id) do update set version = excluded.version, picture = excluded.picture, sound = excluded.sound,
          pace = excluded.pace, given = excluded.given where features.objected_at is null`.execute(db)
    },

    /** Likes of those who show what they like, and reposts: both can be read on a profile. */
    async publicActs(): Promise<Act[]> {
      const { rows } = await sql<Act>`
        select account, video from (
          select likes.account_id as account, video_id as video, likes.created_at from likes
          join accounts on accounts.id = likes.account_id and accounts.shows_likes and accounts.suspended_at is null
          union all
          select reposts.account_id, video_id, reposts.created_at from reposts
          join accounts on accounts.id = reposts.account_id and accounts.suspended_at is null
        ) acts
        join videos on videos.id = acts.video and videos.visibility = 'public' and videos.published_at is not null
          and not videos.hides_counts
        order by acts.created_at desc limit ${mostActs}`.execute(db)
      return rows
    },

    async company(): Promise<Map<string, Int8Array>> {
      const rows = await db
        .selectFrom('features')
        .select(['video_id', 'company'])
        .where('company', 'is not', null)
        .execute()
      return new Map(rows.map(row => [row.video_id, new Int8Array(row.company!)]))
    },

    /** In place of what was known before. */
    async setCompany(company: ReadonlyMap<string, Int8Array>): Promise<void> {
      const ids = [...company.keys()].sort()
      const hex = ids.map(id => Buffer.from(company.get(id)!.buffer).toString('hex'))
      await db.transaction().execute(async on => {
        await sql`update features set company = null where company is not null and not video_id = any(${ids}::uuid[])`.execute(
          on,
        )
        // Version 0 is that of a clip that nobody has looked at yet.
        await sql`
          insert into features (video_id, version, company)
          select id, 0, decode(hex, 'hex') from unnest(${ids}::uuid[], ${hex}::text[]) as found (video, hex)
          join videos on videos.id = found.video
          on conflict (video_id) do update set company = excluded.company where features.objected_at is null`.execute(
          on,
        )
      })
    },

    async ask(task: 'describe' | 'company'): Promise<void> {
      await addJob(db, { task, payload: {}, key: task, queue: task })
    },
  }
}
