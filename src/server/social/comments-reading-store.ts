import type { PersonRow } from '../accounts/index.ts'
import { type Database, sql } from '../adapters/db/index.ts'

export interface CommentRow extends PersonRow {
  id: string
  /** Whether the clip's own author wrote it. */
  by_author: boolean
  text: string
  created_at: Date
  edited_at: Date | null
  held: boolean
  pinned: boolean
  replies: number
}

export function commentsReadingStore(db: Database) {
  const all = () =>
    db
      .selectFrom('comments')
      .innerJoin('accounts', 'accounts.id', 'comments.account_id')
      .innerJoin('videos', 'videos.id', 'comments.video_id')
      .select([
        'comments.id',
        'accounts.handle',
        'accounts.name',
        'accounts.avatar_hash',
        sql<boolean>`comments.account_id = videos.account_id`.as('by_author'),
        'comments.text',
        'comments.created_at',
        'comments.edited_at',
        'comments.held',
        sql<boolean>`videos.pinned_comment_id is not distinct from comments.id`.as('pinned'),
        'comments.replies',
      ])
  const shown = () => all().where('comments.held', '=', false).where('comments.withheld', '=', false)
  return {
    async commentById(id: string): Promise<CommentRow | null> {
      return (await all().where('comments.id', '=', id).executeTakeFirst()) ?? null
    },

    /** The comment that the author put first, or null. */
    async pinnedOf(videoId: string): Promise<CommentRow | null> {
      const row = await shown()
        .where('videos.id', '=', videoId)
        .whereRef('comments.id', '=', 'videos.pinned_comment_id')
        .executeTakeFirst()
      return row ?? null
    },

    /** Comments of a clip, newest first, behind one; the pinned one stands elsewhere. */
    async commentsOf(videoId: string, before: string | null, limit: number): Promise<CommentRow[]> {
      let query = shown()
        .where('comments.video_id', '=', videoId)
        .where('comments.parent_id', 'is', null)
        .where(sql<boolean>`comments.id is distinct from videos.pinned_comment_id`)
      if (before !== null) query = query.where('comments.id', '<', before)
      return query.orderBy('comments.id', 'desc').limit(limit).execute()
    },

    /** Replies to a comment of a clip, oldest first, behind one. */
    async repliesTo(videoId: string, parentId: string, after: string | null, limit: number): Promise<CommentRow[]> {
      let query = shown().where('comments.video_id', '=', videoId).where('comments.parent_id', '=', parentId)
      if (after !== null) query = query.where('comments.id', '>', after)
      return query.orderBy('comments.id').limit(limit).execute()
    },

    /** Comments that wait for the clip's author, oldest first, behind one. */
    async heldOf(videoId: string, after: string | null, limit: number): Promise<CommentRow[]> {
      let query = all()
        .where('comments.video_id', '=', videoId)
        .where('comments.held', '=', true)
        .where('comments.withheld', '=', false)
      if (after !== null) query = query.where('comments.id', '>', after)
      return query.orderBy('comments.id').limit(limit).execute()
    },

    /** The author of a clip that anyone may see, or null. */
    async authorOfOpen(videoId: string): Promise<string | null> {
      const row = await db
        .selectFrom('videos')
        .select('account_id')
        .where('id', '=', videoId)
        .where('published_at', 'is not', null)
        .where('visibility', 'in', ['public', 'unlisted'])
        .executeTakeFirst()
      return row?.account_id ?? null
    },
  }
}
