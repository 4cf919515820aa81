import type { Commenters } from '../../core/social/comments.ts'
import { type Database, sql } from '../adapters/db/index.ts'

export interface CommentRow {
  id: string
  handle: string
  name: string
  /** Whether the clip's own author wrote it. */
  by_author: boolean
  text: string
  created_at: Date
  replies: number
}

export interface CommentToAdd {
  id: string
  videoId: string
  accountId: string
  replyTo: string | null
  text: string
  at: Date
}

/** What people say below clips. Counts follow the rows by a trigger. */
export function commentsStore(db: Database) {
  const rows = () =>
    db
      .selectFrom('comments')
      .innerJoin('accounts', 'accounts.id', 'comments.account_id')
      .innerJoin('videos', 'videos.id', 'comments.video_id')
      .select([
        'comments.id',
        'accounts.handle',
        'accounts.name',
        sql<boolean>`comments.account_id = videos.account_id`.as('by_author'),
        'comments.text',
        'comments.created_at',
        'comments.replies',
      ])
  return {
    /**
     * Adds a comment where the clip is shown to the account and its author lets it comment. `missing`: there is no such clip, or
     * nothing to reply to, for this account.
     */
    async addComment(comment: CommentToAdd): Promise<'added' | 'missing' | Exclude<Commenters, 'everyone'>> {
      return db.transaction().execute(async on => {
        const video = await on
          .selectFrom('videos')
          .select(['account_id', 'visibility', 'comments_from'])
          .where('id', '=', comment.videoId)
          .where('published_at', 'is not', null)
          // Whoever deletes or hides the clip at this moment comes before or after.
          .forUpdate()
          .executeTakeFirst()
        if (!video) return 'missing'
        const isAuthor = video.account_id === comment.accountId
        const follows = await on
          .selectFrom('follows')
          .select('account_id')
          .where('account_id', '=', comment.accountId)
          .where('followed_id', '=', video.account_id)
          .where('accepted_at', 'is not', null)
          .executeTakeFirst()
        if (!isAuthor) {
          if (video.visibility === 'private' || (video.visibility === 'followers' && !follows)) return 'missing'
          if (video.comments_from === 'nobody') return 'nobody'
          if (video.comments_from === 'followers' && !follows) return 'followers'
        }
        if (comment.replyTo !== null) {
          const parent = await on
            .selectFrom('comments')
            .select('id')
            .where('id', '=', comment.replyTo)
            .where('video_id', '=', comment.videoId)
            .where('parent_id', 'is', null)
            .forUpdate()
            .executeTakeFirst()
          if (!parent) return 'missing'
        }
        await on
          .insertInto('comments')
          .values({
            id: comment.id,
            video_id: comment.videoId,
            account_id: comment.accountId,
            parent_id: comment.replyTo,
            text: comment.text,
            created_at: comment.at,
          })
          .execute()
        return 'added'
      })
    },

    /** Deletes a comment with its replies: by who wrote it, or by the author of the clip. False where there is none for them. */
    async removeComment(id: string, accountId: string): Promise<boolean> {
      return db.transaction().execute(async on => {
        // The clip first, as whoever comments does: two who take the same rows in another order would wait for each other.
        await sql`
          select videos.id from videos join comments on comments.video_id = videos.id
          where comments.id = ${id} for update of videos`.execute(on)
        const removed = await sql`
          delete from comments using videos where comments.id = ${id} and videos.id = comments.video_id
            and ${accountId} in (comments.account_id, videos.account_id)`.execute(on)
        return (removed.numAffectedRows ?? 0n) > 0n
      })
    },

    async commentById(id: string): Promise<CommentRow | null> {
      return (await rows().where('comments.id', '=', id).executeTakeFirst()) ?? null
    },

    /** Comments of a clip, newest first, behind one. */
    async commentsOf(videoId: string, before: string | null, limit: number): Promise<CommentRow[]> {
      let query = rows().where('comments.video_id', '=', videoId).where('comments.parent_id', 'is', null)
      if (before !== null) query = query.where('comments.id', '<', before)
      return query.orderBy('comments.id', 'desc').limit(limit).execute()
    },

    /** Replies to a comment of a clip, oldest first, behind one. */
    async repliesTo(videoId: string, parentId: string, after: string | null, limit: number): Promise<CommentRow[]> {
      let query = rows().where('comments.video_id', '=', videoId).where('comments.parent_id', '=', parentId)
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
