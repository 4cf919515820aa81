import * as z from 'zod/mini'
import { person } from './account.ts'
import { pageQuery, uuid } from './page.ts'
import { video } from './video.ts'

export const searchKinds = ['all', 'clips', 'people', 'tags', 'sounds'] as const
export type SearchKind = (typeof searchKinds)[number]
export const searchOrders = ['best', 'newest'] as const
export const searchLengths = ['short', 'medium', 'long'] as const

const asked = z.string().check(z.maxLength(4000))

export const searchQuery = z.extend(pageQuery, {
  cursor: z.optional(z.string().check(z.maxLength(400))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(48)), 24),
  q: asked,
  kind: z._default(z.enum(searchKinds), 'all'),
  order: z._default(z.enum(searchOrders), 'best'),
  length: z.optional(z.enum(searchLengths)),
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}$/))),
  captioned: z.optional(z.enum(['true'])),
})
export type SearchQuery = z.infer<typeof searchQuery>

/** An account as a list of people shows it. */
const foundPerson = z.extend(person, {
  generated: z.boolean(),
  isClosed: z.boolean(),
  followers: z.int(),
  videos: z.int(),
})
export type FoundPerson = z.infer<typeof foundPerson>

/** A tag, and how many public clips have it; a thousand stands for more. */
export const tag = z.object({ tag: z.string(), videos: z.int() })
export type Tag = z.infer<typeof tag>

export const tagOrders = ['new', 'loved'] as const
export const tagVideosQuery = z.extend(pageQuery, {
  cursor: z.optional(z.string().check(z.maxLength(400))),
  order: z._default(z.enum(tagOrders), 'new'),
})

/** A sound, by its first clip. */
const foundSound = z.object({
  id: uuid,
  /** Whose it is, as they are called. */
  title: z.string(),
  author: z.string(),
  /** Null where the clip it was first heard in is sensitive. */
  poster: z.nullable(z.string()),
  /** Public clips that have it; a thousand stands for more. */
  videos: z.int(),
})
export type FoundSound = z.infer<typeof foundSound>

/** A tag that is much used here, with the poster of one of its clips. */
const topic = z.extend(tag, { poster: z.string() })
export const topics = z.object({ items: z.array(topic) })
export type Topic = z.infer<typeof topic>

/** Downloaded whole and joined on the device. */
export const followedTags = z.object({ items: z.array(z.string()) })
export const tagFollowed = z.object({ follows: z.boolean() })

export const found = z.object({
  /** What was looked for: the words asked, or others nearby where those found nothing. Pages after this one ask for these. */
  q: z.string(),
  isMended: z.boolean(),
  clips: z.array(video),
  people: z.array(foundPerson),
  tags: z.array(tag),
  sounds: z.array(foundSound),
  next: z.nullable(z.string()),
})
export type Found = z.infer<typeof found>

export const suggestionsQuery = z.object({ q: asked })
export const suggestions = z.object({
  tags: z.array(tag),
  people: z.array(person),
})
export type Suggestions = z.infer<typeof suggestions>
