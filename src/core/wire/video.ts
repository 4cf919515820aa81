import * as z from 'zod/mini'
import { commenters } from '../social/commenters.ts'
import { videoLimits } from '../videos/limits.ts'
import { videoStates } from '../videos/state.ts'
import { visibilities } from '../videos/visibility.ts'
import { person } from './account.ts'
import { instant, uuid } from './page.ts'

const address = z.string()

/** One playable file of a clip: faststart MP4, best last. */
const rendition = z.object({
  url: address,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  bitsPerSecond: z.int(),
})
export type Rendition = z.infer<typeof rendition>

/** A clip as anyone may see it. Its bytes on the wire are the same for everybody. */
export const video = z.object({
  id: uuid,
  author: person,
  caption: z.string(),
  tags: z.array(z.string()),
  /** BCP 47 language of caption and speech, empty where the author did not say. */
  language: z.string(),
  visibility: z.enum(visibilities),
  /** Made by the shore's own program, and marked so wherever it is shown. */
  generated: z.boolean(),
  /** An institution’s, whose card says who answers for it. */
  isOfficial: z.boolean(),
  publishedAt: instant,
  durationMs: z.int(),
  width: z.int(),
  height: z.int(),
  /** What is to be seen, in the author's words, for those who do not see it; empty where nothing was said. */
  alt: z.string(),
  /** The author says that it was made or changed by AI. */
  aiMade: z.boolean(),
  /** The author says that it was paid for. */
  paid: z.boolean(),
  /** Not for every eye: it is covered until a viewer wants to see it. */
  isSensitive: z.boolean(),
  /** Base64 of a thumbhash, at most 40 characters. */
  thumbhash: z.string(),
  poster: address,
  /** One picture of up to 12 frames, left to right, for the scrubber. */
  storyboard: z.nullable(z.object({ url: address, frames: z.int(), everyMs: z.int() })),
  renditions: z.array(rendition),
  captions: z.array(z.object({ language: z.string(), url: address })),
  /** How many; null where the author hides it. */
  likes: z.nullable(z.int()),
  comments: z.nullable(z.int()),
  saves: z.nullable(z.int()),
  reposts: z.nullable(z.int()),
  /** What is heard: the clip it was first heard in, and who made that, while it can be seen. */
  sound: z.nullable(z.object({ id: uuid, title: z.string(), author: z.nullable(z.string()) })),
  /** Whom the author lets comment. */
  commentsFrom: z.enum(commenters),
  /** Whether the author offers it for saving. */
  downloads: z.boolean(),
})
export type Video = z.infer<typeof video>

/** Why something was refused: a code of the table of refusals and its facts. */
export const fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })

/** A clip as its author sees it, in any state. */
export const ownVideo = z.object({
  id: uuid,
  state: z.enum(videoStates),
  visibility: z.enum(visibilities),
  caption: z.string(),
  language: z.string(),
  /** Null where it cannot be opened any more. */
  fileName: z.nullable(z.string()),
  bytes: z.int(),
  createdAt: instant,
  postedAt: z.nullable(instant),
  publishedAt: z.nullable(instant),
  /** Why the file was refused. */
  refusal: z.nullable(fault),
  /** 0 to 1 by pictures done: while checking, and again until every rendition is there. */
  progress: z.number(),
  /** When every rendition was there; until then a ready clip plays in the first one. */
  finishedAt: z.nullable(instant),
  /** Why not every rendition could be made: a code of the table of refusals. */
  fault: z.nullable(z.string()),
  /** The moment of the cover, ms; null for the first picture. */
  coverMs: z.nullable(z.int()),
  alt: z.string(),
  aiMade: z.boolean(),
  paid: z.boolean(),
  /** The author's own word. */
  isSensitive: z.boolean(),
  endsAt: z.nullable(instant),
  commentsFrom: z.enum(commenters),
  /** Whether it is offered for saving; null where a draft goes by the account. */
  downloads: z.nullable(z.boolean()),
  /** The moment at which the clip is to be shown; null where it is a draft, is shown, or is shown as soon as it is ready. */
  publishAt: z.nullable(instant),
  /** Until when a draft is kept if nothing of it changes. */
  keptUntil: z.nullable(instant),
  soundReuse: z.nullable(z.boolean()),
  commentsHeld: z.boolean(),
  hidesCounts: z.boolean(),
  /** What a moderator decided about it, while that holds; the account's decisions say why. */
  measure: z.nullable(z.enum(['hide', 'mark', 'restrict', 'remove'])),
  poster: z.nullable(address),
  /** Address of the clip's page, once it is shown. */
  page: z.nullable(address),
  video: z.nullable(video),
})
export type OwnVideo = z.infer<typeof ownVideo>

/** A clip of one's own that has come further, as the stream of changes tells it. */
export type OwnChange = Pick<OwnVideo, 'id' | 'progress'> & { state: OwnVideo['state'] | 'gone'; isFinished: boolean }

const words = {
  caption: z.string().check(z.maxLength(20_000)),
  language: z.string().check(z.regex(/^([a-z]{2,3}(-[A-Za-z]{2,4})?)?$/)),
  visibility: z.enum(visibilities),
  alt: z.string().check(z.maxLength(videoLimits.maxAltCharacters)),
  aiMade: z.boolean(),
  paid: z.boolean(),
  /** It is covered until a viewer wants to see it. */
  isSensitive: z.boolean(),
  /** The moment of the cover, ms; null for the first picture. */
  coverMs: z.nullable(z.int().check(z.gte(0), z.lte(videoLimits.maxDurationMs))),
  /** When the clip deletes itself; null for never. */
  endsAt: z.nullable(instant),
  commentsFrom: z.enum(commenters),
  /** Whether it is offered for saving; null goes by the account, and a closed one offers nothing. */
  downloads: z.nullable(z.boolean()),
  /** Whether others may use the sound; null goes by the account, and a closed one gives no leave. */
  soundReuse: z.nullable(z.boolean()),
  /** The moment at which the clip is to be shown, at least a minute ahead and at most a year; null for at once. */
  publishAt: z.nullable(instant),
  /** Comments wait until the author has approved them. */
  commentsHeld: z.boolean(),
  /** Nobody but the author sees how many likes, comments, saves and reposts there are. */
  hidesCounts: z.boolean(),
}

export const posting = z.object({
  caption: z._default(words.caption, ''),
  language: z._default(words.language, ''),
  visibility: z._default(words.visibility, 'public'),
  alt: z._default(words.alt, ''),
  aiMade: z._default(words.aiMade, false),
  paid: z._default(words.paid, false),
  isSensitive: z._default(words.isSensitive, false),
  coverMs: z._default(words.coverMs, null),
  endsAt: z._default(words.endsAt, null),
  commentsFrom: z._default(words.commentsFrom, 'everyone'),
  downloads: z._default(words.downloads, null),
  soundReuse: z._default(words.soundReuse, null),
  publishAt: z._default(words.publishAt, null),
  commentsHeld: z._default(words.commentsHeld, false),
  hidesCounts: z._default(words.hidesCounts, false),
})
/** Who may see it and comment, where that is not said, goes by the account: somebody under 16 begins with followers. */
export const postingWish = z.extend(posting, {
  visibility: z.optional(words.visibility),
  commentsFrom: z.optional(words.commentsFrom),
})
/** What is not said stays as it is. A schema with defaults, made partial, would still fill them in. */
export const postingChange = z.partial(z.object(words))
export type Posting = z.infer<typeof posting>

/** Parts of the list of one’s own clips. */
export const parts = ['posted', 'drafts', 'scheduled'] as const
export type Part = (typeof parts)[number]

/** A WebVTT or SubRip file, as text. */
export const captionsFile = z.object({ text: z.string().check(z.maxLength(videoLimits.maxCaptionsBytes + 1)) })
export const captionLanguage = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/))

/** Clips of one's own lists, newest first: downloaded whole and joined on the device. */
export const ids = z.object({ items: z.array(uuid) })
/** How many there are afterwards; null where the author hides it. */
export const counted = z.object({ count: z.nullable(z.int()) })

/** A clip in the feed of those one follows, and who passed it on where it is not there by its author. */
export const followedVideo = z.extend(video, { repostedBy: z.nullable(person) })
export type FollowedVideo = z.infer<typeof followedVideo>

export const sound = z.object({
  id: uuid,
  title: z.string(),
  author: z.nullable(z.string()),
  /** Whether its author lets others use it. */
  isFree: z.boolean(),
  /** Public clips that have it; a thousand stands for more. */
  videos: z.int(),
  durationMs: z.int(),
  /** A file in which it is heard. */
  url: address,
})
export type Sound = z.infer<typeof sound>
