import type { RefusalCode, RefusalParams } from '../../core/errors.ts'
import { addJob, type Database, type FileRole, holdName, type NewJob, sql } from '../adapters/db/index.ts'
import type { CheckedFile, Findings, VideoFacts } from './reading-store.ts'

/**
 * What the media room finds out and makes: facts and files of a clip, each change whole. `isKept` is asked while the names of
 * the objects are held, so none can be removed under a clip.
 */
export function filesStore(db: Database) {
  return {
    /**
     * The file is ready: facts and files in one transaction, shown at once where the author has posted and chose no later moment.
     * False when the clip is not being checked any more.
     */
    async makeReady(
      id: string,
      facts: VideoFacts,
      files: readonly CheckedFile[],
      findings: Findings,
      at: Date,
      isKept: (hash: string) => Promise<boolean>,
    ): Promise<boolean> {
      return db.transaction().execute(async on => {
        const moved = await on
          .updateTable('videos')
          .set({
            state: 'ready',
            progress: 0,
            duration_ms: facts.durationMs,
            width: facts.width,
            height: facts.height,
            thumbhash: facts.thumbhash,
            storyboard_frames: facts.storyboardFrames,
            storyboard_every_ms: facts.storyboardEveryMs,
            sound_id: facts.hasSound ? sql<string>`coalesce(sound_id, id)` : null,
            published_at: sql<Date>`case when posted_at is not null and publish_at is null then coalesce(first_shown_at, ${at}::timestamptz) end`,
          })
          .where('id', '=', id)
          .where('state', '=', 'checking')
          .returning(['account_id', 'cover_ms', 'publish_at'])
          .executeTakeFirst()
        if (!moved) return false
        await addFiles(on, id, files, isKept)
        const ladder = { task: 'ladder', payload: { videoId: id, findings }, key: `ladder ${id}` }
        await addJob(on, await turnOf(on, moved.account_id, ladder))
        // Its moment may have come while it was being checked.
        if (moved.publish_at) await queuePublishing(on, id, moved.publish_at)
        if (moved.cover_ms !== null) await addJob(on, { task: 'cover', payload: { videoId: id }, key: `cover ${id}` })
        return true
      })
    },

    /** True while the clip plays and not every rendition of it is there. */
    async isUnfinished(id: string): Promise<boolean> {
      const found = await db
        .selectFrom('videos')
        .select('id')
        .where('id', '=', id)
        .where('state', '=', 'ready')
        .where('finished_at', 'is', null)
        .executeTakeFirst()
      return found !== undefined
    },

    /** Every rendition is there, in place of what was published first. What is playing goes on playing until `replacedKeptMs` later. */
    async finish(
      id: string,
      facts: Pick<VideoFacts, 'durationMs' | 'storyboardFrames' | 'storyboardEveryMs'>,
      files: readonly CheckedFile[],
      at: Date,
      isKept: (hash: string) => Promise<boolean>,
    ): Promise<boolean> {
      return db.transaction().execute(async on => {
        const moved = await on
          .updateTable('videos')
          .set({
            finished_at: at,
            progress: 1,
            duration_ms: facts.durationMs,
            storyboard_frames: facts.storyboardFrames,
            storyboard_every_ms: facts.storyboardEveryMs,
          })
          .where('id', '=', id)
          .where('state', '=', 'ready')
          .where('finished_at', 'is', null)
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) return false
        await replaceFiles(on, id, ['rendition', 'storyboard'], at)
        await addFiles(on, id, files, isKept)
        return true
      })
    },

    /** The rest of the file does not decode: the clip is taken back, and its author reads why. */
    async withdraw(id: string, code: RefusalCode, params: RefusalParams, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        const moved = await on
          .updateTable('videos')
          .set({ state: 'refused', refusal: JSON.stringify({ code, params }), published_at: null })
          .where('id', '=', id)
          .where('state', '=', 'ready')
          .where('finished_at', 'is', null)
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) return
        const files = await on.deleteFrom('video_files').where('video_id', '=', id).returning('hash').execute()
        await removeObjects(on, files, at)
      })
    },

    /** A fault of ours: the clip stays as it was published, and its author reads that it could not be made better. */
    async leaveUnfinished(id: string, fault: RefusalCode, at: Date): Promise<void> {
      await db
        .updateTable('videos')
        .set({ finished_at: at, ladder_fault: fault, progress: 1 })
        .where('id', '=', id)
        .where('finished_at', 'is', null)
        .execute()
    },

    /** Counts an engine that died of this file, and says how often that was. */
    async countEngineDeath(id: string): Promise<number> {
      const row = await db
        .updateTable('videos')
        .set({ engine_deaths: sql<number>`engine_deaths + 1` })
        .where('id', '=', id)
        .returning('engine_deaths')
        .executeTakeFirst()
      return row?.engine_deaths ?? 0
    },

    /** What the cover is to be taken from: the moment, and the best rendition there is; null where no moment was chosen. */
    async coverOf(
      id: string,
    ): Promise<{ coverMs: number; durationMs: number; width: number; height: number; hash: string } | null> {
      const row = await db
        .selectFrom('videos')
        .innerJoin('video_files', 'video_files.video_id', 'videos.id')
        .select(['cover_ms', 'duration_ms', 'videos.width as width', 'videos.height as height', 'hash'])
        .where('videos.id', '=', id)
        .where('role', '=', 'rendition')
        .where('cover_ms', 'is not', null)
        .orderBy('video_files.width', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (!row || row.cover_ms === null) return null
      return {
        coverMs: row.cover_ms,
        durationMs: row.duration_ms ?? 0,
        width: row.width ?? 2,
        height: row.height ?? 2,
        hash: row.hash,
      }
    },

    /** A cover is there. Nothing is changed where the author has chosen another moment since. */
    async setCover(
      id: string,
      coverMs: number,
      thumbhash: string,
      files: readonly CheckedFile[],
      at: Date,
      isKept: (hash: string) => Promise<boolean>,
    ): Promise<void> {
      await db.transaction().execute(async on => {
        const moved = await on
          .updateTable('videos')
          .set({ thumbhash })
          .where('id', '=', id)
          .where('cover_ms', '=', coverMs)
          .where('state', '=', 'ready')
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) return
        await replaceFiles(on, id, ['poster', 'poster-jpeg'], at)
        await addFiles(on, id, files, isKept)
      })
    },

    /** What is said in a clip, in its own language or else in the first that it has captions in. */
    async spokenIn(id: string, language: string): Promise<string> {
      const found = await db
        .selectFrom('video_files')
        .select('spoken')
        .where('video_id', '=', id)
        .where('role', '=', 'captions')
        .orderBy(sql<boolean>`language = ${language}`, 'desc')
        .orderBy('language')
        .limit(1)
        .executeTakeFirst()
      return found?.spoken ?? ''
    },

    /** Captions of one language, in place of what there was; null takes them away. */
    async setCaptions(
      id: string,
      language: string,
      file: { hash: string; bytes: number; spoken: string } | null,
      at: Date,
      isKept: (hash: string) => Promise<boolean>,
    ): Promise<void> {
      await db.transaction().execute(async on => {
        const gone = await on
          .deleteFrom('video_files')
          .where('video_id', '=', id)
          .where('role', '=', 'captions')
          .where('language', '=', language)
          .returning('hash')
          .execute()
        await removeObjects(on, gone, new Date(at.getTime() + replacedKeptMs))
        const none = { width: null, height: null, bits_per_second: null, second_ends: null }
        if (file)
          await addFiles(on, id, [{ ...file, ...none, role: 'captions', media_type: 'text/vtt', language }], isKept)
      })
    },

    /** Forgets renditions and pictures that others have replaced. */
    async retire(id: string): Promise<void> {
      await db.transaction().execute(async on => {
        const gone = await on
          .deleteFrom('video_files')
          .where('video_id', '=', id)
          .where('role', '=', 'replaced')
          .returning('hash')
          .execute()
        await removeObjects(on, gone, null)
      })
    },
  }
}

/** What was replaced stays for players that have begun with it, and for slates that name it. */
const replacedKeptMs = 3_600_000

async function addFiles(
  on: Database,
  id: string,
  files: readonly CheckedFile[],
  isKept: (hash: string) => Promise<boolean>,
): Promise<void> {
  for (const hash of [...new Set(files.map(file => file.hash))].sort()) await holdName(on, hash)
  // What was made again is what it was: a replaced file that is wanted is wanted again.
  await on
    .insertInto('video_files')
    .values(files.map(file => ({ ...file, video_id: id })))
    .onConflict(conflict => conflict.columns(['video_id', 'role', 'hash']).doNothing())
    .execute()
  for (const { hash } of files)
    if (!(await isKept(hash))) throw new Error(`object ${hash} was removed before its clip was ready`)
}

async function replaceFiles(on: Database, id: string, roles: readonly FileRole[], at: Date): Promise<void> {
  const gone = await on
    .deleteFrom('video_files')
    .where('video_id', '=', id)
    .where('role', 'in', roles)
    .returningAll()
    .execute()
  if (gone.length === 0) return
  await on
    .insertInto('video_files')
    .values(gone.map(file => ({ ...file, role: 'replaced' as const })))
    .onConflict(conflict => conflict.columns(['video_id', 'role', 'hash']).doNothing())
    .execute()
  await addJob(on, {
    task: 'retire',
    payload: { videoId: id },
    key: `retire ${id}`,
    notBefore: new Date(at.getTime() + replacedKeptMs),
  })
}

/** Queued when a moment is chosen, and again when the file is ready: whichever comes last publishes. */
export const queuePublishing = (on: Database, id: string, notBefore: Date): Promise<void> =>
  addJob(on, { task: 'publish', payload: { videoId: id }, key: `publish ${id}`, notBefore })

/** Queues the removal of objects that nothing else uses. */
export async function removeObjects(
  on: Database,
  files: readonly { hash: string }[],
  notBefore: Date | null,
): Promise<void> {
  for (const { hash } of files) {
    const key = `remove ${hash}`
    await addJob(on, { task: 'remove-object', payload: { hash }, key, ...(notBefore ? { notBefore } : {}) })
  }
}

/**
 * A job of one account, one after another in its own line, behind as many as that account has waiting: whoever sends forty
 * clips does not keep another's first one waiting.
 */
export async function turnOf(on: Database, accountId: string, job: NewJob): Promise<NewJob> {
  const { waiting } = await on
    .selectFrom('videos')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('account_id', '=', accountId)
    .where(({ or, and, eb }) =>
      or([eb('state', '=', 'checking'), and([eb('state', '=', 'ready'), eb('finished_at', 'is', null)])]),
    )
    .executeTakeFirstOrThrow()
  return { ...job, queue: `${job.task} ${accountId}`, priority: Math.min(Number(waiting), 1000) }
}
