import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { accountLimits } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import { boundOf } from '../../core/register/retentions.ts'
import type { NewPasskey, PasskeyUse } from '../../core/wire/passkey.ts'
import { type Clock, makeId, toTheDay } from '../adapters/clock/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Challenge, PasskeyRow, PasskeyStore, PasskeyToAdd, Purpose } from './passkey-store.ts'
import { hashSecret, makeSecret } from './secrets.ts'

/** The shore as a passkey knows it (relying party, WebAuthn Level 3 §5.1). */
export interface Party {
  name: string
  /** Host name without port. */
  id: string
  /** Addresses whose pages may ask for the shore's passkeys. */
  origins: readonly string[]
}

/** In a trial the page's own address counts, which is some port of localhost; browsers take passkeys nowhere else without https. */
export function partyOf(
  { name, origin, relatedOrigins }: { name: string; origin: string | null; relatedOrigins: readonly string[] },
  host: string | undefined,
): Party {
  if (origin !== null) return { name, id: new URL(origin).hostname, origins: [origin, ...relatedOrigins] }
  return { name, id: 'localhost', origins: /^localhost(:\d+)?$/.test(host ?? '') ? [`http://${host}`] : [] }
}

export interface Ceremonies {
  passkeys: PasskeyStore
  clock: Clock
  keys: Keys
}

export const ceremonyLifeMs = boundOf('challenge')

// Ed25519, ES256, RS256 (RFC 9053, RFC 8812): every authenticator has one of them, and every Node verifies them for good.
export const algorithms = [-8, -7, -257]

type Asking = Pick<Challenge, 'purpose' | 'account_id' | 'session_id' | 'handle'>

export async function challengeFor(
  { passkeys, clock }: Pick<Ceremonies, 'passkeys' | 'clock'>,
  asking: Asking,
): Promise<Buffer<ArrayBuffer>> {
  const challenge = makeSecret()
  await passkeys.addChallenge({
    ...asking,
    hash: hashSecret(challenge),
    expires_at: new Date(clock.now().getTime() + ceremonyLifeMs),
  })
  return Buffer.from(challenge, 'base64url')
}

/** The challenge that an answer says it answers, used up by it. Refuses `passkey.failed`. */
export async function answered(
  { passkeys, clock }: Ceremonies,
  clientDataJSON: string,
  purpose: Purpose,
): Promise<Challenge & { challenge: string }> {
  const challenge = challengeIn(clientDataJSON)
  const asked = challenge && (await passkeys.takeChallenge(hashSecret(challenge), purpose, clock.now()))
  if (!asked) throw refuse('passkey.failed')
  return { ...asked, challenge }
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : null
  } catch {
    return null
  }
}

/** What a browser needs to make a passkey for an account, discoverable and with the person verified (WebAuthn Level 3 §5.4). */
export async function registrationOptions(
  rooms: Ceremonies,
  party: Party,
  account: { id: string; handle: string },
  asking: { purpose: 'join'; session_id: null } | { purpose: 'add'; session_id: string },
) {
  const known = await rooms.passkeys.passkeysOf(account.id)
  if (known.length >= accountLimits.passkeys) throw refuse('passkey.most', { limit: accountLimits.passkeys })
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: account.handle,
    userID: Buffer.from(account.id.replaceAll('-', ''), 'hex'),
    challenge: await challengeFor(rooms, { ...asking, account_id: account.id, handle: account.handle }),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    timeout: ceremonyLifeMs,
    excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { ...options }
}

/**
 * A passkey that answers a challenge of this purpose, and the account that the challenge was made for. Refuses `passkey.failed`
 * for any other, whatever is wrong with it: used, late, of another session, of another page.
 */
export async function verifyNew(
  rooms: Ceremonies,
  party: Party,
  given: NewPasskey,
  { purpose, sessionId, name }: { purpose: 'join' | 'add'; sessionId: string | null; name: string },
): Promise<{ accountId: string; handle: string; passkey: PasskeyToAdd }> {
  const asked = await answered(rooms, given.response.clientDataJSON, purpose)
  if (asked.session_id !== sessionId || asked.account_id === null || asked.handle === null)
    throw refuse('passkey.failed')
  const credential = await verifiedNew(party, given, asked.challenge)
  const at = rooms.clock.now()
  return {
    accountId: asked.account_id,
    handle: asked.handle,
    passkey: {
      id: makeId(at),
      credential_id: credential.id,
      public_key: credential.publicKey,
      counter: credential.counter,
      transports: given.response.transports ?? [],
      name: await rooms.keys.sealName(asked.account_id, 'passkeys.name', name),
      created_at: at,
    },
  }
}

/** The passkey that a browser has made for a challenge. Refuses `passkey.failed`. */
export async function verifiedNew(party: Party, given: NewPasskey, challenge: string) {
  const verified = await verifyRegistrationResponse({
    response: { ...given, response: withTransports(given.response), clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  if (!verified?.verified) throw refuse('passkey.failed')
  return verified.registrationInfo.credential
}

/** What a browser needs to use a passkey: any that it holds for the shore, or one of an account's. */
export async function useOptions(
  rooms: Ceremonies,
  party: Party,
  asking: { purpose: 'sign-in' } | { purpose: 'step-up'; accountId: string; sessionId: string },
) {
  const isKnown = asking.purpose === 'step-up'
  const known = isKnown ? await rooms.passkeys.passkeysOf(asking.accountId) : []
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: await challengeFor(rooms, {
      purpose: asking.purpose,
      account_id: isKnown ? asking.accountId : null,
      session_id: isKnown ? asking.sessionId : null,
      handle: null,
    }),
    timeout: ceremonyLifeMs,
    userVerification: 'required',
    ...(isKnown ? { allowCredentials: known.map(one => ({ id: one.credential_id })) } : {}),
  })
  return { ...options }
}

/** The passkey that answers a challenge of this purpose, noted as used. Refuses `passkey.failed` for any other. */
export async function verifyUse(
  rooms: Ceremonies,
  party: Party,
  given: PasskeyUse,
  who: { purpose: 'sign-in' } | { purpose: 'step-up'; accountId: string; sessionId: string },
): Promise<PasskeyRow> {
  const asked = await answered(rooms, given.response.clientDataJSON, who.purpose)
  const passkey = await rooms.passkeys.byCredential(given.id)
  if (!passkey) throw refuse('passkey.failed')
  if (
    who.purpose === 'step-up' &&
    (asked.session_id !== who.sessionId || asked.account_id !== who.accountId || passkey.account_id !== who.accountId)
  )
    throw refuse('passkey.failed')
  await checkUse(rooms, party, given, passkey, asked.challenge)
  return passkey
}

/** What a browser needs to sign these bytes, and nothing else, by a passkey of the account. The challenge is the bytes themselves. */
export async function signingOptions(
  { passkeys }: Ceremonies,
  party: Party,
  { accountId, challenge, only }: { accountId: string; challenge: Buffer<ArrayBuffer>; only?: readonly string[] },
) {
  const known = (await passkeys.passkeysOf(accountId)).filter(({ id }) => !only || only.includes(id))
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge,
    timeout: ceremonyLifeMs,
    userVerification: 'required',
    allowCredentials: known.map(one => ({ id: one.credential_id })),
  })
  return { ...options }
}

/** The account's passkey that has signed exactly these bytes. Refuses `passkey.failed` for any other. */
export async function verifySigned(
  rooms: Ceremonies,
  party: Party,
  given: PasskeyUse,
  { accountId, challenge }: { accountId: string; challenge: Buffer<ArrayBuffer> },
): Promise<PasskeyRow> {
  const passkey = await rooms.passkeys.byCredential(given.id)
  if (passkey?.account_id !== accountId) throw refuse('passkey.failed')
  await checkUse(rooms, party, given, passkey, challenge.toString('base64url'))
  return passkey
}

async function checkUse(
  rooms: Ceremonies,
  party: Party,
  given: PasskeyUse,
  passkey: PasskeyRow,
  challenge: string,
): Promise<void> {
  const counter = await ownUse(party, given, passkey, challenge)
  if (!(await rooms.passkeys.usePasskey(passkey.id, counter, toTheDay(rooms.clock.now()))))
    throw refuse('passkey.failed')
}

/** As `verifiedUse`, of an account's passkey. Nothing is noted: whoever calls notes the counter with what was signed for. */
export async function ownUse(party: Party, given: PasskeyUse, passkey: PasskeyRow, challenge: string): Promise<number> {
  const { userHandle } = given.response
  const counter = await verifiedUse(party, given, passkey, challenge)
  // The passkey's own word whose it is, where it gives one (WebAuthn Level 3 §7.2, step 6).
  if (userHandle && Buffer.from(userHandle, 'base64url').toString('hex') !== passkey.account_id.replaceAll('-', ''))
    throw refuse('passkey.failed')
  return counter
}

/** The new counter of a passkey that has signed a challenge, the person verified. Refuses `passkey.failed`. */
export async function verifiedUse(
  party: Party,
  given: PasskeyUse,
  passkey: Pick<PasskeyRow, 'credential_id' | 'public_key' | 'counter'>,
  challenge: string,
): Promise<number> {
  const { userHandle: _, ...response } = given.response
  const verified = await verifyAuthenticationResponse({
    response: { ...given, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.counter,
    },
  }).catch(() => null)
  if (!verified?.verified) throw refuse('passkey.failed')
  return verified.authenticationInfo.newCounter
}

// The wish list of a browser's library is wider than what is kept: names it does not know are left out.
const knownTransports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
type Transport = (typeof knownTransports)[number]

function withTransports({ transports = [], ...response }: NewPasskey['response']) {
  return {
    ...response,
    transports: transports.filter(one => knownTransports.includes(one as Transport)) as Transport[],
  }
}
