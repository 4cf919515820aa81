import { accountLimits } from '../../core/accounts/limits.ts'
import { holdsLink } from '../../core/social/addresses.ts'
import type { Commenters } from '../../core/social/commenters.ts'
import { mentionsIn } from '../../core/social/mentions.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import { type Keys, openOne, type Self, wordsIn } from '../keys/index.ts'
import { setMentions } from '../videos/index.ts'
import { type Wall, wallBetween } from './blocks-store.ts'
import { isLimited, limitedAmong } from './protection-store.ts'

export interface CommentToAdd {
  id: string
  videoId: string
  accountId: string
  replyTo: string | null
  text: string
  at: Date
}

/** Somebody whom the words name takes no mention from who writes them. */
export interface Unnamable {
  unnamable: string
}
export type AddedComment =
  | 'added'
  | 'held'
  | 'missing'
  | 'suspended'
  | 'limited'
  | Wall
  | Exclude<Commenters, 'everyone'>
  | Unnamable

/** A transaction, and who knows whether words that an author has blocked are in a text. */
interface Within {
  on: Database
  keys: Pick<Keys, 'holdsAny'>
}

/** What people say below clips. Counts follow the rows by a trigger; what is held or withheld is not counted. */
export function commentsStore(db: Database, keys: Keys) {
  /** The clip of a comment, locked before the comment, as whoever comments does: two in another order would wait for each other. */
  const holdClipOf = (on: Database, id: string) =>
    on
      .selectFrom('videos')
      .innerJoin('comments', 'comments.video_id', 'videos.id')
      .select([
        'videos.id',
        'videos.account_id as authorId',
        'videos.comments_held',
        'comments.account_id as writerId',
        'comments.created_at',
      ])
      .where('comments.id', '=', id)
      .forUpdate('videos')
      .executeTakeFirst()
  return {
    /**
     * Adds a comment where the clip is shown to the account and its author lets it comment. `held`: nobody but the two sees it until
     * the author has approved it. `missing`: there is no such clip, or nothing to reply to, for this account.
     */
    addComment: (comment: CommentToAdd): Promise<AddedComment> =>
      db.transaction().execute(on => addCommentIn({ on, keys }, comment)),

    /** Changes the words of one’s own comment, for as long as that is allowed. They may come to be held; what was held stays so. */
    async editComment(
      id: string,
      accountId: string,
      text: string,
      at: Date,
      withinMs: number,
    ): Promise<'edited' | 'missing' | 'late' | 'limited' | Unnamable> {
      return db.transaction().execute(async on => {
        const clip = await holdClipOf(on, id)
        if (clip?.writerId !== accountId) return 'missing'
        if (at.getTime() - clip.created_at.getTime() > withinMs) return 'late'
        await wallBetween(on, accountId, clip.authorId)
        if (await isLimited(on, accountId, clip.authorId, at)) return 'limited'
        const unnamable = await limitedAmong(on, accountId, mentionsIn(text), at)
        if (unnamable !== null) return { unnamable }
        const holds = await isHeldBack({ on, keys }, clip, accountId, { text, at })
        const row = await on
          .updateTable('comments')
          .set({ text, edited_at: at, held: sql<boolean>`held or ${holds}` })
          .where('id', '=', id)
          .returning(['held'])
          .executeTakeFirst()
        if (!row) return 'missing'
        await setMentions(on, { videoId: clip.id, commentId: id, accountId, text: row.held ? '' : text, at })
        return 'edited'
      })
    },

    /** Lets everybody see a comment that was held. False where none waits for this author. */
    async approveComment(id: string, authorId: string, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const clip = await holdClipOf(on, id)
        if (clip?.authorId !== authorId) return false
        const row = await on
          .updateTable('comments')
          .set({ held: false })
          .where('id', '=', id)
          .where('held', '=', true)
          .returning(['text'])
          .executeTakeFirst()
        if (!row) return false
        await setMentions(on, { videoId: clip.id, commentId: id, accountId: clip.writerId, text: row.text, at })
        return true
      })
    },

    /** Puts one comment of the author's clip first, or none. False where it is no comment on this clip that everybody sees. */
    async pinComment(videoId: string, id: string | null): Promise<boolean> {
      return db.transaction().execute(async on => {
        await on.selectFrom('videos').select('id').where('id', '=', videoId).forUpdate().execute()
        if (id !== null) {
          const there = await on
            .selectFrom('comments')
            .select('id')
            .where('id', '=', id)
            .where('video_id', '=', videoId)
            .where('parent_id', 'is', null)
            .where('held', '=', false)
            .executeTakeFirst()
          if (!there) return false
        }
        await on.updateTable('videos').set({ pinned_comment_id: id }).where('id', '=', videoId).execute()
        return true
      })
    },

    /** Deletes a comment with its replies: by who wrote it, or by the author of the clip. False where there is none for them. */
    async removeComment(id: string, accountId: string): Promise<boolean> {
      return db.transaction().execute(async on => {
        const clip = await holdClipOf(on, id)
        if (!clip || (accountId !== clip.writerId && accountId !== clip.authorId)) return false
        const removed = await on.deleteFrom('comments').where('id', '=', id).executeTakeFirst()
        return removed.numDeletedRows > 0n
      })
    },

    async setBlockedWords(accountId: string, words: string[]): Promise<void> {
      const blocked_words =
        words.length === 0 ? '' : await keys.seal(accountId, 'accounts.blocked_words', JSON.stringify(words))
      await db.updateTable('accounts').set({ blocked_words }).where('id', '=', accountId).execute()
    },

    async blockedWordsOf(accountId: string, self: Self): Promise<string[]> {
      const row = await db.selectFrom('accounts').select('blocked_words').where('id', '=', accountId).executeTakeFirst()
      return row?.blocked_words ? wordsIn(await openOne(self, 'accounts.blocked_words', row.blocked_words)) : []
    },
  }
}

const isNewcomer = async (on: Database, accountId: string, at: Date): Promise<boolean> => {
  const since = new Date(at.getTime() - accountLimits.newcomerForMs)
  const found = on.selectFrom('accounts').select('id').where('id', '=', accountId).where('created_at', '>', since)
  return (await found.executeTakeFirst()) !== undefined
}

/** Why an account may not comment on a clip that is shown, or null. */
async function barrierTo(
  on: Database,
  video: { account_id: string; visibility: string; comments_from: Commenters },
  { accountId, at }: CommentToAdd,
): Promise<Exclude<AddedComment, 'added' | 'held'> | null> {
  // Whoever is being suspended at this moment is so before or after.
  const writer = await on
    .selectFrom('accounts')
    .select('suspended_at')
    .where('id', '=', accountId)
    .forShare()
    .executeTakeFirst()
  if (!writer || writer.suspended_at) return 'suspended'
  if (video.account_id === accountId) return null
  const wall = await wallBetween(on, accountId, video.account_id)
  if (wall) return wall
  if (await isLimited(on, accountId, video.account_id, at)) return 'limited'
  const follows = await on
    .selectFrom('follows')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('followed_id', '=', video.account_id)
    .where('accepted_at', 'is not', null)
    .executeTakeFirst()
  if (video.visibility === 'private' || (video.visibility === 'followers' && !follows)) return 'missing'
  if (video.comments_from === 'nobody') return 'nobody'
  if (video.comments_from === 'followers' && !follows) return 'followers'
  return null
}

/** In the transaction of whoever calls: for a comment that has to be signed first as well. */
export async function addCommentIn({ on, keys }: Within, comment: CommentToAdd): Promise<AddedComment> {
  const { accountId } = comment
  const video = await on
    .selectFrom('videos')
    .select(['account_id', 'visibility', 'comments_from', 'comments_held'])
    .where('id', '=', comment.videoId)
    .where('published_at', 'is not', null)
    // Whoever deletes or hides the clip at this moment comes before or after.
    .forUpdate()
    .executeTakeFirst()
  if (!video) return 'missing'
  const barred = await barrierTo(on, video, comment)
  if (barred) return barred
  if (comment.replyTo !== null) {
    const parent = await on
      .selectFrom('comments')
      .select('account_id')
      .where('id', '=', comment.replyTo)
      .where('video_id', '=', comment.videoId)
      .where('parent_id', 'is', null)
      .where('held', '=', false)
      .where('withheld', '=', false)
      .forUpdate()
      .executeTakeFirst()
    if (!parent) return 'missing'
    const wall = await wallBetween(on, accountId, parent.account_id)
    if (wall) return wall
    if (await isLimited(on, accountId, parent.account_id, comment.at)) return 'limited'
  }
  const unnamable = await limitedAmong(on, accountId, mentionsIn(comment.text), comment.at)
  if (unnamable !== null) return { unnamable }
  const clip = { authorId: video.account_id, comments_held: video.comments_held }
  const held = await isHeldBack({ on, keys }, clip, accountId, comment)
  await on
    .insertInto('comments')
    .values({
      id: comment.id,
      video_id: comment.videoId,
      account_id: accountId,
      parent_id: comment.replyTo,
      text: comment.text,
      created_at: comment.at,
      held,
    })
    .execute()
  if (!held) await setMentions(on, { ...comment, commentId: comment.id })
  return held ? 'held' : 'added'
}

/** Whether its author sees it first, and nobody else until then. */
async function isHeldBack(
  { on, keys }: Within,
  clip: { authorId: string; comments_held: boolean },
  writerId: string,
  { text, at }: { text: string; at: Date },
): Promise<boolean> {
  if (clip.authorId === writerId) return false
  if (clip.comments_held) return true
  const chosen = await on
    .selectFrom('accounts')
    .select(['blocked_words', 'holds_newcomers'])
    .where('id', '=', clip.authorId)
    .executeTakeFirstOrThrow()
  if (
    chosen.blocked_words !== '' &&
    (await keys.holdsAny(clip.authorId, 'accounts.blocked_words', chosen.blocked_words, text))
  )
    return true
  if (!chosen.holds_newcomers && !holdsLink(text)) return false
  return isNewcomer(on, writerId, at)
}
