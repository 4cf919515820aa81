/** Moving: what an account's former shore confirms, as a code that the person carries to the new one. Neither shore asks the other. */
import * as z from 'zod/mini'
import { refuse } from '../errors.ts'
import { instant, uuid } from '../wire/page.ts'

declare const URL: {
  parse(text: string): {
    readonly origin: string
    readonly protocol: string
    readonly username: string
    readonly password: string
    readonly hostname: string
    readonly pathname: string
    readonly search: string
    readonly hash: string
  } | null
}

export const moveFormat = 'onshore-move/1'

/** What the former shore signs (Ed25519): `onshore-move/1`, a line feed, and the payload in base64url. */
export const moveClaim = (payload: string): string => `${moveFormat}\n${payload}`

export const moveStatement = z.object({
  /** The profile's address at the former shore. */
  from: z.string().check(z.maxLength(500)),
  /** The account's id there. */
  account: uuid,
  /** The profile's address at the new shore. */
  to: z.string().check(z.maxLength(500)),
  at: instant,
  /** The former shore's public key, raw, base64: the one that its archives are signed by. */
  key: z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/)),
})
export type MoveStatement = z.infer<typeof moveStatement>

/** `onshore-move/1.PAYLOAD.SIGNATURE`, both in base64url; null for anything else. Says nothing about the signature. */
export function partsOfCode(code: string): { payload: string; signature: string } | null {
  const match = /^onshore-move\/1\.([\w-]{20,4000})\.([\w-]{86})$/.exec(code.trim())
  return match ? { payload: match[1]!, signature: match[2]! } : null
}

/**
 * The address of a profile as people copy it, as it is kept: `https://shore/@handle`. On this machine alone, plain http is one as well.
 * Refuses `move.address`.
 */
export function profileAddressIn(raw: string): string {
  const url = URL.parse(raw.trim())
  const isHere = url?.hostname === 'localhost'
  const isProfile =
    url !== null &&
    (url.protocol === 'https:' || (isHere && url.protocol === 'http:')) &&
    (isHere || url.hostname.includes('.')) &&
    url.username === '' &&
    url.password === '' &&
    /^\/(@|%40)[^/@\s]{1,200}\/?$/.test(url.pathname) &&
    url.search === '' &&
    url.hash === ''
  if (!isProfile || raw.length > 300) throw refuse('move.address', { got: raw.trim().slice(0, 80) })
  return `${url.origin}${url.pathname.replace(/^\/%40/, '/@').replace(/\/$/, '')}`
}
