/** Passkeys of devices that belong to no account: they open a posting station, and nothing else. */
import { randomBytes } from 'node:crypto'
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { refuse } from '../../core/errors.ts'
import type { NewPasskey, PasskeyUse } from '../../core/wire/passkey.ts'
import type { Config } from '../config.ts'
import { hostNamed, namesOf } from '../http/networks.ts'
import type { PasskeyRow } from './passkey-store.ts'
import {
  algorithms,
  answered,
  type Ceremonies,
  ceremonyLifeMs,
  challengeFor,
  type Party,
  verifiedNew,
  verifiedUse,
} from './passkeys.ts'

const nobody = { account_id: null, session_id: null, handle: null }

/**
 * Where a station's passkeys hold: the name under which the page was asked for, so that one that was made for the station's own name
 * opens nothing under the shore's. In a trial the page's own address counts.
 */
export function stationParty(config: Config, host: string | undefined): Party {
  const { name, origin } = config
  const { full, station } = namesOf(config)
  const asked = hostNamed(host ?? '')
  const id = station !== null && asked === station ? station : full!
  if (origin === null) return { name, id, origins: asked === id ? [`http://${host}`] : [] }
  const { port } = new URL(origin)
  return { name, id, origins: id === full ? [origin] : [`https://${id}${port === '' ? '' : `:${port}`}`] }
}

/** What a browser needs to make a passkey for a device (WebAuthn Level 3 §5.4). */
export async function deviceOptions(rooms: Ceremonies, party: Party, name: string) {
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: name,
    userID: randomBytes(16),
    challenge: await challengeFor(rooms, { purpose: 'station', ...nobody }),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    timeout: ceremonyLifeMs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { ...options }
}

/** The passkey of a device. Refuses `passkey.failed`. */
export async function verifyDevice(rooms: Ceremonies, party: Party, given: NewPasskey) {
  const { challenge } = await answered(rooms, given.response.clientDataJSON, 'station')
  return verifiedNew(party, given, challenge)
}

/** What a browser needs to open a station by a passkey that it holds. */
export async function deviceUseOptions(rooms: Ceremonies, party: Party) {
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    challenge: await challengeFor(rooms, { purpose: 'station-open', ...nobody }),
    timeout: ceremonyLifeMs,
    userVerification: 'required',
  })
  return { ...options }
}

/** The new counter of the device's passkey. Refuses `passkey.failed`. */
export async function verifyDeviceUse(
  rooms: Ceremonies,
  party: Party,
  given: PasskeyUse,
  known: Pick<PasskeyRow, 'credential_id' | 'public_key' | 'counter'> | null,
): Promise<number> {
  const { challenge } = await answered(rooms, given.response.clientDataJSON, 'station-open')
  if (!known) throw refuse('passkey.failed')
  return verifiedUse(party, given, known, challenge)
}
