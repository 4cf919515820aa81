/** A session as it lies in a file that somebody hands over: nothing in it is believed before it has this shape. */
import * as z from 'zod/mini'
import { dimensions } from './candidate.ts'
import { readInterests } from './forget.ts'
import { acts } from './interests.ts'
import type { Session } from './session.ts'

const key = z.int().check(z.gte(0), z.lte(0xffffffff))
const at = z.number().check(z.gte(0), z.lte(8_640_000_000_000_000))
const feature = z.int().check(z.gte(-127), z.lte(127))
const features = z.array(feature).check(z.length(dimensions))
const id = z.string().check(z.maxLength(64))
const ids = z.array(id).check(z.maxLength(10_000))
const keys = z.array(key).check(z.maxLength(10_000))

const clip = {
  id,
  features,
  creator: key,
  sound: key,
  topic: key,
  language: z.optional(key),
  lengthMs: z.number(),
  quality: z.nullish(z.number()),
  at,
}
const event = z.union([
  z.object({ ...clip, kind: z.literal('watch'), watchedMs: z.number(), touched: z.optional(z.boolean()) }),
  z.object({ ...clip, kind: z.enum([...acts, 'unlike', 'unfollow', 'unsave', 'unless']) }),
])
const shown = z.object({ id, creator: key, sound: key, topic: key, features, exploring: z.boolean() })
const rules = z.object({
  hidesSensitive: z.boolean(),
  hidesAi: z.boolean(),
  hidesPaid: z.boolean(),
  seen: ids,
  hidden: ids,
  mutedCreators: keys,
  mutedSounds: keys,
  sliders: z.object({
    topics: z.array(z.tuple([key, z.enum(['off', 'less', 'more'])])),
    exploring: z.enum(['less', 'usual', 'more']),
    length: z.number().check(z.gte(-1), z.lte(1)),
  }),
})
const step = z.union([
  z.object({ do: z.literal('learn'), event }),
  z.object({ do: z.literal('forget'), what: z.literal('item'), id }),
  z.object({ do: z.literal('forget'), what: z.enum(['topic', 'creator', 'sound', 'pick']), key }),
  z.object({ do: z.literal('forget'), what: z.literal('all') }),
  z.object({ do: z.literal('pick'), key, features, at }),
  z.object({ do: z.literal('rules'), rules }),
  z.object({
    do: z.literal('order'),
    slate: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    at,
    seed: z.number(),
    count: z.int().check(z.gte(0), z.lte(10_000)),
    alsoSeen: ids,
    shown: z.array(shown).check(z.maxLength(1000)),
    ids,
    scores: z.array(z.number()),
  }),
])
const session = z.object({
  version: z.literal(1),
  weights: z.int(),
  interests: z.unknown(),
  steps: z.array(step).check(z.maxLength(100_000)),
})

/** The session in a file's text, or in a few words what is not one about it. */
export function readSession(text: string): Session | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'JSON'
  }
  const read = z.safeParse(session, value)
  if (!read.success) return whereOf(read.error.issues[0]!)
  const interests = readInterests(read.data.interests)
  if (!interests) return 'interests'
  return { ...read.data, interests } as Session
}

const whereOf = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${path.map(String).join('.') || 'session'}: ${message}`.slice(0, 200)
