import { videoLimits } from '../../core/videos/limits.ts'
import { audienceOf } from '../../core/videos/posting.ts'
import { endStates } from '../../core/videos/state.ts'
import { isOpen } from '../../core/videos/visibility.ts'
import type { OwnVideo, Posting, Video } from '../../core/wire/video.ts'
import { presentPerson } from '../accounts/index.ts'
import { type FileRow, type OwnRow, type PublicVideo, wordsOf } from './reading-store.ts'

/** A published clip as anyone may see it. `at` gives the address of a file: public by default, the author's own otherwise. */
export function presentVideo(row: PublicVideo, at: (hash: string) => string = publicAddress): Video {
  const one = (role: FileRow['role']) => row.files.find(file => file.role === role)
  const poster = one('poster')
  const storyboard = one('storyboard')
  return {
    id: row.id,
    author: presentPerson(row),
    caption: row.caption,
    tags: row.tags,
    language: row.language,
    visibility: row.visibility,
    generated: row.generated,
    isOfficial: row.is_official,
    alt: row.alt,
    aiMade: row.ai_made,
    paid: row.paid,
    isSensitive: isSensitive(row),
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
    ...countsOf(row),
    commentsFrom: row.comments_from,
    sound: soundIn(row),
    downloads: row.downloads,
  }
}

/** Whether a clip is covered until a viewer wants to see it: the one place that decides. */
export const isSensitive = ({ sensitive, measure }: Pick<PublicVideo, 'sensitive' | 'measure'>): boolean =>
  sensitive || measure === 'mark'

const countsOf = ({ hides_counts, likes, comments, saves, reposts }: PublicVideo) =>
  hides_counts ? { likes: null, comments: null, saves: null, reposts: null } : { likes, comments, saves, reposts }

/** A sound that is heard nowhere else has no page while its clip is not for everybody. */
function soundIn({ sound_id, id, visibility, sound_name, sound_handle }: PublicVideo): Video['sound'] {
  if (sound_id === null || (sound_id === id && !isOpen(visibility))) return null
  return { id: sound_id, title: sound_name ?? '', author: sound_handle }
}

/** The poster for pages elsewhere, some of which show no WebP. Nobody there covers a sensitive one. */
export function sharedPicture(row: Pick<PublicVideo, 'files' | 'sensitive' | 'measure'>): string | null {
  if (isSensitive(row)) return null
  const { files } = row
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

/** A clip as its author sees it; `said` is what is sealed of it, opened. Until anyone may fetch its files, they stand at the author's own addresses. */
export function presentOwn(row: OwnRow, said: { fileName: string | null; draft: Partial<Posting> | null }): OwnVideo {
  const isShown = row.published_at !== null && row.visibility !== 'private'
  const at = isShown && isOpen(row.visibility) ? publicAddress : addressWithin(row.id)
  // Its author sees the counts that others do not.
  const video = row.state === 'ready' ? presentVideo({ ...row, hides_counts: false }, at) : null
  return {
    id: row.id,
    state: row.state,
    // Nobody sees a draft; its words say what it is to be, and where none were kept, what posting makes it.
    ...wordsOf(row),
    ...(row.posted_at ? {} : { ...audienceOf(row.is_young), downloads: null, soundReuse: null, ...said.draft }),
    keptUntil: keptUntil(row)?.toISOString() ?? null,
    fileName: said.fileName,
    bytes: row.bytes,
    createdAt: row.created_at.toISOString(),
    postedAt: row.posted_at?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    refusal: row.refusal,
    progress: row.progress,
    finishedAt: row.finished_at?.toISOString() ?? null,
    fault: row.ladder_fault,
    measure: row.measure,
    poster: video?.poster ?? null,
    page: isShown ? `/@${row.handle}/video/${row.id}` : null,
    video,
  }
}

function keptUntil({ state, posted_at, uploaded_at, draft_changed_at }: OwnRow): Date | null {
  if (posted_at || !uploaded_at || !endStates.has(state)) return null
  const changedAt = Math.max(uploaded_at.getTime(), draft_changed_at?.getTime() ?? 0)
  return new Date(changedAt + videoLimits.draftKeptMs)
}
