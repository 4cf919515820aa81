import type { ArchivePart } from '../../core/archive/parts.ts'
import { type Database, type RawBuilder, sql } from '../adapters/db/index.ts'

/** Rows as they stand in the archive, but for two things: `author` is whose clip `video` is, and `hash` which object a file is. */
export type Row = Record<string, unknown>
type ListPart = Exclude<ArchivePart, 'account'>

export interface AccountRow {
  account: Row
  picture: Buffer | null
}

/** Everything of one account, as it was at one moment. */
export interface Contents {
  account(): Promise<AccountRow>
  /** Rows of a part, some at a time. One part after another. */
  rows(part: ListPart): AsyncIterable<Row[]>
}

export type ContentsStore = ReturnType<typeof contentsStore>

const atOnce = 500

export function contentsStore(db: Database) {
  return {
    /** Reads in one snapshot, which ends when `take` does. */
    async read<T>(accountId: string, take: (contents: Contents) => Promise<T>): Promise<T> {
      return db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(on =>
          take({
            account: () => accountOf(on, accountId),
            async *rows(part) {
              await sql`declare archived no scroll cursor for ${queries[part](accountId)}`.execute(on)
              for (;;) {
                const { rows } = await sql<Row>`fetch ${sql.lit(atOnce)} from archived`.execute(on)
                if (rows.length > 0) yield rows
                if (rows.length < atOnce) break
              }
              await sql`close archived`.execute(on)
            },
          }),
        )
    },

    /** About how many bytes an archive will have: its files, and room for words. */
    async sizeOf(accountId: string): Promise<number> {
      const { rows } = await sql<{ bytes: number }>`
        select coalesce(sum(video_files.bytes), 0)::bigint as bytes from videos join video_files on video_files.video_id = videos.id
        where videos.account_id = ${accountId} and role <> 'replaced'`.execute(db)
      return rows[0]!.bytes
    },

    /** Of these objects, those that a clip has. */
    async stillUsed(hashes: readonly string[]): Promise<Set<string>> {
      const { rows } = await sql<{ hash: string }>`
        select distinct hash from used_objects where hash = any(${hashes}::text[])`.execute(db)
      return new Set(rows.map(({ hash }) => hash))
    },
  }
}

async function accountOf(on: Database, id: string): Promise<AccountRow> {
  const { rows } = await sql<{ account: Row; picture: Buffer | null }>`
    select json_build_object(
      'id', accounts.id, 'handle', handle, 'name', name, 'createdAt', ${utc(sql`accounts.created_at`)}, 'bio', bio, 'links', links,
      'isBusiness', is_business, 'contact', contact, 'products', products, 'generated', generated, 'isYoung', is_young,
      'movedTo', moved_to, 'movedAt', ${utc(sql`moved_at`)}, 'movedFrom', moved_from,
      'settings', json_build_object(
        'isClosed', is_closed, 'isIndexed', is_indexed, 'showsTies', shows_ties, 'showsLikes', shows_likes, 'blockedWords', blocked_words,
        'holdsNewcomers', holds_newcomers, 'limitedSince', ${utc(sql`limited_since`)}, 'limitedUntil', ${utc(sql`limited_until`)},
        'unwantedNotices', coalesce((select unwanted from notice_choices where account_id = accounts.id), '{}'), 'quotaBytes', quota_bytes),
      'standing', json_build_object(
        'suspendedAt', ${utc(sql`suspended_at`)}, 'restrictedUntil', ${utc(sql`restricted_until`)},
        'role', (select json_build_object('name', role, 'since', ${utc(sql`since`)}) from roles where account_id = accounts.id),
        'joining', (select json_build_object('words', words, 'askedAt', ${utc(sql`asked_at`)}, 'refusedAt', ${utc(sql`refused_at`)},
          'refusedWhy', refused_why) from newcomers where account_id = accounts.id)),
      'recoveryCodes', (select coalesce(json_agg(json_build_object('usedAt', ${utc(sql`used_at`)}) order by used_at), '[]')
        from recovery_codes where account_id = accounts.id)) as account,
      (select avatars.picture from avatars where account_id = accounts.id) as picture
    from accounts where id = ${id}`.execute(on)
  return rows[0]!
}

/** A moment as the wire has it. */
const utc = (moment: RawBuilder<unknown>) => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const clip = sql`join videos on videos.id = one.video_id join accounts author on author.id = videos.account_id`
const toClip = (table: 'likes' | 'reposts') => (id: string) =>
  sql`
  select one.video_id as video, author.handle as author, one.created_at as at from ${sql.table(table)} one ${clip}
  where one.account_id = ${id} order by one.created_at, one.video_id`
const toPerson = (table: 'blocks' | 'mutes') => (id: string) =>
  sql`
  select other.handle, one.created_at as at from ${sql.table(table)} one join accounts other on other.id = one.other_id
  where one.account_id = ${id} order by one.created_at, one.other_id`
const comments = (which: RawBuilder<unknown>) => sql`
  select one.id, one.video_id as video, author.handle as author, writer.handle as by, one.parent_id as parent, one.text, one.created_at as at,
    one.edited_at as "editedAt", one.replies, one.held as "isHeld", one.withheld as "isWithheld", one.measure
  from comments one join accounts writer on writer.id = one.account_id ${clip} where ${which} order by one.created_at, one.id`

const queries: Readonly<Record<ListPart, (accountId: string) => RawBuilder<unknown>>> = {
  videos: id => sql`
    select videos.id, accounts.handle as author, videos.id as video, state, coalesce(chosen_visibility, visibility) as visibility, measure, caption, tags, language,
      alt, ai_made as "aiMade", paid, sensitive as "isSensitive", comments_from as "commentsFrom", comments_held as "commentsHeld", downloads,
      hides_counts as "hidesCounts", pinned_comment_id as "pinnedComment", sound_id as sound, sound_reuse as "soundReuse", videos.generated,
      file_name as "fileName", bytes, refusal, progress, ladder_fault as fault, videos.created_at as "createdAt", uploaded_at as "uploadedAt",
      posted_at as "postedAt", publish_at as "publishAt", published_at as "publishedAt", first_shown_at as "firstShownAt",
      withheld_at as "withheldAt", finished_at as "finishedAt", ends_at as "endsAt", duration_ms as "durationMs", width, height, thumbhash,
      cover_ms as "coverMs", storyboard_frames as "storyboardFrames", storyboard_every_ms as "storyboardEveryMs", likes, comments, saves, reposts,
      (select json_build_object('words', words, 'changedAt', ${utc(sql`changed_at`)}) from drafts where video_id = videos.id) as draft,
      (select coalesce(json_agg(json_build_object('role', role, 'hash', hash, 'mediaType', media_type, 'bytes', bytes, 'width', width,
        'height', height, 'bitsPerSecond', bits_per_second, 'language', language) order by role, width, language, hash), '[]')
        from video_files where video_id = videos.id and role <> 'replaced') as files
    from videos join accounts on accounts.id = videos.account_id where account_id = ${id} order by videos.created_at, videos.id`,
  comments: id => comments(sql`one.account_id = ${id}`),
  // What its author is shown: nothing that a decision has taken away.
  received: id =>
    comments(sql`videos.account_id = ${id} and one.account_id <> ${id} and not one.withheld and one.measure is null`),
  likes: toClip('likes'),
  reposts: toClip('reposts'),
  collections: id => sql`
    select id, name, created_at as "createdAt" from collections where account_id = ${id} order by created_at, id`,
  saves: id => sql`
    select one.video_id as video, author.handle as author, one.collection_id as collection, one.created_at as at from saves one ${clip}
    where one.account_id = ${id} order by one.created_at, one.video_id`,
  following: id => sql`
    select other.handle, one.created_at as at, one.accepted_at as "acceptedAt" from follows one join accounts other on other.id = one.followed_id
    where one.account_id = ${id} order by one.created_at, one.followed_id`,
  followers: id => sql`
    select other.handle, one.created_at as at, one.accepted_at as "acceptedAt" from follows one join accounts other on other.id = one.account_id
    where one.followed_id = ${id} order by one.created_at, one.account_id`,
  blocks: toPerson('blocks'),
  mutes: toPerson('mutes'),
  muted: id =>
    sql`select kind, what, created_at as at from muted where account_id = ${id} order by created_at, kind, what`,
  tags: id => sql`select tag, created_at as at from followed_tags where account_id = ${id} order by created_at, tag`,
  mentions: id => sql`
    select one.video_id as video, author.handle as author, one.comment_id as comment, one.created_at as at from mentions one ${clip}
    left join comments said on said.id = one.comment_id
    where one.account_id = ${id} and said.measure is null and said.withheld is not true and said.held is not true
    order by one.created_at, one.video_id, one.comment_id`,
  notices: id => sql`
    select id, kind, subject_id as subject, video_id as video, words, nullif(since, '-infinity') as since, at,
      nullif(seen_until, '-infinity') as "seenUntil" from notices where account_id = ${id} order by at, id`,
  decisions: id => sql`
    select decisions.id, cases.id as case, kind, subject_id as subject, found_by as "foundBy", is_grave as "isGrave", state,
      opened_at as "openedAt", due_at as "dueAt", closed_at as "closedAt", at, measure, decisions.until,
      json_build_object('code', code, 'title', json_build_object('en', title_en, 'fr', title_fr),
        'text', json_build_object('en', text_en, 'fr', text_fr)) as rule, reason, appeal_id as answers
    from decisions join cases on cases.id = decisions.case_id join rules on rules.id = decisions.rule_id
    where cases.account_id = ${id} and (decisions.measure <> 'dismiss' or exists (
      select from decisions hidden where hidden.case_id = cases.id and hidden.measure = 'hide'))
    order by at, decisions.id`,
  appeals: id => sql`
    select id, decision_id as decision, words, created_at as at, due_at as "dueAt", decided_at as "decidedAt", outcome, reason
    from appeals where account_id = ${id} order by created_at, id`,
  reports: id => sql`
    select reports.id, kind, subject_id as subject, category, words, reports.created_at as at, state
    from reports join cases on cases.id = reports.case_id where reports.account_id = ${id} order by reports.created_at, reports.id`,
  requests: id => sql`
    select id, about, subject_id as subject, wish, words, created_at as at, due_at as "dueAt", state, changed_at as "changedAt", outcome, reason,
      appeal_of as "appealOf"
    from requests where account_id = ${id} order by created_at, id`,
  sessions: id => sql`
    select id, label, created_at as "createdAt", last_used_at as "lastUsedAt", verified_at as "verifiedAt"
    from sessions where account_id = ${id} order by created_at, id`,
  passkeys: id => sql`
    select id, name, transports, created_at as "createdAt", last_used_at as "lastUsedAt"
    from passkeys where account_id = ${id} order by created_at, id`,
  tokens: id => sql`
    select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from tokens where account_id = ${id} order by created_at, id`,
}
