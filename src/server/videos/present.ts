import { isOpen } from '../../core/videos/visibility.ts'
import type { OwnVideo, Video } from '../../core/wire/video.ts'
import type { FileRow, PublicVideo } from './reading-store.ts'

/** A published clip as anyone may see it. `at` gives the address of a file: public by default, the author's own otherwise. */
export function presentVideo(row: PublicVideo, at: (hash: string) => string = publicAddress): Video {
  const one = (role: FileRow['role']) => row.files.find(file => file.role === role)
  const poster = one('poster')
  const storyboard = one('storyboard')
  return {
    id: row.id,
    author: { handle: row.handle, name: row.name },
    caption: row.caption,
    tags: row.tags,
    language: row.language,
    visibility: row.visibility,
    generated: row.generated,
    alt: row.alt,
    aiMade: row.ai_made,
    paid: row.paid,
    publishedAt: (row.published_at ?? row.created_at).toISOString(),
    durationMs: row.duration_ms ?? 0,
    width: row.width ?? 0,
    height: row.height ?? 0,
    thumbhash: row.thumbhash ?? '',
    poster: poster ? at(poster.hash) : '',
    storyboard: storyboard
      ? { url: at(storyboard.hash), frames: row.storyboard_frames ?? 1, everyMs: row.storyboard_every_ms ?? 1000 }
      : null,
    renditions: row.files
      .filter(({ role }) => role === 'rendition')
      .sort((a, b) => (a.width ?? 0) - (b.width ?? 0))
      .map(file => ({
        url: at(file.hash),
        width: file.width ?? 0,
        height: file.height ?? 0,
        bytes: file.bytes,
        bitsPerSecond: file.bits_per_second ?? 0,
      })),
    captions: row.files
      .filter(({ role }) => role === 'captions')
      .sort((a, b) => (a.language < b.language ? -1 : 1))
      .map(file => ({ language: file.language, url: at(file.hash) })),
    likes: row.likes,
    comments: row.comments,
    commentsFrom: row.comments_from,
  }
}

/** The poster for pages elsewhere, some of which show no WebP. */
export function sharedPicture({ files }: Pick<PublicVideo, 'files'>): string | null {
  const picture = files.find(({ role }) => role === 'poster-jpeg') ?? files.find(({ role }) => role === 'poster')
  return picture ? publicAddress(picture.hash) : null
}

const publicAddress = (hash: string): string => `/media/${hash}`

/** Where a file of a clip stands that is not for everybody: asked for with the session, on every range. */
const addressWithin =
  (id: string) =>
  (hash: string): string =>
    `/api/videos/${id}/media/${hash}`

/** A clip as somebody sees it who follows its author. */
export const presentFollowed = (row: PublicVideo): Video =>
  presentVideo(row, isOpen(row.visibility) ? publicAddress : addressWithin(row.id))

/** A clip as its author sees it. Until anyone may fetch its files, they stand at the author's own addresses. */
export function presentOwn(row: PublicVideo): OwnVideo {
  const isShown = row.published_at !== null && row.visibility !== 'private'
  const at = isShown && isOpen(row.visibility) ? publicAddress : addressWithin(row.id)
  const video = row.state === 'ready' ? presentVideo(row, at) : null
  return {
    id: row.id,
    state: row.state,
    visibility: row.visibility,
    caption: row.caption,
    language: row.language,
    fileName: row.file_name,
    bytes: row.bytes,
    createdAt: row.created_at.toISOString(),
    postedAt: row.posted_at?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    refusal: row.refusal,
    progress: row.progress,
    finishedAt: row.finished_at?.toISOString() ?? null,
    fault: row.ladder_fault,
    coverMs: row.cover_ms,
    alt: row.alt,
    aiMade: row.ai_made,
    paid: row.paid,
    endsAt: row.ends_at?.toISOString() ?? null,
    commentsFrom: row.comments_from,
    poster: video?.poster ?? null,
    page: isShown ? `/@${row.handle}/video/${row.id}` : null,
    video,
  }
}
