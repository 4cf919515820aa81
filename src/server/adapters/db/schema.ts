import type { ColumnType, Generated } from 'kysely'
import type { Commenters } from '../../../core/social/comments.ts'
import type { StaffRole } from '../../../core/staff/roles.ts'
import type { VideoState } from '../../../core/videos/state.ts'
import type { Visibility } from '../../../core/videos/visibility.ts'
import type { AdvisoryFeed } from '../../../core/wire/shore.ts'

/** The tables as Kysely sees them. What each column is for, and how long it stays, is said in `server/register.ts`. */
export interface Schema {
  accounts: {
    id: string
    handle: string
    skeleton: string
    name: string
    passphrase_hash: string | null
    generated: Generated<boolean>
    is_closed: Generated<boolean>
    quota_bytes: Generated<number | null>
    created_at: Date
  }
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
    purpose: 'join' | 'add' | 'sign-in' | 'step-up'
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
    published_at: Date | null
    finished_at: Generated<Date | null>
    ladder_fault: Generated<string | null>
    engine_deaths: Generated<number>
    cover_ms: Generated<number | null>
    alt: Generated<string>
    ai_made: Generated<boolean>
    paid: Generated<boolean>
    ends_at: Generated<Date | null>
    likes: Generated<number>
    comments: Generated<number>
    comments_from: Generated<Commenters>
  }
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
  }
  declarations: {
    id: string
    at: Date
    document: ColumnType<Record<string, unknown>, string, never>
  }
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
  }
  follows: { account_id: string; followed_id: string; created_at: Date; accepted_at: Date | null }
}

export type FileRole = 'rendition' | 'replaced' | 'poster' | 'poster-jpeg' | 'storyboard' | 'captions'
