import * as z from 'zod/mini'

/** What oEmbed says of a clip (oEmbed 1.0, §2.3.4.2, type `video`). */
export const oembed = z.object({
  version: z.literal('1.0'),
  type: z.literal('video'),
  title: z.string(),
  author_name: z.string(),
  author_url: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  cache_age: z.int(),
  thumbnail_url: z.optional(z.string()),
  thumbnail_width: z.optional(z.int()),
  thumbnail_height: z.optional(z.int()),
  html: z.string(),
  width: z.int(),
  height: z.int(),
})
export type Oembed = z.infer<typeof oembed>

const side = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000)))

/** `url`: address of a clip’s page or of its embed. `format`: JSON is the one there is. */
export const oembedQuery = z.object({
  url: z.string().check(z.maxLength(2000)),
  maxwidth: side,
  maxheight: side,
  format: z.optional(z.string().check(z.maxLength(20))),
})
