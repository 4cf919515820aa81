import * as z from 'zod/mini'
import { proposedActs } from '../institutions/mandate.ts'
import { approvingRoles, stewardRoles } from '../institutions/stewards.ts'
import { toldSteps, toldWays } from '../institutions/telling.ts'
import { leafKinds } from '../ledger/leaf.ts'
import { instant } from './page.ts'

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const act = z.enum(proposedActs)
const role = z.enum(stewardRoles)
const seat = { role, since: instant, passkeys: z.int() }

/** What happened, what waits and what failed, in a digest and as of now. */
const week = {
  from: instant,
  until: instant,
  /** Entries of the record, with the number and the hash of each. */
  happened: z.array(z.object({ number: z.int(), kind: z.enum(leafKinds), at: instant, hash })),
  /** How many entries the record had by then. */
  entries: z.int(),
  waits: z.array(
    z.object({
      act,
      /** The hash that is signed. */
      proposal: z.string(),
      /** The role of who proposed it; null for who has no seat any more. */
      by: z.nullable(role),
      rule: z.object({ approvals: z.int(), from: z.readonly(z.array(z.enum(approvingRoles))), withinHours: z.int() }),
      signatures: z.int(),
      expires: instant,
      due: z.nullable(instant),
    }),
  ),
  failed: z.object({
    /** Notices of proposals and of digests that were not handed over; `fault` is null while they are on their way. */
    notices: z.array(
      z.object({
        act: z.nullable(act),
        proposal: z.nullable(z.string()),
        digest: z.nullable(z.int()),
        step: z.enum(toldSteps),
        way: z.enum(toldWays),
        at: instant,
        fault: z.nullable(z.string()),
        isAcknowledged: z.boolean(),
      }),
    ),
    /** The domain that does not show the proof, and when it last did. */
    domain: z.nullable(z.object({ domain: z.string(), since: z.nullable(instant), fault: z.string() })),
    /** Broken glasses that nobody has reviewed. */
    glasses: z.array(z.object({ act, broken: instant, due: instant, isOverdue: z.boolean() })),
    /** Proposals of which nothing came, and why. */
    ended: z.array(
      z.object({
        act,
        proposal: z.string(),
        state: z.enum(['stopped', 'void', 'expired']),
        why: z.string(),
        at: instant,
      }),
    ),
  }),
}

/** As of now, since the last digest ended; unsigned. */
export const overview = z.object({
  canAct: z.array(z.object({ ...seat, handle: z.string(), name: z.string() })),
  ...week,
  /** The number of the last digest; 0 before the first. */
  last: z.int(),
})
export type Overview = z.infer<typeof overview>

const digest = z.object({
  schema: z.literal('onshore digest 1'),
  shore: z.string(),
  institution: z.string(),
  number: z.int(),
  /** `steward` stands for a handle: SHA-256 of `onshore commitment 1`, `steward N`, the salt and the handle. */
  canAct: z.array(z.object({ ...seat, steward: hash })),
  ...week,
  previous: z.nullable(hash),
})
const signed = { digest, signature: z.string() }

/** Digests as they were signed, from a number on; `key` is the shore's public key, raw, base64. */
export const digests = z.object({ key: z.string(), items: z.array(z.object(signed)), next: z.nullable(z.int()) })
export const digestsQuery = z.object({ from: z._default(z.coerce.number().check(z.int(), z.gte(1)), 1) })
export const withNumber = z.object({
  handle: z.string(),
  number: z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000_000)),
})
/** One digest, and what opens who stands in it: salts in hex. Who was erased is not among them. */
export const digestOpened = z.object({
  ...signed,
  key: z.string(),
  people: z.array(z.object({ what: z.string(), handle: z.string(), salt: hash })),
})
export type DigestOpened = z.infer<typeof digestOpened>
