import type { Comment } from '../../core/wire/social.ts'
import { presentPerson } from '../accounts/index.ts'
import type { CommentRow } from './comments-reading-store.ts'
import type { SocialStore } from './store.ts'

interface CommentPage {
  items: Comment[]
  next: string | null
}

export const presentComment = (row: CommentRow): Comment => ({
  id: row.id,
  author: presentPerson(row),
  isByAuthor: row.by_author,
  text: row.text,
  createdAt: row.created_at.toISOString(),
  isEdited: row.edited_at !== null,
  isPinned: row.pinned,
  isHeld: row.held,
  replies: row.replies,
})

/** One row more than asked for was read: it says whether there is a next page. */
export const commentPage = (rows: readonly CommentRow[], limit: number): CommentPage => ({
  items: rows.slice(0, limit).map(presentComment),
  next: rows.length > limit ? rows[limit - 1]!.id : null,
})

/** Comments on a clip, newest first, behind one; the pinned one comes with the first page, before all others. */
export async function readComments(
  store: Pick<SocialStore, 'pinnedOf' | 'commentsOf'>,
  videoId: string,
  before: string | null,
  limit: number,
): Promise<CommentPage> {
  const pinned = before === null ? await store.pinnedOf(videoId) : null
  const { items, next } = commentPage(await store.commentsOf(videoId, before, limit + 1), limit)
  return { items: pinned ? [presentComment(pinned), ...items] : items, next }
}
