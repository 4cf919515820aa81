import type { ColumnType, Generated } from 'kysely'
import type { WebLink } from '../../../core/accounts/profile.ts'
import type { Category } from '../../../core/moderation/categories.ts'
import type { Measure, SubjectKind } from '../../../core/moderation/measures.ts'
import type { RequestOutcome, RequestState, RequestWish } from '../../../core/moderation/requests.ts'
import type { NoticeKind } from '../../../core/notices/kinds.ts'
import type { Commenters } from '../../../core/social/commenters.ts'
import type { MutedKind } from '../../../core/social/muted.ts'
import type { StaffRole } from '../../../core/staff/roles.ts'
import type { FileRole, VideoState } from '../../../core/videos/state.ts'
import type { Visibility } from '../../../core/videos/visibility.ts'
import type { AdvisoryFeed } from '../../../core/wire/shore.ts'
import type { InstitutionSchema } from './institution-schema.ts'

/** A JSON column: read as it is, written as text. */
type Json<T> = ColumnType<T, string | undefined, string>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>

/** The tables as Kysely sees them. What each column is for, and how long it stays, is said in `server/register/`. */
export interface Schema extends InstitutionSchema {
  accounts: {
    id: string
    handle: string
    skeleton: string
    name: string
    passphrase_hash: string | null
    generated: Generated<boolean>
    is_closed: Generated<boolean>
    is_indexed: Generated<boolean>
    quota_bytes: Generated<number | null>
    bio: Generated<string>
    links: Json<WebLink[]>
    is_business: Generated<boolean>
    contact: Generated<string>
    products: Json<WebLink[]>
    shows_ties: Generated<boolean>
    shows_likes: Generated<boolean>
    avatar_hash: Generated<string | null>
    suspended_at: Generated<Date | null>
    restricted_until: Generated<Date | null>
    is_young: Generated<boolean>
    /** Sealed: a list of words as JSON. */
    blocked_words: Generated<string>
    holds_newcomers: Generated<boolean>
    limited_since: Generated<Date | null>
    limited_until: Generated<Date | null>
    moved_to: Generated<string | null>
    moved_at: Generated<Date | null>
    moved_from: Generated<string | null>
    created_at: Date
  }
  archives: {
    account_id: string
    id: string
    state: 'waiting' | 'making' | 'ready' | 'failed'
    asked_at: Date
    is_sealed: boolean
    /** Salt, 16 bytes, and key, 32. */
    seal: Buffer | null
    ticket: Generated<string | null>
    of_bytes: number
    done_bytes: Generated<number>
    bytes: Generated<number | null>
    sha256: Generated<string | null>
    ends_at: Generated<Date | null>
  }
  arrivals: {
    account_id: string
    id: string
    state: 'arriving' | 'sealed' | 'opening' | 'bringing' | 'done' | 'refused'
    file_name: string
    bytes: number
    begun_at: Date
    visibility: Visibility
    file_key: Generated<Buffer | null>
    ticket: Generated<string | null>
    came_from: Generated<string | null>
    proof: Generated<string | null>
    fault: NullableJson<{ code: string; params: Record<string, string | number> }>
    ended_at: Generated<Date | null>
  }
  arriving_items: {
    arrival_id: string
    place: number
    kind: string
    origin: string
    words: string
    state: 'waiting' | 'checking' | 'done' | 'there' | 'refused'
    video_id: Generated<string | null>
    fault: NullableJson<{ code: string; params: Record<string, string | number> }>
  }
  arrived: { account_id: string; origin: string; video_id: string }
  departures: {
    account_id: string
    code_hash: string
    asked_at: Date
    leaves_at: Date
    census: Json<object | null>
  }
  erasures: {
    code_hash: string
    erased_at: Date
    document: Json<object>
  }
  newcomers: {
    account_id: string
    words: string
    asked_at: Date
    refused_at: Generated<Date | null>
    refused_why: Generated<string | null>
  }
  invites: { id: string; code_hash: string; made_at: Date; ends_at: Date; uses: number; used: Generated<number> }
  avatars: { account_id: string; hash: string; picture: Buffer }
  blocks: { account_id: string; other_id: string; created_at: Date }
  mutes: { account_id: string; other_id: string; created_at: Date }
  recovery_codes: { account_id: string; code_hash: string; used_at: Date | null }
  sessions: {
    id: string
    account_id: string
    token_hash: string
    label: string
    created_at: Date
    last_used_at: Date
    verified_at: Date | null
  }
  tokens: {
    id: string
    account_id: string
    token_hash: string
    scopes: string[]
    created_at: Date
    name: string
    expires_at: Date
    last_used_at: Generated<Date | null>
  }
  passkeys: {
    id: string
    account_id: string
    credential_id: string
    public_key: Buffer
    counter: number
    transports: string[]
    name: string
    created_at: Date
    last_used_at: Date | null
  }
  challenges: {
    hash: string
    purpose: 'join' | 'add' | 'sign-in' | 'step-up' | 'station' | 'station-open'
    account_id: string | null
    session_id: string | null
    handle: string | null
    expires_at: Date
  }
  videos: {
    id: string
    account_id: string
    state: VideoState
    visibility: Visibility
    caption: string
    tags: string[]
    language: string
    file_name: string
    bytes: number
    generated: Generated<boolean>
    refusal: ColumnType<
      { code: string; params: Record<string, string | number> } | null,
      string | null | undefined,
      string | null
    >
    progress: Generated<number>
    duration_ms: number | null
    width: number | null
    height: number | null
    thumbhash: string | null
    storyboard_frames: number | null
    storyboard_every_ms: number | null
    created_at: Date
    uploaded_at: Date | null
    posted_at: Date | null
    publish_at: Generated<Date | null>
    published_at: Date | null
    withheld_at: Generated<Date | null>
    first_shown_at: Generated<Date | null>
    finished_at: Generated<Date | null>
    ladder_fault: Generated<string | null>
    engine_deaths: Generated<number>
    cover_ms: Generated<number | null>
    alt: Generated<string>
    ai_made: Generated<boolean>
    paid: Generated<boolean>
    sensitive: Generated<boolean>
    ends_at: Generated<Date | null>
    likes: Generated<number>
    comments: Generated<number>
    comments_from: Generated<Commenters>
    downloads: Generated<boolean>
    sound_id: Generated<string | null>
    sound_reuse: Generated<boolean>
    saves: Generated<number>
    reposts: Generated<number>
    comments_held: Generated<boolean>
    hides_counts: Generated<boolean>
    pinned_comment_id: Generated<string | null>
    measure: Generated<'hide' | 'mark' | 'restrict' | 'remove' | null>
    chosen_visibility: Generated<Visibility | null>
    file_hash: Generated<string | null>
  }
  /** A print has 64 bits, more than a number of JavaScript holds: it is written and read as text. */
  video_prints: { video_id: string; at_ms: number; print: string }
  removed_files: { video_id: string; decision_id: string; file_hash: string | null }
  removed_prints: { video_id: string; at_ms: number; print: string }
  resemblances: { case_id: string; decision_id: string; frames: number; of_frames: number }
  /** The words are sealed: a posting as JSON. */
  drafts: { video_id: string; words: string; changed_at: Date }
  video_files: {
    video_id: string
    role: FileRole
    hash: string
    media_type: string
    bytes: number
    width: number | null
    height: number | null
    bits_per_second: number | null
    second_ends: number[] | null
    language: Generated<string>
    spoken: Generated<string | null>
  }
  video_words: {
    video_id: string
    published_at: Date
    duration_ms: number
    language: string
    has_captions: boolean
    words: string
  }
  video_tags: { tag: string; video_id: string; published_at: Date }
  tags: { tag: string; folded: string; videos: Generated<number> }
  account_words: { account_id: string; handle: string; words: string }
  words: { word: string; grams: string[] }
  followed_tags: { account_id: string; tag: string; created_at: Date }
  declarations: {
    id: string
    at: Date
    document: ColumnType<Record<string, unknown>, string, never>
  }
  muted: { account_id: string; kind: MutedKind; what: string; created_at: Date }
  collections: { id: string; account_id: string; name: string; created_at: Date }
  saves: { account_id: string; video_id: string; collection_id: string | null; created_at: Date }
  reposts: { account_id: string; video_id: string; created_at: Date }
  mentions: { account_id: string; video_id: string; comment_id: string | null; created_at: Date }
  likes: { account_id: string; video_id: string; created_at: Date }
  roles: { account_id: string; role: StaffRole; since: Date }
  operator_codes: { code_hash: string; created_at: Date }
  staff_acts: {
    id: string
    at: Date
    actor_id: string | null
    role: StaffRole | 'machine'
    act: string
    subject: string
    why: string
    outcome: 'begun' | 'done' | 'failed'
    begun_id: string | null
  }
  advisories: {
    is_current: Generated<boolean>
    document: ColumnType<AdvisoryFeed | null, string | null, string | null>
    checked_at: Date
    fault: string | null
  }
  comments: {
    id: string
    video_id: string
    account_id: string
    parent_id: string | null
    text: string
    created_at: Date
    replies: Generated<number>
    edited_at: Generated<Date | null>
    held: Generated<boolean>
    withheld: Generated<boolean>
    measure: Generated<'hide' | 'remove' | null>
  }
  rules: {
    id: string
    code: string
    place: number
    title_en: string
    title_fr: string
    text_en: string
    text_fr: string
    since: Date
    until: Date | null
  }
  cases: {
    id: string
    kind: SubjectKind
    subject_id: string
    account_id: string | null
    found_by: 'report' | 'find' | 'match'
    is_grave: boolean
    opened_at: Date
    due_at: Date
    taken_by: string | null
    taken_at: Date | null
    state: 'open' | 'decided' | 'gone'
    closed_at: Date | null
  }
  reports: {
    id: string
    case_id: string
    account_id: string | null
    category: Category
    words: string
    created_at: Date
    code_hash: string | null
  }
  decisions: {
    id: string
    case_id: string
    at: Date
    by_id: string | null
    measure: Measure
    rule_id: string
    reason: string
    until: Date | null
    appeal_id: string | null
  }
  appeals: {
    id: string
    decision_id: string
    account_id: string | null
    words: string
    created_at: Date
    due_at: Date
    decided_at: Date | null
    decided_by: string | null
    outcome: 'stands' | 'overturned' | null
    reason: string | null
  }
  requests: {
    id: string
    account_id: string | null
    about: string
    subject_id: string | null
    wish: RequestWish
    words: string
    created_at: Date
    due_at: Date
    state: RequestState
    changed_at: Date
    answered_by: string | null
    outcome: RequestOutcome | null
    reason: Generated<string>
    appeal_of: string | null
  }
  notices: {
    id: Generated<string>
    account_id: string
    kind: NoticeKind
    subject_id: string
    since: Generated<Date>
    video_id: string | null
    words: Generated<string>
    at: Date
    seen_until: Generated<Date>
  }
  notice_choices: { account_id: string; unwanted: NoticeKind[] }
  follows: { account_id: string; followed_id: string; created_at: Date; accepted_at: Date | null }
  slates: {
    number: number
    made_at: Date
    hash: string
    previous: string | null
    signature: string
    body: string | null
  }
  slate_packs: { number: number; place: number; hash: string }
  /** What the clean-up has done, by rule of retention; counts only. */
  retention_runs: { rule: string; at: Date; ended: number; total: number }
  /** A view of every object that something refers to. */
  used_objects: { hash: string }
  features: {
    video_id: string
    version: number
    picture: Buffer | null
    sound: Buffer | null
    pace: Buffer | null
    company: Buffer | null
    given: Buffer | null
    objected_at: Date | null
  }
}

export type { FileRole }
