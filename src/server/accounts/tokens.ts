import { accountLimits } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import type { NewToken } from '../../core/wire/account.ts'
import { type Clock, makeId, toTheDay } from '../adapters/clock/index.ts'
import type { Actor } from '../http/guard.ts'
import type { Scope } from '../http/policy.ts'
import type { Keys } from '../keys/index.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import { standingOf } from './standing.ts'
import type { TokenStore } from './token-store.ts'

// Says what it is to whoever finds one in a log or a repository, and keeps a `-` off its beginning, where a command
// line would read an option.
const mark = 'onshore_'
const dayMs = 86_400_000

/** What a token of a scope may do: whoever may post may also read how the post is doing. */
export const scopesOf = (scope: 'read' | 'post'): Scope[] => (scope === 'post' ? ['post', 'read'] : ['read'])

/** Makes a personal access token, `onshore_` and 256 bits as base64url; it is shown once. Refuses `token.most`. */
export async function makeToken(
  { tokens: store, clock, keys }: { tokens: TokenStore; clock: Clock; keys: Keys },
  wish: { accountId: string; scopes: Scope[]; name: string; days: number },
): Promise<NewToken> {
  const token = mark + makeSecret()
  const at = clock.now()
  const expiresAt = new Date(at.getTime() + wish.days * dayMs)
  const { accountId, scopes } = wish
  const name = await keys.seal(accountId, 'tokens.name', wish.name)
  const added = await store.add(
    { id: makeId(at), accountId, tokenHash: hashSecret(token), scopes, name, at, expiresAt },
    accountLimits.tokens,
  )
  if (!added) throw refuse('token.most', { limit: accountLimits.tokens })
  return { token, expiresAt: expiresAt.toISOString() }
}

export async function actorOfToken(store: TokenStore, clock: Clock, keys: Keys, secret: string): Promise<Actor | null> {
  const token = await store.byHash(hashSecret(secret))
  if (!token || token.expiresAt.getTime() <= clock.now().getTime()) return null
  const today = toTheDay(clock.now())
  if (token.lastUsedAt?.getTime() !== today.getTime()) await store.touch(token.id, today)
  return {
    ...standingOf(token, clock.now()),
    sessionId: null,
    scopes: token.scopes,
    role: null,
    isVerified: false,
    self: keys.self({ token: secret }),
  }
}
