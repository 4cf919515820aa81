import * as z from 'zod/mini'
import { ages } from '../accounts/ages.ts'
import { accountLimits } from '../accounts/limits.ts'
import { staffRoles } from '../staff/roles.ts'
import { instant, uuid } from './page.ts'

/** A place of one's own elsewhere. */
const link = z.object({ title: z.string(), url: z.string() })

/** Who somebody is, wherever a name stands. `avatar` is the address of a picture, or null for the letter. */
export const person = z.object({ handle: z.string(), name: z.string(), avatar: z.nullable(z.string()) })
export type Person = z.infer<typeof person>

/** What anyone may see of an account. */
export const account = z.object({
  id: uuid,
  handle: z.string(),
  name: z.string(),
  avatar: z.nullable(z.string()),
  bio: z.string(),
  links: z.array(link),
  /** The account is new: its links, contact and products are words that lead nowhere yet. */
  linksWait: z.boolean(),
  isBusiness: z.boolean(),
  /** It belongs to an institution, whose card says who answers for it. */
  isInstitution: z.boolean(),
  /** How a business is reached, and what it offers; empty for everybody else. */
  contact: z.string(),
  products: z.array(link),
  /** True for the trial shore's own accounts, which nobody can sign in to. */
  generated: z.boolean(),
  createdAt: instant,
  /** Whoever wants to follow asks first. */
  isClosed: z.boolean(),
  /** Whether search engines may lead to it and to its clips. */
  isIndexed: z.boolean(),
  /** Whether others see whom the account follows, and who follows it. */
  showsTies: z.boolean(),
  showsLikes: z.boolean(),
  /** The profile that the person says they have moved to, at another shore. */
  movedTo: z.nullable(z.string()),
  /** The profile that they had before, as that shore confirmed it. */
  movedFrom: z.nullable(z.string()),
  followers: z.int(),
  videos: z.int(),
  likes: z.int(),
})
export type Account = z.infer<typeof account>

const linkWish = z.object({
  title: z._default(z.string().check(z.maxLength(1000)), ''),
  url: z.string().check(z.maxLength(4000)),
})
/** What a person changes about their account. What is not said stays as it is. */
export const accountChange = z.object({
  name: z.optional(z.string().check(z.maxLength(1000))),
  bio: z.optional(z.string().check(z.maxLength(5000))),
  links: z.optional(z.array(linkWish).check(z.maxLength(100))),
  isBusiness: z.optional(z.boolean()),
  contact: z.optional(z.string().check(z.maxLength(1000))),
  products: z.optional(z.array(linkWish).check(z.maxLength(100))),
  isClosed: z.optional(z.boolean()),
  isIndexed: z.optional(z.boolean()),
  showsTies: z.optional(z.boolean()),
  showsLikes: z.optional(z.boolean()),
})
/** By their own word somebody has become as old as an open account asks for. There is no way back: nobody grows younger. */
export const ageChange = z.object({ age: z.literal('older') })
/** Base64 of raw RGB, 256 by 256 pixels. */
export const avatarWish = z.object({ pixels: z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/)) })
export type AccountChange = z.infer<typeof accountChange>

const handle = z.string().check(z.minLength(1), z.maxLength(100))
const passphrase = z.string().check(z.minLength(1), z.maxLength(1024))

const age = z._default(z.enum(ages), 'older')

/** What a shore may ask of newcomers besides: a code, a sentence, or the answer to a challenge of `join.proof`. */
export const broughtFields = {
  invite: z.optional(z.string().check(z.maxLength(100))),
  words: z.optional(z.string().check(z.maxLength(2000))),
  proof: z.optional(
    z.object({ challenge: z.string().check(z.maxLength(200)), answer: z.string().check(z.regex(/^\d{1,16}$/)) }),
  ),
}
export const signUp = z.object({ handle, passphrase, age, ...broughtFields })
/** A handle that an account is to be opened for. */
export const joining = z.object({
  handle: z.string().check(z.maxLength(100)),
  age,
  invite: broughtFields.invite,
  words: broughtFields.words,
})
export const signIn = z.object({ handle, passphrase })
export const recovery = z.object({ handle, code: z.string().check(z.maxLength(100)), passphrase })
/** `endPasskeys`: every passkey ends as well, for whoever shuts somebody out. */
export const passphraseChange = z.object({ newPassphrase: passphrase, endPasskeys: z._default(z.boolean(), false) })
/** Who is signed in shows once more that it is them. */
export const proof = z.object({ passphrase })

/** Who the caller is; `account` is null for a guest. */
export const session = z.object({
  account: z.nullable(
    z.object({
      id: uuid,
      handle: z.string(),
      name: z.string(),
      role: z.nullable(z.enum(staffRoles)),
      /** Under 16 by their own word: their account is closed, and what they post begins with followers. */
      isYoung: z.boolean(),
      /** It was not let in yet: it watches and writes its profile. */
      isWaiting: z.boolean(),
    }),
  ),
})
export type Session = z.infer<typeof session>

export const signedUp = z.object({
  account: z.object({ id: uuid, handle: z.string(), name: z.string() }),
  /** Somebody of the shore lets it in first. */
  isWaiting: z.boolean(),
  /** Shown once. Each opens the account once, without the passphrase. */
  recoveryCodes: z.array(z.string()),
})
export type SignedUp = z.infer<typeof signedUp>

export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

const ownSession = z.object({
  id: uuid,
  /** Browser and system families as the browser names them, such as “Firefox, Linux”. */
  /** Null where it cannot be opened any more. */
  label: z.nullable(z.string()),
  createdAt: instant,
  /** To the hour, no finer. */
  lastUsedAt: instant,
  isThisOne: z.boolean(),
})
export const ownSessions = z.object({ items: z.array(ownSession) })
export type OwnSession = z.infer<typeof ownSession>

const ownToken = z.object({
  id: uuid,
  /** Null where it cannot be opened any more. */
  name: z.nullable(z.string()),
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
