import type { OwnVideo, Posting } from '../wire/video.ts'

/** Who sees a clip and comments on it until its author says: somebody under 16 begins with those who follow them. */
export const audienceOf = (isYoung: boolean): Pick<Posting, 'visibility' | 'commentsFrom'> =>
  isYoung ? { visibility: 'followers', commentsFrom: 'followers' } : { visibility: 'public', commentsFrom: 'everyone' }

/** Everything that an author says of a clip: a part that is new to `Posting` and missing here does not compile. */
const parts: Readonly<Record<keyof Posting, true>> = {
  caption: true,
  language: true,
  visibility: true,
  alt: true,
  aiMade: true,
  paid: true,
  isSensitive: true,
  coverMs: true,
  endsAt: true,
  commentsFrom: true,
  commentsHeld: true,
  hidesCounts: true,
  downloads: true,
  soundReuse: true,
  publishAt: true,
}

/** What was posted, or is drafted, as it stands. */
export const postingOf = (clip: OwnVideo): Posting =>
  Object.fromEntries((Object.keys(parts) as (keyof Posting)[]).map(part => [part, clip[part]])) as unknown as Posting
