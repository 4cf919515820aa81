import type { Commenters } from '../../core/social/comments.ts'
import type { VideoState } from '../../core/videos/state.ts'
import type { Visibility } from '../../core/videos/visibility.ts'
import {
  type Database,
  type ExpressionBuilder,
  type FileRole,
  jsonArrayFrom,
  type Schema,
  sql,
} from '../adapters/db/index.ts'

export interface FileRow {
  video_id: string
  role: FileRole
  hash: string
  media_type: string
  bytes: number
  width: number | null
  height: number | null
  bits_per_second: number | null
  language: string
}
/** A file that the check has made. `second_ends`: of a rendition, the byte at which each of its seconds ends. */
export type CheckedFile = Omit<FileRow, 'video_id'> & { second_ends: number[] | null }

export interface VideoRow {
  id: string
  account_id: string
  handle: string
  name: string
  state: VideoState
  visibility: Visibility
  caption: string
  tags: string[]
  language: string
  file_name: string
  bytes: number
  generated: boolean
  refusal: { code: string; params: Record<string, string | number> } | null
  progress: number
  duration_ms: number | null
  width: number | null
  height: number | null
  thumbhash: string | null
  storyboard_frames: number | null
  storyboard_every_ms: number | null
  created_at: Date
  posted_at: Date | null
  published_at: Date | null
  finished_at: Date | null
  ladder_fault: string | null
  cover_ms: number | null
  alt: string
  ai_made: boolean
  paid: boolean
  ends_at: Date | null
  likes: number
  comments: number
  comments_from: Commenters
}

/** A clip with its files, ready to be shown to its author or, once published, to anyone. */
export type PublicVideo = VideoRow & { files: FileRow[] }

/** What the check found out about a clip. */
export interface VideoFacts {
  durationMs: number
  width: number
  height: number
  thumbhash: string
  storyboardFrames: number
  storyboardEveryMs: number
}

/** A place in a list that is ordered newest first. */
export interface After {
  at: Date
  id: string
}

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

export function readingStore(db: Database) {
  const rows = (on: Database = db) =>
    on
      .selectFrom('videos')
      .innerJoin('accounts', 'accounts.id', 'videos.account_id')
      .select(eb => [
        'videos.id',
        'videos.account_id',
        'accounts.handle',
        'accounts.name',
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
        'videos.ends_at',
        'videos.likes',
        'videos.comments',
        'videos.comments_from',
        filesOf(eb).as('files'),
      ])
  const published = () => rows().where('videos.published_at', 'is not', null)
  const listed = () => published().where('videos.visibility', '=', 'public')

  return {
    /** Account of the author, or null where there is no such video. */
    async ownerOf(id: string): Promise<string | null> {
      return (
        (await db.selectFrom('videos').select('account_id').where('id', '=', id).executeTakeFirst())?.account_id ?? null
      )
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

    /**
     * Clips of everybody the account follows, newest first; with a handle, those of one account that are for its followers alone.
     * Each author's newest are taken from the index, then the newest of all: the cost grows with follows and not with clips.
     */
    async followedPage(
      accountId: string,
      { handle, after }: { handle?: string | undefined; after: After | null },
      limit: number,
    ): Promise<PublicVideo[]> {
      const shown = handle === undefined ? ['public', 'followers'] : ['followers']
      const { rows: found } = await sql<{ id: string }>`
        select clip.id from follows
        join accounts author on author.id = follows.followed_id
        cross join lateral (
          select videos.id, videos.published_at from videos
          where videos.account_id = follows.followed_id and videos.published_at is not null
            and videos.visibility = any(${shown}::text[])
            ${after ? sql`and (videos.published_at, videos.id) < (${after.at}, ${after.id}::uuid)` : sql``}
          order by videos.published_at desc, videos.id desc limit ${limit}
        ) clip
        where follows.account_id = ${accountId} and follows.accepted_at is not null
          ${handle === undefined ? sql`` : sql`and author.handle = ${handle}`}
        order by clip.published_at desc, clip.id desc limit ${limit}`.execute(db)
      if (found.length === 0) return []
      const ids = found.map(({ id }) => id)
      const page = await rows().where('videos.id', '=', anyOf(ids)).execute()
      return page.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    },

    async stateOf(id: string): Promise<VideoState | null> {
      return (await db.selectFrom('videos').select('state').where('id', '=', id).executeTakeFirst())?.state ?? null
    },

    async ownById(id: string): Promise<PublicVideo | null> {
      return (await rows().where('videos.id', '=', id).executeTakeFirst()) ?? null
    },

    async ownPage(accountId: string, before: string | null, limit: number): Promise<PublicVideo[]> {
      let query = rows().where('videos.account_id', '=', accountId)
      if (before) query = query.where('videos.id', '<', before)
      return query.orderBy('videos.id', 'desc').limit(limit).execute()
    },

    /** A clip at its address: public or unlisted, and published. */
    async openById(id: string): Promise<PublicVideo | null> {
      return (
        (await published()
          .where('videos.visibility', 'in', ['public', 'unlisted'])
          .where('videos.id', '=', id)
          .executeTakeFirst()) ?? null
      )
    },

    async publicPage(filter: { handle?: string; after: After | null }, limit: number): Promise<PublicVideo[]> {
      let query = listed()
      if (filter.handle !== undefined) query = query.where('accounts.handle', '=', filter.handle)
      const { after } = filter
      if (after) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('videos.published_at', 'videos.id'), '<', tuple(after.at, after.id)),
        )
      }
      return query.orderBy('videos.published_at', 'desc').orderBy('videos.id', 'desc').limit(limit).execute()
    },

    async candidates(newest: number, loved: number): Promise<PublicVideo[]> {
      const [fresh, best] = await Promise.all([
        listed().orderBy('videos.published_at', 'desc').orderBy('videos.id', 'desc').limit(newest).execute(),
        listed().orderBy('videos.likes', 'desc').orderBy('videos.published_at', 'desc').limit(loved).execute(),
      ])
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

    /** Uploads that stopped before `unfinished`, and finished drafts never posted before `drafts`. */
    async abandoned(unfinished: Date, drafts: Date): Promise<{ id: string; state: VideoState }[]> {
      return db
        .selectFrom('videos')
        .select(['id', 'state'])
        .where(({ or, and, eb }) =>
          or([
            and([eb('state', '=', 'uploading'), eb('created_at', '<', unfinished)]),
            and([eb('posted_at', 'is', null), eb('state', 'in', ['ready', 'refused']), eb('uploaded_at', '<', drafts)]),
          ]),
        )
        .execute()
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
