/** What an archive brings, whoever made it: clips with their words, as this shore would have been given them. */
import * as z from 'zod/mini'
import type { Visibility } from '../videos/visibility.ts'
import { type Posting, postingWish } from '../wire/video.ts'
import type { ArchiveHead } from './format.ts'

export interface ArrivingClip {
  /** Names the clip wherever it is brought from: it comes once. Null where only its bytes can. */
  origin: string | null
  posting: Posting
  /** It was never shown: it comes as a draft. */
  isDraft: boolean
  /** When it was first shown; null for a draft, or where nobody knows. RFC 3339. */
  firstShownAt: string | null
  /** The path of its file inside the archive. */
  file: string
  captions: { language: string; file: string }[]
}

/** A clip that does not come, by what it was called, and why. */
export interface NotArriving {
  name: string
  code: 'arrival.words' | 'arrival.no-file'
}

const instantOrNull = z.catch(z.nullable(z.iso.datetime()), null)
const clip = z.object({
  id: z.uuid(),
  measure: z.catch(z.nullable(z.string()), null),
  postedAt: instantOrNull,
  publishedAt: instantOrNull,
  withheldAt: instantOrNull,
  firstShownAt: instantOrNull,
  draft: z.catch(z.nullable(z.object({ words: z.record(z.string(), z.unknown()) })), null),
  files: z.array(
    z.object({
      path: z.string(),
      role: z.string(),
      width: z.catch(z.nullable(z.number()), null),
      language: z.catch(z.string(), ''),
    }),
  ),
})
const list = z.object({ items: z.array(z.unknown()) })
const language = /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/

/** Never before there was a web to show it, and never later than now. */
export function momentWithin(at: string | null, now: Date): string | null {
  const time = at === null ? Number.NaN : new Date(at).getTime()
  if (Number.isNaN(time)) return null
  return new Date(Math.min(Math.max(time, Date.UTC(1995, 0)), now.getTime())).toISOString()
}

/** `videos.json` of an archive of ours, of which nothing is believed but what it says of its own clips; null where it is none. */
export function clipsOf(
  head: ArchiveHead,
  videos: unknown,
  isThere: (path: string) => boolean,
  now: Date,
): { clips: ArrivingClip[]; not: NotArriving[] } | null {
  const rows = list.safeParse(videos)
  if (!rows.success) return null
  const clips: ArrivingClip[] = []
  const not: NotArriving[] = []
  for (const row of rows.data.items) {
    const read = clip.safeParse(row)
    if (!read.success) {
      not.push({ name: nameOf(row), code: 'arrival.words' })
      continue
    }
    const { id, measure, postedAt, draft, files } = read.data
    const shownAt = read.data.firstShownAt ?? read.data.publishedAt ?? read.data.withheldAt
    const isDraft = postedAt === null || shownAt === null
    const words = postingWish.safeParse({ ...(row as object), ...(draft?.words ?? {}), publishAt: null })
    const best = files
      .filter(file => file.role === 'rendition' && isThere(file.path))
      .sort((a, b) => (a.width ?? 0) - (b.width ?? 0))
      .at(-1)
    if (!words.success) not.push({ name: nameOf(row), code: 'arrival.words' })
    else if (!best) not.push({ name: nameOf(row), code: 'arrival.no-file' })
    else
      clips.push({
        origin: `${head.shore}/video/${id}`,
        posting: {
          ...words.data,
          visibility: narrowed(words.data.visibility ?? 'private', measure),
          isSensitive: words.data.isSensitive || measure === 'mark',
          commentsFrom: words.data.commentsFrom ?? 'everyone',
        },
        isDraft,
        firstShownAt: isDraft ? null : momentWithin(shownAt, now),
        file: best.path,
        captions: files
          .filter(file => file.role === 'captions' && language.test(file.language) && isThere(file.path))
          .map(file => ({ language: file.language, file: file.path })),
      })
  }
  return { clips, not }
}

/** What a decision took back there is not shown here by moving. */
function narrowed(chosen: Visibility, measure: string | null): Visibility {
  if (measure === 'hide' || measure === 'remove') return 'private'
  return measure === 'restrict' && chosen === 'public' ? 'unlisted' : chosen
}

function nameOf(row: unknown): string {
  const { caption, id } = (row ?? {}) as { caption?: unknown; id?: unknown }
  const name = typeof caption === 'string' && caption.trim() !== '' ? caption : typeof id === 'string' ? id : ''
  return [...name].slice(0, 80).join('')
}
