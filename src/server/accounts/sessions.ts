import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { boundOf } from '../../core/register/retentions.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import { type Actor, cookieFor } from '../http/guard.ts'
import type { Keys } from '../keys/index.ts'
import { requireAdmitted } from './joining.ts'
import { type AccountRooms, agent } from './rooms.ts'
import { hashSecret, makeSecret } from './secrets.ts'
import { standingOf } from './standing.ts'
import type { AccountStore, Verified } from './store.ts'

const sessionLifeMs = boundOf('session')
/** How long a proof of the person lets sensitive acts through. */
const verifiedForMs = boundOf('verified')
const hourMs = 3_600_000

/**
 * Starts a session; the secret it returns goes into the cookie and is kept nowhere. `verified` is what was just
 * checked: if the account has it no more, the session is refused with `account.sign-in-failed`.
 */
async function startSession(
  { store, clock, keys }: Pick<AccountRooms, 'store' | 'clock' | 'keys'>,
  account: { id: string; verified: Verified },
  userAgent: string,
): Promise<string> {
  const secret = makeSecret()
  const at = toTheHour(clock.now())
  const session = {
    id: makeId(clock.now()),
    accountId: account.id,
    tokenHash: hashSecret(secret),
    label: await keys.sealName(account.id, 'sessions.label', labelOf(userAgent)),
    at,
    verifiedAt: clock.now(),
  }
  if (!(await store.addSession(session, account.verified))) {
    await requireAdmitted(store, clock, account.id)
    throw refuse('account.sign-in-failed')
  }
  return secret
}

/** Signs the caller in: a new session, and its cookie on the reply. Refuses as starting a session does. */
export async function enter(
  rooms: AccountRooms,
  request: FastifyRequest,
  reply: FastifyReply,
  account: { id: string; verified: Verified },
): Promise<void> {
  reply.header('Set-Cookie', cookieFor(await startSession(rooms, account, agent(request.headers))))
}

/**
 * Marks a session as one whose person has just shown who they are, under a new secret: a copy of the old one ends here (OWASP
 * ASVS 5.0, 7.2.4). Refuses `session.missing` where it was ended meanwhile.
 */
export async function renewSession(store: AccountStore, clock: Clock, sessionId: string): Promise<string> {
  const secret = makeSecret()
  if (!(await store.renewSession(sessionId, hashSecret(secret), clock.now()))) throw refuse('session.missing')
  return secret
}

export async function actorOfSession(
  store: AccountStore,
  clock: Clock,
  keys: Keys,
  secret: string,
): Promise<Actor | null> {
  const session = await store.sessionByHash(hashSecret(secret))
  if (!session) return null
  const now = clock.now().getTime()
  if (now - session.lastUsedAt.getTime() > sessionLifeMs) return null
  if (now - session.lastUsedAt.getTime() >= hourMs) await store.touchSession(session.sessionId, toTheHour(clock.now()))
  return {
    ...standingOf(session, clock.now()),
    sessionId: session.sessionId,
    scopes: null,
    role: session.role,
    isVerified: now - (session.verifiedAt?.getTime() ?? 0) < verifiedForMs,
    self: keys.self({ session: secret }),
  }
}

/** Sessions are dated to the hour: enough to know one's own, too coarse to follow a day. */
function toTheHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs)
}

const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chromium'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Families only, no version and no model: “Firefox, Linux”. Empty where the browser does not say. */
export function labelOf(userAgent: string): string {
  const find = (list: typeof browsers) => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [find(browsers), find(systems)].filter(Boolean).join(', ')
}
