import * as z from 'zod/mini'
import { instant } from './page.ts'

/** Whether the caller's account is leaving; `leavesAt` is null where it stays. */
export const leaving = z.object({
  leavesAt: z.nullable(instant),
  /** A case about the account is open: it is decided before the account is erased, for at most 30 days more. */
  waitsForCase: z.boolean(),
})
export const left = z.object({
  leavesAt: instant,
  /** Shown once. It opens the receipt when the account is gone; nobody can find it out again. */
  code: z.string(),
})
export const erasureCode = z.object({ code: z.string().check(z.minLength(1), z.maxLength(100)) })

const receipt = z.object({
  version: z.literal(1),
  shore: z.string(),
  what: z.enum(['account', 'video', 'comment']),
  askedAt: instant,
  erasedAt: instant,
  /** Rows that are gone, by what they were of. */
  erased: z.record(z.string(), z.int()),
  /** What stays, without the person, and until when; null as long as the shore. */
  kept: z.array(z.object({ what: z.enum(['cases', 'log']), count: z.int(), until: z.nullable(instant) })),
  /** By when files, the search, slates and backups have forgotten. */
  copies: z.object({
    /** Receipts from before there were keys lack these two. */
    keys: z.optional(instant),
    pages: z.optional(instant),
    files: instant,
    search: instant,
    slates: instant,
    backups: instant,
  }),
})
/** A receipt, signed by the shore's key (Ed25519): `docs/audit/erasure.md` says over which bytes. */
export const signedReceipt = z.object({ receipt, key: z.string(), signature: z.string() })
export type SignedReceipt = z.infer<typeof signedReceipt>
