import * as z from 'zod/mini'
import { instant } from './page.ts'

const count = z.number().check(z.int(), z.gte(0))
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** The words of a topic, the plainest first. `parent` is the place of the larger topic in the same list. */
export const slateTopic = z.object({
  words: z.array(z.string()).check(z.minLength(1), z.maxLength(3)),
  parent: z.nullable(count),
})
/**
 * The head of a slate. `Slate-Signature` is the base64 Ed25519 signature of exactly the body bytes (RFC 8032); `previous` is the
 * SHA-256 of the body of the slate before it. Packs are records of `core/feed/candidate.ts`, in this order.
 */
export const slateHead = z.object({
  version: z.literal(1),
  shore: z.string(),
  number: count,
  madeAt: instant,
  previous: z.nullable(hash),
  /** What a candidate's topic is a place in. */
  topics: z.array(slateTopic),
  packs: z.array(z.object({ hash, count: count, bytes: count })),
})
export type SlateHead = z.infer<typeof slateHead>
