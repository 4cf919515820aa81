import type { KeyObject } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import type { Institution } from '../../core/wire/institution.ts'
import type { AccountStore, Party, PasskeyStore } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Domains } from '../adapters/domains/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Staff } from '../staff/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { InstitutionRow, SeatRow } from './rows-store.ts'
import type { InstitutionStore } from './store.ts'

export interface InstitutionRooms {
  store: InstitutionStore
  accounts: AccountStore
  passkeys: PasskeyStore
  videos: VideoStore
  domains: Domains
  staff: Staff
  keys: Keys
  clock: Clock
  /** The shore's public key, raw, base64. */
  publicKey: string
  /** Signs notices that are handed over; `address` is the shore's own. */
  key: KeyObject
  address: string
  /** Security advisories that concern the shore. */
  advisories(): Promise<Institution['advisories']>
  party(host: string | undefined): Party
  /** Where a station's passkeys hold, by the name that its page was asked for under. */
  stationParty(host: string | undefined): Party
}

/** The institution, and the caller's seat in it, taken or offered. Refuses `institution.not-found`. */
export async function seatIn(
  { store }: Pick<InstitutionRooms, 'store'>,
  handle: string,
  accountId: string,
): Promise<{ institution: InstitutionRow; seats: SeatRow[]; seat: SeatRow }> {
  const institution = await store.byHandle(handle)
  const seats = institution ? await store.seatsOf(institution.id) : []
  const seat = seats.find(one => one.accountId === accountId)
  if (!institution || !seat) throw refuse('institution.not-found', { handle })
  return { institution, seats, seat }
}

/** The same, where the caller has signed for the seat and the institution is confirmed. */
export async function takenSeatIn(rooms: Pick<InstitutionRooms, 'store'>, handle: string, accountId: string) {
  const found = await seatIn(rooms, handle, accountId)
  if (!found.seat.isTaken) throw refuse('institution.not-found', { handle })
  if (found.institution.state === 'founding') throw refuse('institution.not-confirmed')
  return found
}
