import * as z from 'zod/mini'
import { instant, uuid } from './page.ts'

/** What anyone may see of an account. */
export const account = z.object({
  id: uuid,
  handle: z.string(),
  name: z.string(),
  /** True for the trial shore's own accounts, which nobody can sign in to. */
  generated: z.boolean(),
  createdAt: instant,
  videos: z.int(),
  likes: z.int(),
})
export type Account = z.infer<typeof account>

const handle = z.string().check(z.minLength(1), z.maxLength(100))
const passphrase = z.string().check(z.minLength(1), z.maxLength(1024))

export const signUp = z.object({ handle, passphrase })
export const signIn = z.object({ handle, passphrase })
export const recovery = z.object({ handle, code: z.string().check(z.maxLength(100)), passphrase })
export const passphraseChange = z.object({ passphrase, newPassphrase: passphrase })

/** Who the caller is; `account` is null for a guest. */
export const session = z.object({
  account: z.nullable(z.object({ id: uuid, handle: z.string(), name: z.string() })),
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
