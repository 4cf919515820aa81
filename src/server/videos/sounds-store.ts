import { type Database, sql } from '../adapters/db/index.ts'

/** A file that has a sound, and how long it is heard. */
export interface SoundFile {
  hash: string
  durationMs: number
}

/** Sounds are not kept apart: a clip that anyone may see has each of them, its first one as long as it is there. */
export function soundsStore(db: Database) {
  return {
    /** Whether the account may begin a clip with a sound, as its author says at this moment. */
    async leaveOf(soundId: string, accountId: string): Promise<'given' | 'none' | 'not-there'> {
      const { rows } = await sql<{ isGiven: boolean }>`
        select (sound_reuse or account_id = ${accountId}) and not exists (
          select from blocks where blocks.account_id = videos.account_id and other_id = ${accountId}
        ) as "isGiven"
        from videos where id = ${soundId} and sound_id = id and published_at is not null and visibility in ('public', 'unlisted')`.execute(
        db,
      )
      return rows[0] === undefined ? 'not-there' : rows[0].isGiven ? 'given' : 'none'
    },

    /** The sound that a clip was begun with: from its first clip, else from the longest that has it. Null where it is its own. */
    async soundToPut(videoId: string): Promise<SoundFile | 'gone' | null> {
      const clip = await db.selectFrom('videos').select('sound_id').where('id', '=', videoId).executeTakeFirst()
      const soundId = clip?.sound_id ?? null
      if (soundId === null || soundId === videoId) return null
      const found = await db
        .selectFrom('videos')
        .innerJoin('video_files', 'video_files.video_id', 'videos.id')
        .select(['hash', 'duration_ms'])
        .where('videos.sound_id', '=', soundId)
        .where('videos.id', '!=', videoId)
        .where('videos.state', '=', 'ready')
        .where('video_files.role', '=', 'rendition')
        .orderBy(eb => eb('videos.id', '=', soundId), 'desc')
        .orderBy('duration_ms', 'desc')
        .orderBy('video_files.width')
        .limit(1)
        .executeTakeFirst()
      return found ? { hash: found.hash, durationMs: found.duration_ms ?? 0 } : 'gone'
    },

    /** Whether a sound’s first clip is there for everybody, and may be used again; and how many listed clips have the sound. */
    async sound(soundId: string): Promise<{ isFree: boolean; videos: number; carrier: string } | null> {
      const { rows } = await sql<{ isFree: boolean; videos: number; carrier: string | null }>`
        select
          exists (select from videos where id = ${soundId} and sound_id = id and sound_reuse and published_at is not null
            and visibility in ('public', 'unlisted')) as "isFree",
          (select count(*)::int from (select from videos where sound_id = ${soundId} and published_at is not null
            and visibility = 'public' limit 1000) counted) as videos,
          (select id from videos where sound_id = ${soundId} and published_at is not null and visibility = 'public'
            order by (id = ${soundId}) desc, duration_ms desc limit 1) as carrier`.execute(db)
      const found = rows[0]
      return found?.carrier ? { ...found, carrier: found.carrier } : null
    },

    /** Ids of clips with a sound, its first one first, then the newest; after the one given. */
    async withSound(soundId: string, after: { at: Date; id: string } | null, limit: number): Promise<string[]> {
      let query = db
        .selectFrom('videos')
        .select('id')
        .where('sound_id', '=', soundId)
        .where('published_at', 'is not', null)
        .where('visibility', '=', 'public')
      if (after)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('published_at', 'id'), '<', tuple(after.at, after.id)),
        )
      const rows = await query.orderBy('published_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(({ id }) => id)
    },
  }
}
