import * as z from 'zod/mini'
import { ages } from '../accounts/ages.ts'
import { broughtFields } from './account.ts'
import { instant, uuid } from './page.ts'

const base64url = (most: number) => z.string().check(z.regex(/^[\w-]+$/), z.maxLength(most))
const transports = z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))

/** What a browser needs to make or to use a passkey: the options of WebAuthn Level 3 §5.4 and §5.5, as JSON. */
export const ceremony = z.looseObject({ challenge: z.string() })

/** A new passkey as a browser hands it over: RegistrationResponseJSON, WebAuthn Level 3 §5.1. */
export const newPasskey = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8192),
    attestationObject: base64url(32_768),
    transports: z.optional(transports),
  }),
})
/** The passkey of a new account, with what was said of the person's age. */
export const joiningPasskey = z.extend(newPasskey, { age: z._default(z.enum(ages), 'older'), ...broughtFields })
export type NewPasskey = z.infer<typeof newPasskey>

/** A passkey's signature as a browser hands it over: AuthenticationResponseJSON, WebAuthn Level 3 §5.1. */
export const passkeyUse = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8192),
    authenticatorData: base64url(8192),
    signature: base64url(2048),
    userHandle: z.optional(z.nullable(base64url(100))),
  }),
})
export type PasskeyUse = z.infer<typeof passkeyUse>

const ownPasskey = z.object({
  id: uuid,
  /** Null where it cannot be opened any more. */
  name: z.nullable(z.string()),
  createdAt: instant,
  /** To the day, no finer; null while it was never used. */
  lastUsedAt: z.nullable(instant),
})
export const ownPasskeys = z.object({ items: z.array(ownPasskey) })
export type OwnPasskey = z.infer<typeof ownPasskey>
