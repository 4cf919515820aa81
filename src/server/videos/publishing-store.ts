import type { Selectable } from 'kysely'
import type { Posting } from '../../core/wire/video.ts'
import { addJob, type Database, type Schema, sql } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { queuePublishing, removeObjects } from './files-store.ts'
import { setMentions } from './mentions-store.ts'
import { type Words, wordsOf } from './rows.ts'

/** What posting sets. A moment that is not given stays as it was. */
type Posted = Omit<Posting, 'publishAt'> & { publishAt?: string | null | undefined; tags: string[] }

/**
 * When a clip is shown: its draft, the decision to post it, and the moment of that. Every change holds the clip’s row, so that
 * whoever cancels, changes and publishes at one moment does it one after the other.
 */
export function publishingStore(db: Database, keys: Keys) {
  return {
    /** Words of a clip that is not posted, as they were typed. False where it is. */
    async keepDraft(id: string, words: Posting, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const draft = await on
          .selectFrom('videos')
          .select(['id', 'account_id'])
          .where('id', '=', id)
          .where('posted_at', 'is', null)
          .forUpdate()
          .executeTakeFirst()
        if (draft) await writeDraft(on, keys, draft, words, at)
        return draft !== undefined
      })
    },

    /** `postIn` a transaction of its own. */
    async post(id: string, posted: Posted, at: Date): Promise<boolean> {
      return db.transaction().execute(on => postIn(on, id, posted, at))
    },

    /** A clip that waits for its moment is a draft again, with its words. False where it does not wait any more. */
    async takeBack(id: string, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const waiting = await scheduled(on, id).executeTakeFirst()
        if (waiting) await makeDraft(on, keys, waiting, at)
        return waiting !== undefined
      })
    },

    /**
     * The moment of a clip has come. Of an account that is suspended nothing is shown, then or later: the clip is a draft again,
     * and its author decides anew.
     */
    async publish(id: string, now: Date): Promise<void> {
      await db.transaction().execute(async on => {
        // By either clock: the queue's is the database's.
        const due = await scheduled(on, id)
          .where('publish_at', '<=', sql<Date>`greatest(${now}::timestamptz, now())`)
          .where('state', '=', 'ready')
          .executeTakeFirst()
        if (!due) return
        // Waits for whoever is suspending the account at this moment.
        const author = await on
          .selectFrom('accounts')
          .select('suspended_at')
          .where('id', '=', due.account_id)
          .forShare()
          .executeTakeFirstOrThrow()
        if (author.suspended_at) await makeDraft(on, keys, due, now)
        else await on.updateTable('videos').set({ publish_at: null, published_at: now }).where('id', '=', id).execute()
      })
    },

    /** Deletes a draft that nobody has changed since, as it is at this moment. False where it lives on. */
    async removeDraft(id: string, unchangedSince: Date, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const draft = await on
          .selectFrom('videos')
          .select('id')
          .where('id', '=', id)
          .where('posted_at', 'is', null)
          .where('uploaded_at', '<', unchangedSince)
          .forUpdate()
          .executeTakeFirst()
        if (!draft) return false
        // A statement of its own: it sees what was written while the row was waited for.
        const changed = await on
          .selectFrom('drafts')
          .select('video_id')
          .where('video_id', '=', id)
          .where('changed_at', '>=', unchangedSince)
          .executeTakeFirst()
        if (changed) return false
        const files = await on.selectFrom('video_files').select('hash').where('video_id', '=', id).execute()
        await on.deleteFrom('videos').where('id', '=', id).execute()
        await removeObjects(on, files, at)
        return true
      })
    },
  }
}

/** What `postIn` asks of a clip before it changes it. */
export const heldColumns = ['account_id', 'cover_ms', 'state', 'publish_at', 'published_at', 'withheld_at'] as const
type Held = Pick<Selectable<Schema['videos']>, (typeof heldColumns)[number]>

/**
 * The words and the decision to show: at once where the file is ready, or at a moment to come. False where a moment was
 * chosen for a clip that is shown already.
 */
export async function postIn(
  on: Database,
  id: string,
  {
    aiMade,
    isSensitive,
    coverMs,
    endsAt,
    commentsFrom,
    downloads,
    soundReuse,
    commentsHeld,
    hidesCounts,
    publishAt,
    ...words
  }: Posted,
  at: Date,
  /** As whoever calls has read and held it, with words that were never a draft of its account's. */
  held?: Held,
): Promise<boolean> {
  const before =
    held ?? (await on.selectFrom('videos').select(heldColumns).where('id', '=', id).forUpdate().executeTakeFirst())
  if (!before) return true
  const isShown = before.published_at !== null || before.withheld_at !== null
  if (publishAt && isShown) return false
  const moment = publishAt === undefined ? before.publish_at : publishAt === null ? null : new Date(publishAt)
  const isReady = before.state === 'ready'
  await on
    .updateTable('videos')
    .set({
      ...words,
      // The author decides anew; a clip that is restricted stays so.
      chosen_visibility: null,
      ai_made: aiMade,
      sensitive: isSensitive,
      ends_at: endsAt === null ? null : new Date(endsAt),
      cover_ms: coverMs,
      comments_from: commentsFrom,
      downloads:
        downloads ?? sql<boolean>`(select not accounts.is_closed from accounts where accounts.id = videos.account_id)`,
      sound_reuse:
        soundReuse ?? sql<boolean>`(select not accounts.is_closed from accounts where accounts.id = videos.account_id)`,
      comments_held: commentsHeld,
      hides_counts: hidesCounts,
      posted_at: sql<Date>`coalesce(posted_at, ${at})`,
      publish_at: moment,
      published_at: isReady && moment === null ? sql<Date>`coalesce(published_at, first_shown_at, ${at})` : null,
    })
    .where('id', '=', id)
    .execute()
  if (!held) await on.deleteFrom('drafts').where('video_id', '=', id).execute()
  if (moment) await queuePublishing(on, id, moment)
  // What nobody else sees names nobody.
  const text = words.visibility === 'private' ? '' : words.caption
  await setMentions(on, { videoId: id, commentId: null, accountId: before.account_id, text, at })
  if (isReady && coverMs !== null && coverMs !== before.cover_ms)
    await addJob(on, { task: 'cover', payload: { videoId: id }, key: `cover ${id}` })
  return true
}

const scheduled = (on: Database, id: string) =>
  on.selectFrom('videos').selectAll().where('id', '=', id).where('publish_at', 'is not', null).forUpdate()

async function makeDraft(on: Database, keys: Keys, row: Words & Owned, at: Date): Promise<void> {
  await writeDraft(on, keys, row, wordsOf(row), at)
  await on
    .updateTable('videos')
    .set({ posted_at: null, publish_at: null, visibility: 'private' })
    .where('id', '=', row.id)
    .execute()
}

interface Owned {
  id: string
  account_id: string
}

async function writeDraft(
  on: Database,
  keys: Keys,
  { id, account_id }: Owned,
  words: Posting,
  at: Date,
): Promise<void> {
  const written = { words: await keys.seal(account_id, 'drafts.words', JSON.stringify(words)), changed_at: at }
  await on
    .insertInto('drafts')
    .values({ video_id: id, ...written })
    .onConflict(conflict => conflict.column('video_id').doUpdateSet(written))
    .execute()
}
