import type { RefusalCode, RefusalParams } from '../../core/errors.ts'
import { moderationLimits } from '../../core/moderation/categories.ts'
import { addJob, type Database, holdName, sql } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { filesStore, removeObjects, turnOf } from './files-store.ts'
import { publishingStore } from './publishing-store.ts'
import { type CheckedFile, readingStore, type VideoFacts } from './reading-store.ts'
import { soundsStore } from './sounds-store.ts'

export interface Room {
  bytes: number
  quotaBytes: number | null
}

async function roomOf(on: Database, accountId: string): Promise<Room> {
  const { rows } = await sql<{ bytes: number; quota: number | null }>`
    select accounts.quota_bytes as quota, (
      select coalesce(sum(video_files.bytes), 0) from videos join video_files on video_files.video_id = videos.id
      where videos.account_id = accounts.id
    )::bigint as bytes from accounts where id = ${accountId}`.execute(on)
  return { bytes: rows[0]?.bytes ?? 0, quotaBytes: rows[0]?.quota ?? null }
}

/** Deletes the clip within a transaction, and queues the removal of objects that nothing else uses. */
export async function removeIn(on: Database, id: string, removeObjectsAt: Date): Promise<void> {
  const files = await on.selectFrom('video_files').select('hash').where('video_id', '=', id).execute()
  await on.deleteFrom('videos').where('id', '=', id).execute()
  await removeObjects(on, files, removeObjectsAt)
}

/**
 * Whether a clip's end has come: its author's own, or after as many days as the operator keeps any; or it was removed by a decision that nobody
 * can appeal against any more.
 */
const hasEnded = (now: Date, publishedBefore: Date | null) => sql<boolean>`(
  ends_at <= ${now} ${publishedBefore ? sql`or published_at <= ${publishedBefore}` : sql``}
  or (measure = 'remove' and not exists (
    select from decisions join cases on cases.id = decisions.case_id left join appeals on appeals.decision_id = decisions.id and outcome is null
    where cases.subject_id = videos.id and (decisions.at > ${new Date(now.getTime() - moderationLimits.appealMs)} or appeals.id is not null))))`

export type VideoStore = ReturnType<typeof videoStore>

/** The life of a clip: each change of state is one statement or one transaction, and can be asked for twice. */
export function videoStore(db: Database, keys: Keys) {
  return {
    ...readingStore(db),
    ...filesStore(db),
    ...soundsStore(db),
    ...publishingStore(db, keys),

    /**
     * Begins an upload unless the account has too many. Counted and added under the account's name, so that many at once
     * are still counted; `requireRoom` is asked for this file and all others that were promised, `requireQuota` for this one and the account's others; each refuses by throwing.
     */
    async begin(
      video: { id: string; accountId: string; fileName: string; bytes: number; soundId: string | null; at: Date },
      most: number,
      requireRoom: (promisedBytes: number) => Promise<void>,
      requireQuota: (room: Room, promisedBytes: number) => void,
    ): Promise<{ unfinished: number }> {
      const fileName = await keys.seal(video.accountId, 'videos.file_name', video.fileName)
      return db.transaction().execute(async on => {
        await holdName(on, video.accountId)
        const { unfinished } = await on
          .selectFrom('videos')
          .select(({ fn }) => fn.countAll<number>().as('unfinished'))
          .where('account_id', '=', video.accountId)
          .where('state', '=', 'uploading')
          .executeTakeFirstOrThrow()
        if (Number(unfinished) >= most) return { unfinished: Number(unfinished) }
        const { promised } = await on
          .selectFrom('videos')
          .select(({ fn }) => fn.sum<number | null>('bytes').as('promised'))
          .where('state', '=', 'uploading')
          .executeTakeFirstOrThrow()
        // What is being checked has no files yet that could be counted.
        const { own } = await on
          .selectFrom('videos')
          .select(({ fn }) => fn.sum<number | null>('bytes').as('own'))
          .where('account_id', '=', video.accountId)
          .where('state', 'in', ['uploading', 'checking'])
          .executeTakeFirstOrThrow()
        requireQuota(await roomOf(on, video.accountId), video.bytes + Number(own ?? 0))
        await requireRoom(video.bytes + Number(promised ?? 0))
        await on
          .insertInto('videos')
          .values({
            id: video.id,
            account_id: video.accountId,
            state: 'uploading',
            visibility: 'private',
            caption: '',
            tags: [],
            language: '',
            file_name: fileName,
            bytes: video.bytes,
            sound_id: video.soundId,
            created_at: video.at,
            duration_ms: null,
            width: null,
            height: null,
            thumbhash: null,
            storyboard_frames: null,
            storyboard_every_ms: null,
            uploaded_at: null,
            posted_at: null,
            published_at: null,
          })
          .execute()
        return { unfinished: Number(unfinished) }
      })
    },

    /** What the account's clips take, and the bound that was set for it. */
    roomOf: (accountId: string): Promise<Room> => roomOf(db, accountId),

    /** The upload is whole: the check is queued in the same transaction. False when it was whole before. */
    async finishUpload(id: string, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const moved = await on
          .updateTable('videos')
          .set({ state: 'checking', uploaded_at: at })
          .where('id', '=', id)
          .where('state', '=', 'uploading')
          .returning('account_id')
          .executeTakeFirst()
        if (!moved) return false
        const job = { task: 'check', payload: { videoId: id }, key: `check ${id}` }
        await addJob(on, await turnOf(on, moved.account_id, job))
        return true
      })
    },

    /** A clip that was given up is checked, or made better, once more. Nothing is asked of its file, which has to be there. */
    async tryAgain(id: string): Promise<void> {
      await db.transaction().execute(async on => {
        const refused = await on
          .updateTable('videos')
          .set({ state: 'checking', refusal: null, engine_deaths: 0, progress: 0 })
          .where('id', '=', id)
          .where(sql<string>`refusal ->> 'code'`, '=', 'video.not-processed')
          .returning('account_id')
          .executeTakeFirst()
        const half = refused
          ? undefined
          : await on
              .updateTable('videos')
              .set({ ladder_fault: null, finished_at: null, engine_deaths: 0, progress: 0 })
              .where('id', '=', id)
              .where('state', '=', 'ready')
              .where('ladder_fault', 'is not', null)
              .returning('account_id')
              .executeTakeFirst()
        const task = refused ? 'check' : 'ladder'
        const account = (refused ?? half)?.account_id
        if (account)
          await addJob(on, await turnOf(on, account, { task, payload: { videoId: id }, key: `${task} ${id}` }))
      })
    },

    async setProgress(id: string, progress: number): Promise<void> {
      await db.updateTable('videos').set({ progress }).where('id', '=', id).where('finished_at', 'is', null).execute()
    },

    async refuse(id: string, code: RefusalCode, params: RefusalParams): Promise<void> {
      await db
        .updateTable('videos')
        .set({ state: 'refused', refusal: JSON.stringify({ code, params }) })
        .where('id', '=', id)
        .where('state', 'in', ['uploading', 'checking'])
        .execute()
    },

    /** Deletes the clip and queues the removal of objects that nothing else uses. Public addresses end with the commit. */
    async remove(id: string, removeObjectsAt: Date): Promise<void> {
      await db.transaction().execute(on => removeIn(on, id, removeObjectsAt))
    },

    /** Clips whose end has come. */
    async ended(now: Date, publishedBefore: Date | null): Promise<string[]> {
      const rows = await db.selectFrom('videos').select('id').where(hasEnded(now, publishedBefore)).limit(500).execute()
      return rows.map(({ id }) => id)
    },

    /** Deletes a clip whose end has come, as it is at this moment: its own, or by when it was shown. False where it lives on. */
    async removeEnded(id: string, now: Date, publishedBefore: Date | null): Promise<boolean> {
      return db.transaction().execute(async on => {
        const still = await on
          .selectFrom('videos')
          .select('id')
          .where('id', '=', id)
          .where(hasEnded(now, publishedBefore))
          .forUpdate()
          .executeTakeFirst()
        if (!still) return false
        await sql`select tell_of_end(${id}, ${now})`.execute(on)
        const files = await on.selectFrom('video_files').select('hash').where('video_id', '=', id).execute()
        await on.deleteFrom('videos').where('id', '=', id).execute()
        await removeObjects(on, files, now)
        return true
      })
    },

    /** Runs `remove` while nothing refers to the object and nothing can come to. */
    async ifUnused(hash: string, remove: () => Promise<void>): Promise<void> {
      await db.transaction().execute(async on => {
        await holdName(on, hash)
        const used = await on
          .selectFrom('used_objects')
          .select('hash')
          .where('hash', '=', hash)
          .limit(1)
          .executeTakeFirst()
        if (!used) await remove()
      })
    },

    /** File names serve to tell uploads apart; a week after the upload nobody needs them but who has a draft. */
    async forgetFileNames(before: Date): Promise<number> {
      const forgotten = await db
        .updateTable('videos')
        .set({ file_name: '' })
        .where('uploaded_at', '<', before)
        .where('posted_at', 'is not', null)
        .where('file_name', '!=', '')
        .executeTakeFirst()
      return Number(forgotten.numUpdatedRows)
    },

    /** A clip of the trial shore, ready and shown in one transaction. */
    async addGenerated(
      video: {
        id: string
        accountId: string
        caption: string
        tags: string[]
        language: string
        bytes: number
        likes: number
        at: Date
      },
      facts: VideoFacts,
      files: readonly CheckedFile[],
    ): Promise<void> {
      await db.transaction().execute(async on => {
        const there = await on.selectFrom('videos').select('id').where('id', '=', video.id).executeTakeFirst()
        if (there) return
        await on
          .insertInto('videos')
          .values({
            id: video.id,
            account_id: video.accountId,
            state: 'ready',
            visibility: 'public',
            caption: video.caption,
            tags: video.tags,
            language: video.language,
            file_name: '',
            bytes: video.bytes,
            generated: true,
            progress: 1,
            duration_ms: facts.durationMs,
            width: facts.width,
            height: facts.height,
            thumbhash: facts.thumbhash,
            storyboard_frames: facts.storyboardFrames,
            storyboard_every_ms: facts.storyboardEveryMs,
            created_at: video.at,
            uploaded_at: video.at,
            posted_at: video.at,
            published_at: video.at,
            finished_at: video.at,
            likes: video.likes,
            downloads: true,
            sound_id: facts.hasSound ? video.id : null,
            sound_reuse: true,
          })
          .execute()
        await on
          .insertInto('video_files')
          .values(files.map(file => ({ ...file, video_id: video.id })))
          .execute()
      })
    },

    async queueGenerated(numbers: readonly number[]): Promise<void> {
      for (const number of numbers) {
        await addJob(db, {
          task: 'draw-trial-clip',
          payload: { number },
          key: `trial ${number}`,
          queue: 'trial',
          priority: 10 + number,
        })
      }
    },
  }
}
