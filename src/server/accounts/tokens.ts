import { refuse } from '../../core/errors.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Scope } from '../http/policy.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import type { AccountStore } from './store.ts'

// Says what it is to whoever finds one in a log or a repository, and keeps a `-` off its beginning, where a command
// line would read an option.
const mark = 'onshore_'

/** Makes a personal access token for an account, `onshore_` and 256 bits as base64url; it is shown once. Refuses `account.not-found`. */
export async function makeToken(store: AccountStore, clock: Clock, handle: string, scopes: Scope[]): Promise<string> {
  const account = await store.byHandle(handle)
  if (!account) throw refuse('account.not-found', { handle })
  const secret = mark + makeSecret()
  await store.addToken({
    id: makeId(clock.now()),
    accountId: account.id,
    tokenHash: hashSecret(secret),
    scopes,
    at: clock.now(),
  })
  return secret
}
