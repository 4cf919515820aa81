import type { Commenters } from '../../core/social/commenters.ts'
import type { Probe } from '../../core/videos/probe.ts'
import type { FileRole, VideoState } from '../../core/videos/state.ts'
import type { Visibility } from '../../core/videos/visibility.ts'
import type { Posting } from '../../core/wire/video.ts'
import type { PersonRow } from '../accounts/index.ts'

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
/** A file that the check has made. `second_ends`: of a rendition, the byte at which each of its seconds ends; `spoken`: of captions, their words. */
export type CheckedFile = Omit<FileRow, 'video_id'> & { second_ends: number[] | null; spoken?: string }

export interface VideoRow extends PersonRow {
  id: string
  account_id: string
  is_indexed: boolean
  is_official: boolean
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
  sensitive: boolean
  ends_at: Date | null
  likes: number
  comments: number
  comments_from: Commenters
  downloads: boolean
  sound_id: string | null
  sound_reuse: boolean
  /** Of whoever made the sound, while their clip can be seen by everybody. */
  sound_handle: string | null
  sound_name: string | null
  saves: number
  reposts: number
  comments_held: boolean
  hides_counts: boolean
  /** What a moderator's decision makes of it; the author's own choice of who sees it where that is wider. */
  measure: 'hide' | 'mark' | 'restrict' | 'remove' | null
  chosen_visibility: Visibility | null
}

/** A clip with its files, ready to be shown to its author or, once published, to anyone. */
export type PublicVideo = VideoRow & { files: FileRow[] }

/** What only its author is told of a clip besides. */
export type OwnRow = PublicVideo & {
  publish_at: Date | null
  uploaded_at: Date | null
  is_young: boolean
  /** Sealed. */
  draft: string | null
  draft_changed_at: Date | null
}

/** The columns that hold what an author says of a clip. */
export const wordColumns = [
  'caption',
  'language',
  'visibility',
  'chosen_visibility',
  'alt',
  'ai_made',
  'paid',
  'sensitive',
  'cover_ms',
  'ends_at',
  'comments_from',
  'downloads',
  'sound_reuse',
  'comments_held',
  'hides_counts',
  'publish_at',
] as const satisfies readonly (keyof OwnRow)[]
export type Words = Pick<OwnRow, (typeof wordColumns)[number]>

export const wordsOf = (row: Words): Posting => ({
  caption: row.caption,
  language: row.language,
  visibility: row.chosen_visibility ?? row.visibility,
  alt: row.alt,
  aiMade: row.ai_made,
  paid: row.paid,
  isSensitive: row.sensitive,
  coverMs: row.cover_ms,
  endsAt: row.ends_at?.toISOString() ?? null,
  commentsFrom: row.comments_from,
  downloads: row.downloads,
  soundReuse: row.sound_reuse,
  commentsHeld: row.comments_held,
  hidesCounts: row.hides_counts,
  publishAt: row.publish_at?.toISOString() ?? null,
})

/** What the check found out about a clip. */
export interface VideoFacts {
  durationMs: number
  width: number
  height: number
  thumbhash: string
  storyboardFrames: number
  storyboardEveryMs: number
  hasSound: boolean
}

/** What the check found in the file as it was sent; travels with the job of the ladder, which then need not look itself. */
export interface Findings {
  probe: Probe
  /** Integrated loudness (EBU R128), or null where there is none to tell; left out where nobody had to listen yet. */
  lufs?: number | null
}

/** A place in a list that is ordered newest first. */
export interface After {
  at: Date
  id: string
}
