import { refuse } from '../../core/errors.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Scope } from '../http/policy.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import type { AccountStore } from './store.ts'

/** Makes a personal access token for an account; it is shown once. Refuses `account.not-found`. */
export async function makeToken(store: AccountStore, clock: Clock, handle: string, scopes: Scope[]): Promise<string> {
  const account = await store.byHandle(handle)
  if (!account) throw refuse('account.not-found', { handle })
  const secret = makeSecret()
  await store.addToken({
    id: makeId(clock.now()),
    accountId: account.id,
    tokenHash: hashSecret(secret),
    scopes,
    at: clock.now(),
  })
  return secret
}
