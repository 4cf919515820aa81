import { mentionsIn } from '../../core/social/mentions.ts'
import { type Database, sql } from '../adapters/db/index.ts'

/**
 * Whom the words of a clip or a comment name, in place of whom they named before. Nobody is named to themselves, or by whom they
 * have blocked, or by whom they take no mention now, or who is under 16 by somebody not tied to them; who was named already stays so
 * from then.
 */
export async function setMentions(
  on: Database,
  words: { videoId: string; commentId: string | null; accountId: string; text: string; at: Date },
): Promise<void> {
  const { videoId, commentId, accountId, at } = words
  const handles = mentionsIn(words.text)
  await sql`
    delete from mentions using accounts where mentions.video_id = ${videoId} and accounts.id = mentions.account_id
      and mentions.comment_id is not distinct from ${commentId}::uuid and not accounts.handle = any(${handles}::text[])`.execute(
    on,
  )
  if (handles.length === 0) return
  // Whoever limits their account or blocks somebody at this moment does so before or after.
  await on.selectFrom('accounts').select('id').where('handle', 'in', handles).orderBy('id').forKeyShare().execute()
  await sql`
    insert into mentions (account_id, video_id, comment_id, created_at)
    select accounts.id, ${videoId}, ${commentId}, ${at} from accounts
    where accounts.handle = any(${handles}::text[]) and accounts.id <> ${accountId} and accounts.suspended_at is null
      and not exists (select from blocks where blocks.account_id = accounts.id and blocks.other_id = ${accountId})
      and not is_stranger_to(accounts.id, ${accountId})
      and not (limited_until is not null and limited_until > ${at} and not exists (select from follows
        where follows.account_id = ${accountId} and followed_id = accounts.id and accepted_at <= limited_since))
    on conflict do nothing`.execute(on)
}
