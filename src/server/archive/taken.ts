import type { ArchivePart } from '../../core/archive/parts.ts'

const owner = 'whose it is: the account of the archive'
const derived = 'made from words and files that are in the archive'
const opens = 'opens the account, or would help to; compared here and read back by nobody'
const others = 'about other people, or about how staff work; what concerns the person is in decisions.json'
const passing = 'of a file on its way in; what became of it is in videos.json'

/** Where the columns of a table are found: a field of the same name in camel case, unless `as` names it otherwise. */
export interface Taken {
  part: ArchivePart
  as?: Readonly<Record<string, string>>
}

const at = { created_at: 'at' }

/** Which file of an archive each table of the register goes into. A test holds it against the register and the schemas. */
export const taken: Readonly<Record<string, Taken>> = {
  accounts: {
    part: 'account',
    as: {
      ...{ avatar_hash: 'picture', suspended_at: 'standing.suspendedAt', restricted_until: 'standing.restrictedUntil' },
      ...{ is_closed: 'settings.isClosed', is_indexed: 'settings.isIndexed', shows_ties: 'settings.showsTies' },
      ...{
        shows_likes: 'settings.showsLikes',
        blocked_words: 'settings.blockedWords',
        quota_bytes: 'settings.quotaBytes',
      },
      ...{ holds_newcomers: 'settings.holdsNewcomers', limited_since: 'settings.limitedSince' },
      limited_until: 'settings.limitedUntil',
    },
  },
  avatars: { part: 'account', as: { hash: 'picture' } },
  newcomers: {
    part: 'account',
    as: {
      ...{ words: 'standing.joining.words', asked_at: 'standing.joining.askedAt' },
      ...{ refused_at: 'standing.joining.refusedAt', refused_why: 'standing.joining.refusedWhy' },
    },
  },
  roles: { part: 'account', as: { role: 'standing.role.name', since: 'standing.role.since' } },
  notice_choices: { part: 'account', as: { unwanted: 'settings.unwantedNotices' } },
  recovery_codes: { part: 'account', as: { used_at: 'recoveryCodes.usedAt' } },
  videos: {
    part: 'videos',
    as: {
      ...{ chosen_visibility: 'visibility', sensitive: 'isSensitive', ladder_fault: 'fault', sound_id: 'sound' },
      pinned_comment_id: 'pinnedComment',
    },
  },
  video_files: {
    part: 'videos',
    as: {
      ...{ role: 'files.role', hash: 'files.sha256', media_type: 'files.mediaType', bytes: 'files.bytes' },
      ...{ width: 'files.width', height: 'files.height', bits_per_second: 'files.bitsPerSecond' },
      language: 'files.language',
    },
  },
  drafts: { part: 'videos', as: { words: 'draft.words', changed_at: 'draft.changedAt' } },
  comments: {
    part: 'comments',
    as: { ...at, video_id: 'video', account_id: 'by', parent_id: 'parent', held: 'isHeld', withheld: 'isWithheld' },
  },
  likes: { part: 'likes', as: { ...at, video_id: 'video' } },
  reposts: { part: 'reposts', as: { ...at, video_id: 'video' } },
  collections: { part: 'collections' },
  saves: { part: 'saves', as: { ...at, video_id: 'video', collection_id: 'collection' } },
  follows: { part: 'following', as: { ...at, followed_id: 'handle' } },
  blocks: { part: 'blocks', as: { ...at, other_id: 'handle' } },
  mutes: { part: 'mutes', as: { ...at, other_id: 'handle' } },
  muted: { part: 'muted', as: at },
  followed_tags: { part: 'tags', as: at },
  mentions: { part: 'mentions', as: { ...at, video_id: 'video', comment_id: 'comment' } },
  notices: { part: 'notices', as: { subject_id: 'subject', video_id: 'video' } },
  cases: { part: 'decisions', as: { id: 'case', subject_id: 'subject' } },
  decisions: { part: 'decisions', as: { case_id: 'case', rule_id: 'rule', appeal_id: 'answers' } },
  appeals: { part: 'appeals', as: { ...at, decision_id: 'decision' } },
  reports: { part: 'reports', as: at },
  requests: { part: 'requests', as: { ...at, subject_id: 'subject' } },
  sessions: { part: 'sessions' },
  passkeys: { part: 'passkeys' },
  tokens: { part: 'tokens' },
}

/** What is personal and not in an archive: a table or a column, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  departures: 'a wish about the account as a whole, which another shore has no use for',
  'accounts.skeleton': derived,
  'accounts.passphrase_hash': opens,
  'avatars.account_id': owner,
  'avatars.picture': 'the picture itself is media/picture.webp',
  'newcomers.account_id': owner,
  'roles.account_id': owner,
  'notice_choices.account_id': owner,
  'recovery_codes.account_id': owner,
  'recovery_codes.code_hash': opens,
  'sessions.account_id': owner,
  'sessions.token_hash': opens,
  'passkeys.account_id': owner,
  'passkeys.credential_id': opens,
  'passkeys.public_key': opens,
  'passkeys.counter': opens,
  'tokens.account_id': owner,
  'tokens.token_hash': opens,
  challenges: opens,
  'videos.account_id': owner,
  'videos.file_hash': 'of the file as it was sent; kept only to know it again where a decision has removed it',
  'videos.engine_deaths': 'a fault of the shore’s own programs, counted',
  'video_files.video_id': 'the clip that the file stands under',
  'video_files.second_ends': derived,
  'video_files.spoken': derived,
  'drafts.video_id': 'the clip that the draft stands under',
  video_prints: derived,
  institutions: 'the institution’s own; who acts for it is in the archive of none',
  stewards: 'a seat belongs to the institution, which lives at this shore; the page of what is held shows it',
  steward_passkeys: opens,
  proposals: 'acts of the institution, and not of the person',
  handovers: 'notices of the institution, and not of the person',
  glasses: 'acts of the institution, and not of the person',
  stations: 'devices of the institution, and not of the person',
  station_clips: 'devices of the institution, and not of the person',
  approvals: 'signatures over acts of the institution; the page of what is held shows them',
  record_salts: opens,
  digest_salts: opens,
  removed_files: others,
  removed_prints: others,
  resemblances: others,
  features: derived,
  slate_packs: derived,
  video_words: derived,
  video_tags: derived,
  account_words: derived,
  'likes.account_id': owner,
  'reposts.account_id': owner,
  'collections.account_id': owner,
  'saves.account_id': owner,
  'follows.account_id': owner,
  'blocks.account_id': owner,
  'mutes.account_id': owner,
  'muted.account_id': owner,
  'followed_tags.account_id': owner,
  'mentions.account_id': owner,
  'notices.account_id': owner,
  'cases.account_id': owner,
  'cases.taken_by': others,
  'cases.taken_at': others,
  'decisions.by_id': others,
  'appeals.account_id': owner,
  'appeals.decided_by': others,
  'reports.account_id': owner,
  'reports.case_id': others,
  'reports.code_hash': opens,
  'requests.account_id': owner,
  'requests.answered_by': others,
  staff_acts: 'the log of what staff did: it stays with the shore, and names others',
  archives: 'of the archive itself',
  arrivals: passing,
  arriving_items: passing,
  arrived: passing,
}
