import * as z from 'zod/mini'
import { accountLimits } from '../accounts/limits.ts'
import { staffRoles } from '../staff/roles.ts'
import { instant, uuid } from './page.ts'

/** What anyone may see of an account. */
export const account = z.object({
  id: uuid,
  handle: z.string(),
  name: z.string(),
  /** True for the trial shore's own accounts, which nobody can sign in to. */
  generated: z.boolean(),
  createdAt: instant,
  /** Whoever wants to follow asks first. */
  isClosed: z.boolean(),
  followers: z.int(),
  videos: z.int(),
  likes: z.int(),
})
export type Account = z.infer<typeof account>

/** What a person changes about their account. What is not said stays as it is. */
export const accountChange = z.object({ isClosed: z.optional(z.boolean()) })

const handle = z.string().check(z.minLength(1), z.maxLength(100))
const passphrase = z.string().check(z.minLength(1), z.maxLength(1024))

export const signUp = z.object({ handle, passphrase })
export const signIn = z.object({ handle, passphrase })
export const recovery = z.object({ handle, code: z.string().check(z.maxLength(100)), passphrase })
/** `endPasskeys`: every passkey ends as well, for whoever shuts somebody out. */
export const passphraseChange = z.object({ newPassphrase: passphrase, endPasskeys: z._default(z.boolean(), false) })
/** Who is signed in shows once more that it is them. */
export const proof = z.object({ passphrase })

/** Who the caller is; `account` is null for a guest. */
export const session = z.object({
  account: z.nullable(
    z.object({ id: uuid, handle: z.string(), name: z.string(), role: z.nullable(z.enum(staffRoles)) }),
  ),
})
export type Session = z.infer<typeof session>

export const signedUp = z.object({
  account: z.object({ id: uuid, handle: z.string(), name: z.string() }),
  /** Shown once. Each opens the account once, without the passphrase. */
  recoveryCodes: z.array(z.string()),
})
export type SignedUp = z.infer<typeof signedUp>

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

const ownSession = z.object({
  id: uuid,
  /** Browser and system families as the browser names them, such as “Firefox, Linux”. */
  label: z.string(),
  createdAt: instant,
  /** To the hour, no finer. */
  lastUsedAt: instant,
  isThisOne: z.boolean(),
})
export const ownSessions = z.object({ items: z.array(ownSession) })
export type OwnSession = z.infer<typeof ownSession>

const ownToken = z.object({
  id: uuid,
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  expiresAt: instant,
  /** To the day, no finer; null while it was never used. */
  lastUsedAt: z.nullable(instant),
})
export const ownTokens = z.object({ items: z.array(ownToken) })
export type OwnToken = z.infer<typeof ownToken>

export const tokenWish = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  /** `read` sees what is the account’s own; `post` also uploads, posts, edits and likes. */
  scope: z.enum(['read', 'post']),
  days: z._default(z.int().check(z.minimum(1), z.maximum(accountLimits.maxTokenDays)), accountLimits.standardTokenDays),
})
/** Shown once. */
export const newToken = z.object({ token: z.string(), expiresAt: instant })
export type NewToken = z.infer<typeof newToken>
