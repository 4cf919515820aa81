/**
 * What lies in the archive of an account, file by file: the source of the JSON Schemas that lie in the archive and in `docs/archive/`. Times
 * are RFC 3339 in UTC. Of other people it holds handles, and what they said to this account.
 */
import * as z from 'zod/mini'
import { measures, subjectKinds } from '../moderation/measures.ts'
import { requestOutcomes, requestStates, requestWishes } from '../moderation/requests.ts'
import { allNoticeKinds } from '../notices/kinds.ts'
import { commenters } from '../social/commenters.ts'
import { mutedKinds } from '../social/muted.ts'
import { videoStates } from '../videos/state.ts'
import { visibilities } from '../videos/visibility.ts'
import { instant, uuid } from '../wire/page.ts'

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const link = z.strictObject({ title: z.string(), url: z.string() })
const inBoth = z.strictObject({ en: z.string(), fr: z.string() })
/** Why something was refused: a code of the shore's table of refusals and its facts. */
const refusal = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
/** A path inside the archive. */
const path = z.string()
/** The address of a clip at the shore that made the archive. */
const address = z.string()
const handle = z.string()
const list = <T extends z.core.$ZodType>(item: T) => z.strictObject({ items: z.array(item) })

const account = z.strictObject({
  id: uuid,
  handle,
  name: z.string(),
  createdAt: instant,
  /** Its picture, WebP; null where there is none. */
  picture: z.nullable(path),
  bio: z.string(),
  links: z.array(link),
  isBusiness: z.boolean(),
  contact: z.string(),
  products: z.array(link),
  generated: z.boolean(),
  /** Under 16 by their own word. */
  isYoung: z.boolean(),
  /** Where it said that it has moved to, and when. */
  movedTo: z.nullable(z.string()),
  movedAt: z.nullable(instant),
  /** The address that it came from, where that was confirmed there. */
  movedFrom: z.nullable(z.string()),
  settings: z.strictObject({
    isClosed: z.boolean(),
    isIndexed: z.boolean(),
    showsTies: z.boolean(),
    showsLikes: z.boolean(),
    blockedWords: z.array(z.string()),
    holdsNewcomers: z.boolean(),
    limitedSince: z.nullable(instant),
    limitedUntil: z.nullable(instant),
    /** What it does not want to be told of. */
    unwantedNotices: z.array(z.enum(allNoticeKinds)),
    quotaBytes: z.nullable(z.int()),
  }),
  standing: z.strictObject({
    suspendedAt: z.nullable(instant),
    restrictedUntil: z.nullable(instant),
    role: z.nullable(z.strictObject({ name: z.string(), since: instant })),
    /** What it wrote to be let in, while that is kept. */
    joining: z.nullable(
      z.strictObject({
        words: z.string(),
        askedAt: instant,
        refusedAt: z.nullable(instant),
        refusedWhy: z.nullable(z.string()),
      }),
    ),
  }),
  /** One for each recovery code: when it was used. The codes themselves are not known here. */
  recoveryCodes: z.array(z.strictObject({ usedAt: z.nullable(instant) })),
})

const file = z.strictObject({
  path,
  role: z.enum(['rendition', 'poster', 'poster-jpeg', 'storyboard', 'captions']),
  mediaType: z.string(),
  bytes: z.int(),
  sha256,
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  bitsPerSecond: z.nullable(z.int()),
  /** Of captions. */
  language: z.string(),
})

const video = z.strictObject({
  id: uuid,
  address,
  state: z.enum(videoStates),
  /** Whom its author lets see it. */
  visibility: z.enum(visibilities),
  /** What a decision makes of it, while that holds. */
  measure: z.nullable(z.enum(['hide', 'mark', 'restrict', 'remove'])),
  caption: z.string(),
  tags: z.array(z.string()),
  language: z.string(),
  alt: z.string(),
  aiMade: z.boolean(),
  paid: z.boolean(),
  isSensitive: z.boolean(),
  commentsFrom: z.enum(commenters),
  commentsHeld: z.boolean(),
  downloads: z.boolean(),
  hidesCounts: z.boolean(),
  pinnedComment: z.nullable(uuid),
  /** The clip that its sound was first heard in. */
  sound: z.nullable(uuid),
  soundReuse: z.boolean(),
  generated: z.boolean(),
  /** As the file was sent. */
  fileName: z.string(),
  bytes: z.int(),
  refusal: z.nullable(refusal),
  progress: z.number(),
  fault: z.nullable(z.string()),
  createdAt: instant,
  uploadedAt: z.nullable(instant),
  postedAt: z.nullable(instant),
  publishAt: z.nullable(instant),
  publishedAt: z.nullable(instant),
  /** When it was first shown at a shore that it came from. */
  firstShownAt: z.nullable(instant),
  withheldAt: z.nullable(instant),
  finishedAt: z.nullable(instant),
  endsAt: z.nullable(instant),
  durationMs: z.nullable(z.int()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  thumbhash: z.nullable(z.string()),
  coverMs: z.nullable(z.int()),
  storyboardFrames: z.nullable(z.int()),
  storyboardEveryMs: z.nullable(z.int()),
  likes: z.int(),
  comments: z.int(),
  saves: z.int(),
  reposts: z.int(),
  /** What is typed of a clip that is not posted. */
  draft: z.nullable(z.strictObject({ words: z.record(z.string(), z.unknown()), changedAt: instant })),
  files: z.array(file),
})

const comment = z.strictObject({
  id: uuid,
  video: uuid,
  address,
  /** Who wrote it. */
  by: handle,
  parent: z.nullable(uuid),
  text: z.string(),
  at: instant,
  editedAt: z.nullable(instant),
  replies: z.int(),
  /** It waits for the clip's author. */
  isHeld: z.boolean(),
  isWithheld: z.boolean(),
  measure: z.nullable(z.enum(['hide', 'remove'])),
})

const toClip = z.strictObject({ video: uuid, address, at: instant })
const toPerson = z.strictObject({ handle, at: instant })
const follow = z.strictObject({ handle, at: instant, acceptedAt: z.nullable(instant) })

const decision = z.strictObject({
  id: uuid,
  case: uuid,
  kind: z.enum(subjectKinds),
  subject: uuid,
  foundBy: z.enum(['report', 'find', 'match']),
  isGrave: z.boolean(),
  state: z.enum(['open', 'decided', 'gone']),
  openedAt: instant,
  dueAt: instant,
  closedAt: z.nullable(instant),
  at: instant,
  measure: z.enum(measures),
  until: z.nullable(instant),
  rule: z.strictObject({ code: z.string(), title: inBoth, text: inBoth }),
  reason: z.string(),
  /** The appeal that it answers. */
  answers: z.nullable(uuid),
})
const appeal = z.strictObject({
  id: uuid,
  decision: uuid,
  words: z.string(),
  at: instant,
  dueAt: instant,
  decidedAt: z.nullable(instant),
  outcome: z.nullable(z.enum(['stands', 'overturned'])),
  reason: z.nullable(z.string()),
})
const asked = z.strictObject({
  id: uuid,
  /** A table or a column of the register; empty for what is none. */
  about: z.string(),
  subject: z.nullable(uuid),
  wish: z.enum(requestWishes),
  words: z.string(),
  at: instant,
  dueAt: instant,
  state: z.enum(requestStates),
  changedAt: instant,
  outcome: z.nullable(z.enum(requestOutcomes)),
  reason: z.string(),
  /** The answer that it appeals against. */
  appealOf: z.nullable(uuid),
})
const report = z.strictObject({
  id: uuid,
  kind: z.enum(subjectKinds),
  subject: uuid,
  category: z.string(),
  words: z.string(),
  at: instant,
  state: z.enum(['open', 'decided', 'gone']),
})
const notice = z.strictObject({
  id: uuid,
  kind: z.enum(allNoticeKinds),
  /** The clip, comment, account or decision that it tells of. */
  subject: uuid,
  video: z.nullable(uuid),
  words: z.string(),
  /** The day that the line is about; null where it is about all days. */
  since: z.nullable(instant),
  at: instant,
  seenUntil: z.nullable(instant),
})
const session = z.strictObject({
  id: uuid,
  label: z.string(),
  createdAt: instant,
  lastUsedAt: instant,
  verifiedAt: z.nullable(instant),
})
const passkey = z.strictObject({
  id: uuid,
  name: z.string(),
  transports: z.array(z.string()),
  createdAt: instant,
  lastUsedAt: z.nullable(instant),
})
const token = z.strictObject({
  id: uuid,
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: z.nullable(instant),
})

/** Every JSON file of an archive but `archive.json` and `proof.json`, by its name without `.json`. */
export const archiveParts = {
  account,
  videos: list(video),
  comments: list(comment),
  received: list(comment),
  likes: list(toClip),
  reposts: list(toClip),
  collections: list(z.strictObject({ id: uuid, name: z.string(), createdAt: instant })),
  saves: list(z.strictObject({ video: uuid, address, collection: z.nullable(uuid), at: instant })),
  following: list(follow),
  followers: list(follow),
  blocks: list(toPerson),
  mutes: list(toPerson),
  muted: list(z.strictObject({ kind: z.enum(mutedKinds), what: z.string(), at: instant })),
  tags: list(z.strictObject({ tag: z.string(), at: instant })),
  mentions: list(z.strictObject({ video: uuid, address, comment: z.nullable(uuid), at: instant })),
  notices: list(notice),
  decisions: list(decision),
  appeals: list(appeal),
  reports: list(report),
  requests: list(asked),
  sessions: list(session),
  passkeys: list(passkey),
  tokens: list(token),
} as const
export type ArchivePart = keyof typeof archiveParts
export const archivePartNames = Object.keys(archiveParts) as ArchivePart[]
export type ArchivedFile = z.infer<typeof file>
export type ArchivedVideo = z.infer<typeof video>
