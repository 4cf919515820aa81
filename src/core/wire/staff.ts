import * as z from 'zod/mini'
import { joiningLimits } from '../accounts/joining.ts'
import { staffActs, staffLimits, staffRoles } from '../staff/roles.ts'
import { instant, page, uuid } from './page.ts'
import { advisories } from './shore.ts'

const staffRole = z.enum(staffRoles)

// No control character and nothing that turns text: it is kept for ever, and printed on terminals.
const plain = z.regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u)
const why = z.string().check(z.trim(), plain, z.minLength(1), z.maxLength(staffLimits.maxWhyCharacters))
const handle = z.string().check(plain, z.minLength(1), z.maxLength(100))

/** One entry of the append-only log of what staff did. */
const staffEntry = z.object({
  id: uuid,
  at: instant,
  /** Handle of who acted; null for a command on the shore's machine, or an account that is gone. */
  by: z.nullable(z.string()),
  role: z.enum([...staffRoles, 'machine']),
  act: z.enum(staffActs),
  /** What it was done to: a handle, a clip's id, or nothing. */
  subject: z.string(),
  why: z.string(),
  /** Whether it was carried out. An act is written down before it is begun. */
  outcome: z.enum(['begun', 'done', 'failed']),
})
export const staffLog = page(staffEntry)

export const roleClaim = z.object({ code: z.string().check(z.maxLength(100)) })
export const roleWish = z.object({ handle, role: z.nullable(staffRole), why })
export const staffAccountWish = z.object({ handle, why })
/** Shown once. */
export const staffAccountMade = z.object({ handle: z.string(), passphrase: z.string() })
export const quotaWish = z.object({ megabytes: z.nullable(z.int().check(z.gte(0), z.lte(10_000_000))), why })
/** Ids, scopes and ends of an account's tokens; what its owner calls them is the owner's. */
export const staffTokens = z.object({
  items: z.array(z.object({ id: uuid, scopes: z.array(z.string()), expiresAt: instant })),
})
export type StaffToken = z.infer<typeof staffTokens>['items'][number]
export const tokenEnd = z.object({ id: uuid, why })
export const onlyWhy = z.object({ why })

const staffAccount = z.object({
  handle: z.string(),
  createdAt: instant,
  role: z.nullable(staffRole),
  videos: z.int(),
  /** Bytes that the account's clips take, and may take; null where there is no bound. */
  bytes: z.int(),
  quotaBytes: z.nullable(z.int()),
})
export const staffAccounts = z.object({ items: z.array(staffAccount) })
export type StaffAccount = z.infer<typeof staffAccount>

/** Who waits to be let in, those who have waited longest first; `n` is how many there are. */
export const newcomers = z.object({
  n: z.int(),
  items: z.array(z.object({ handle: z.string(), name: z.string(), words: z.string(), askedAt: instant })),
})
export type Newcomers = z.infer<typeof newcomers>
export const newcomerDecision = z.object({ isLetIn: z.boolean(), why })
const inviteFields = { id: uuid, uses: z.int(), endsAt: instant }
/** Without their codes, which nobody has but whoever was given one. */
export const invites = z.object({ items: z.array(z.object({ ...inviteFields, used: z.int(), madeAt: instant })) })
export type Invites = z.infer<typeof invites>
export const inviteWish = z.object({
  uses: z.int().check(z.minimum(1), z.maximum(joiningLimits.invitedAtOnce)),
  days: z.int().check(z.minimum(1), z.maximum(joiningLimits.inviteDays)),
  why,
})
/** The code is shown once. */
export const inviteMade = z.object({ ...inviteFields, code: z.string() })

const waitingJobs = z.array(z.object({ task: z.string(), n: z.int() }))
/** Clips that were given up for a fault of the shore; `code` is of the table of refusals. */
const deadEnds = z.array(z.object({ id: uuid, handle: z.string(), code: z.string() }))

export const staffJobs = z.object({ waiting: waitingJobs, dead: deadEnds })
export type StaffJobs = z.infer<typeof staffJobs>

export const shoreStatus = z.object({
  version: z.string(),
  at: instant,
  database: z.enum(['ok', 'unreachable']),
  objects: z.enum(['ok', 'unreachable']),
  engine: z.string(),
  sandbox: z.string(),
  /** Name of the last change of the tables. */
  migration: z.string(),
  accounts: z.int(),
  videos: z.array(z.object({ state: z.string(), n: z.int() })),
  operators: z.int(),
  moderators: z.int(),
  jobs: staffJobs,
  advisories,
})
export type ShoreStatus = z.infer<typeof shoreStatus>

export const storageUse = z.object({
  /** Bytes by what they are: renditions, posters and so on, and files as they were sent. */
  kinds: z.array(z.object({ kind: z.string(), files: z.int(), bytes: z.int() })),
  /** Objects that no clip uses, and files of clips that are not there. */
  orphans: z.object({ files: z.int(), bytes: z.int() }),
  missing: z.int(),
  freeBytes: z.nullable(z.int()),
  technology: z.string(),
})
export type StorageUse = z.infer<typeof storageUse>
export const swept = z.object({ removed: z.int(), bytes: z.int(), missing: z.int() })

/** What the caller's own clips take. */
export const ownStorage = z.object({ bytes: z.int(), quotaBytes: z.nullable(z.int()) })
export type OwnStorage = z.infer<typeof ownStorage>
