import type { Clock } from '../adapters/clock/index.ts'
import type { Limits } from '../http/limits.ts'
import type { Keys } from '../keys/index.ts'
import type { Joining } from './joining.ts'
import type { PasskeyStore } from './passkey-store.ts'
import type { Party } from './passkeys.ts'
import type { AccountStore } from './store.ts'
import type { TokenStore } from './token-store.ts'

export interface AccountRooms {
  store: AccountStore
  passkeys: PasskeyStore
  tokens: TokenStore
  clock: Clock
  keys: Keys
  limits: Limits
  joining: Joining
  /** Whoever is younger has no account here. */
  minimumAge: number
  /** The shore as passkeys know it, for a request's Host. */
  party(host: string | undefined): Party
}

export const agent = (headers: { 'user-agent'?: string | undefined }): string => headers['user-agent'] ?? ''
