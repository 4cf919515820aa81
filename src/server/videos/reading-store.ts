import type { VideoState } from '../../core/videos/state.ts'
import type { Part } from '../../core/wire/video.ts'
import {
  type Database,
  type ExpressionBuilder,
  jsonArrayFrom,
  madeOnce,
  type Schema,
  sql,
} from '../adapters/db/index.ts'
import { followingStore } from './following-store.ts'
import type { After, OwnRow, PublicVideo } from './rows.ts'

export type { After, CheckedFile, FileRow, Findings, OwnRow, PublicVideo, VideoFacts, VideoRow } from './rows.ts'
export { type Words, wordsOf } from './rows.ts'

/** What is read of videos. What an author may see and what anyone may see are different questions, and different functions. */
interface StoredFile {
  mediaType: string
  bytes: number
  /** Of a rendition, the byte at which each of its seconds ends. */
  secondEnds: number[] | null
}

/** A clip's files, within the same answer of the database. */
const filesOf = (eb: ExpressionBuilder<Schema, 'videos'>) =>
  jsonArrayFrom(
    eb
      .selectFrom('video_files')
      .select(['video_id', 'role', 'hash', 'media_type', 'bytes', 'width', 'height', 'bits_per_second', 'language'])
      .whereRef('video_files.video_id', '=', 'videos.id'),
  )
/** One parameter for a list of any length: the statement stays the same, and is prepared once. */
const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

const rows = (on: Database) =>
  on
    .selectFrom('videos')
    .innerJoin('accounts', 'accounts.id', 'videos.account_id')
    .leftJoin('videos as origin', join =>
      join
        .onRef('origin.id', '=', 'videos.sound_id')
        .on('origin.published_at', 'is not', null)
        .on('origin.visibility', 'in', ['public', 'unlisted']),
    )
    .leftJoin('accounts as maker', 'maker.id', 'origin.account_id')
    .select(eb => [
      'videos.id',
      'videos.account_id',
      'accounts.handle',
      'accounts.name',
      'accounts.avatar_hash',
      'accounts.is_indexed',
      'videos.state',
      'videos.visibility',
      'videos.caption',
      'videos.tags',
      'videos.language',
      'videos.file_name',
      'videos.bytes',
      'videos.generated',
      'videos.refusal',
      'videos.progress',
      'videos.duration_ms',
      'videos.width',
      'videos.height',
      'videos.thumbhash',
      'videos.storyboard_frames',
      'videos.storyboard_every_ms',
      'videos.created_at',
      'videos.posted_at',
      'videos.published_at',
      'videos.finished_at',
      'videos.ladder_fault',
      'videos.cover_ms',
      'videos.alt',
      'videos.ai_made',
      'videos.paid',
      'videos.sensitive',
      'videos.ends_at',
      'videos.likes',
      'videos.comments',
      'videos.comments_from',
      'videos.downloads',
      'videos.sound_id',
      'videos.sound_reuse',
      'maker.handle as sound_handle',
      'maker.name as sound_name',
      'videos.saves',
      'videos.reposts',
      'videos.comments_held',
      'videos.hides_counts',
      'videos.measure',
      'videos.chosen_visibility',
      filesOf(eb).as('files'),
      eb
        .exists(eb.selectFrom('institutions').select('id').whereRef('institutions.account_id', '=', 'accounts.id'))
        .$castTo<boolean>()
        .as('is_official'),
    ])
const ownRows = (on: Database) =>
  rows(on)
    .leftJoin('drafts', 'drafts.video_id', 'videos.id')
    .select([
      'videos.publish_at',
      'videos.uploaded_at',
      'accounts.is_young',
      'drafts.words as draft',
      'drafts.changed_at as draft_changed_at',
    ])
const published = (on: Database) => rows(on).where('videos.published_at', 'is not', null)
const listed = (on: Database) => published(on).where('videos.visibility', '=', 'public')
const ownWithId = madeOnce((on, { id }: { id: string }) => ownRows(on).where('videos.id', '=', id))
const openWithId = madeOnce((on, { id }: { id: string }) =>
  published(on).where('videos.visibility', 'in', ['public', 'unlisted']).where('videos.id', '=', id),
)
const listedWithIds = madeOnce((on, { ids }: { ids: readonly string[] }) =>
  listed(on).where('videos.id', '=', anyOf(ids)),
)
const withIds = madeOnce((on, { ids }: { ids: readonly string[] }) => rows(on).where('videos.id', '=', anyOf(ids)))
const newestOf = madeOnce((on, { most }: { most: number }) =>
  listed(on).orderBy('videos.published_at', 'desc').orderBy('videos.id', 'desc').limit(most),
)
const lovedOf = madeOnce((on, { most }: { most: number }) =>
  listed(on).orderBy('videos.likes', 'desc').orderBy('videos.published_at', 'desc').limit(most),
)
const authorAndState = madeOnce((on, { id }: { id: string }) =>
  on.selectFrom('videos').select(['account_id', 'state']).where('id', '=', id),
)

export function readingStore(db: Database) {
  return {
    ...followingStore(db, ids => withIds(db, { ids })),

    /** Account of the author, or null where there is no such video. */
    async ownerOf(id: string): Promise<string | null> {
      return (await authorAndState(db, { id }))[0]?.account_id ?? null
    },

    /** Whether a clip that is shown is for followers, and the account follows its author. */
    async isForFollower(id: string, accountId: string): Promise<boolean> {
      const found = await db
        .selectFrom('videos')
        .innerJoin('follows', 'follows.followed_id', 'videos.account_id')
        .select('videos.id')
        .where('videos.id', '=', id)
        .where('videos.visibility', '=', 'followers')
        .where('videos.published_at', 'is not', null)
        .where('follows.account_id', '=', accountId)
        .where('follows.accepted_at', 'is not', null)
        .executeTakeFirst()
      return found !== undefined
    },

    async stateOf(id: string): Promise<VideoState | null> {
      return (await authorAndState(db, { id }))[0]?.state ?? null
    },

    async ownById(id: string): Promise<OwnRow | null> {
      return (await ownWithId(db, { id }))[0] ?? null
    },

    async ownPage(
      accountId: string,
      { before, part }: { before: string | null; part?: Part | undefined },
      limit: number,
    ): Promise<OwnRow[]> {
      let query = ownRows(db).where('videos.account_id', '=', accountId)
      if (part === 'drafts') query = query.where('videos.posted_at', 'is', null)
      if (part === 'scheduled') query = query.where('videos.publish_at', 'is not', null)
      if (part === 'posted')
        query = query.where('videos.posted_at', 'is not', null).where('videos.publish_at', 'is', null)
      if (before) query = query.where('videos.id', '<', before)
      return query.orderBy('videos.id', 'desc').limit(limit).execute()
    },

    /** A clip at its address: public or unlisted, and published. */
    async openById(id: string): Promise<PublicVideo | null> {
      return (await openWithId(db, { id }))[0] ?? null
    },

    async publicPage(filter: { handle?: string; after: After | null }, limit: number): Promise<PublicVideo[]> {
      let query = listed(db)
      if (filter.handle !== undefined) query = query.where('accounts.handle', '=', filter.handle)
      const { after } = filter
      if (after) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('videos.published_at', 'videos.id'), '<', tuple(after.at, after.id)),
        )
      }
      return query.orderBy('videos.published_at', 'desc').orderBy('videos.id', 'desc').limit(limit).execute()
    },

    /** Public clips by their ids, in the order asked for; what is not there for everybody is left out. */
    async listedByIds(ids: readonly string[]): Promise<PublicVideo[]> {
      if (ids.length === 0) return []
      const found = new Map((await listedWithIds(db, { ids })).map(row => [row.id, row]))
      return ids.flatMap(id => found.get(id) ?? [])
    },

    async candidates(newest: number, loved: number): Promise<PublicVideo[]> {
      const [fresh, best] = await Promise.all([newestOf(db, { most: newest }), lovedOf(db, { most: loved })])
      const both = new Map([...fresh, ...best].map(row => [row.id, row]))
      return [...both.values()]
    },

    /** A file as anyone may fetch it: it belongs to a published clip that is public or unlisted. */
    async openFile(hash: string): Promise<StoredFile | null> {
      const file = await db
        .selectFrom('video_files')
        .innerJoin('videos', 'videos.id', 'video_files.video_id')
        .select(['media_type as mediaType', 'video_files.bytes as bytes', 'second_ends as secondEnds'])
        .where('hash', '=', hash)
        .where('videos.published_at', 'is not', null)
        .where('videos.visibility', 'in', ['public', 'unlisted'])
        .limit(1)
        .executeTakeFirst()
      return file ?? null
    },

    async ownFile(videoId: string, hash: string): Promise<StoredFile | null> {
      const file = await db
        .selectFrom('video_files')
        .select(['media_type as mediaType', 'bytes', 'second_ends as secondEnds'])
        .where('video_id', '=', videoId)
        .where('hash', '=', hash)
        .limit(1)
        .executeTakeFirst()
      return file ?? null
    },

    /** Uploads that were begun before a moment, and have not ended. */
    async unfinished(begunBefore: Date): Promise<string[]> {
      const query = db.selectFrom('videos').select('id').where('state', '=', 'uploading')
      return (await query.where('created_at', '<', begunBefore).execute()).map(({ id }) => id)
    },

    /** Drafts that were sent whole and not changed since a moment. */
    async oldDrafts(unchangedSince: Date): Promise<string[]> {
      const rows = await db
        .selectFrom('videos')
        .select('id')
        .where('posted_at', 'is', null)
        .where('state', 'in', ['ready', 'refused'])
        .where('uploaded_at', '<', unchangedSince)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('drafts')
                .select('video_id')
                .whereRef('drafts.video_id', '=', 'videos.id')
                .where('changed_at', '>=', unchangedSince),
            ),
          ),
        )
        .execute()
      return rows.map(({ id }) => id)
    },

    /** Clips that were given up for a fault of ours: not checked, or without all their renditions. */
    async deadEnds(): Promise<{ id: string; handle: string; code: string }[]> {
      return db
        .selectFrom('videos')
        .innerJoin('accounts', 'accounts.id', 'videos.account_id')
        .select(['videos.id', 'accounts.handle', sql<string>`coalesce(ladder_fault, refusal ->> 'code')`.as('code')])
        .where(({ or, eb }) =>
          or([eb('ladder_fault', 'is not', null), eb(sql`refusal ->> 'code'`, '=', 'video.not-processed')]),
        )
        .orderBy('videos.id')
        .execute()
    },

    async countByState(): Promise<{ state: string; n: number }[]> {
      const { countAll } = db.fn
      const rows = await db
        .selectFrom('videos')
        .select(['state', countAll<number>().as('n')])
        .groupBy('state')
        .execute()
      return rows.map(({ state, n }) => ({ state, n: Number(n) }))
    },

    async generatedIds(): Promise<string[]> {
      return (await db.selectFrom('videos').select('id').where('generated', '=', true).execute()).map(({ id }) => id)
    },
  }
}
