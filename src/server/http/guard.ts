/** Enforces the policy table: a row for every route, credentials only where the row reads them, limits before work. */
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  preHandlerHookHandler,
} from 'fastify'
import { refuse } from '../../core/errors.ts'
import type { StaffRole } from '../../core/staff/roles.ts'
import type { Self } from '../keys/index.ts'
import { everyHeaders } from './headers.ts'
import { type Limits, rateFor } from './limits.ts'
import type { Network, Networks } from './networks.ts'
import { policy, type Row } from './policy.ts'

/** Who makes the request, by session cookie or by token. */
export interface Actor {
  accountId: string
  handle: string
  name: string
  /** Null for a token. */
  sessionId: string | null
  /** Null for a session, which may do everything its account may. */
  scopes: readonly string[] | null
  /** What the account is among staff; null for everybody else, and for every token. */
  role: StaffRole | null
  /** A suspended account keeps and deletes what it has, and shows nothing new. */
  isSuspended: boolean
  /** It asked to be erased: what a suspended account is for others, by its own wish. */
  isLeaving: boolean
  /** Until when a moderator lets the account show nothing new; null where nobody does. */
  restrictedUntil: Date | null
  /** 14 or 15 by their own word. */
  isYoung: boolean
  /** Within its first day. */
  isNew: boolean
  /** It was not let in yet: it watches and writes its profile, and does nothing to others. */
  isWaiting: boolean
  /** Whether the person showed within the last minutes that it is them. */
  isVerified: boolean
  /** What is sealed opens to the caller by this door. */
  self: Self
}

/** A posting station, by its own cookie. It acts as its steward, on the paths of stations alone. */
export interface Station {
  id: string
  name: string
  /** Of the secret that its cookie holds. */
  openHash: string
  /** The handle of the institution that it is enrolled for; null while it waits. */
  institution: string | null
  actor: Actor | null
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    network: Network
    station: Station | null
    /** Asks once more whether the caller may have what this request asked for; rejects with the refusal. */
    mayStill: (() => Promise<void>) | null
  }
}

export interface Guards {
  limits: Limits
  isSecure: boolean
  networks: Networks
  /** Says in a page what a network does not serve. */
  showWall(request: FastifyRequest, reply: FastifyReply): void
  actorOfSession(token: string): Promise<Actor | null>
  actorOfToken(token: string): Promise<Actor | null>
  actorOfStation(secret: string): Promise<Station | null>
  /** Whether a clip was begun from the device. */
  isOfStation(videoId: string, stationId: string): Promise<boolean>
  /** Account id of a video's author, or null where there is no such video. */
  ownerOf(videoId: string): Promise<string | null>
  /** Whether the account has a seat in the institution, taken or offered. */
  isSteward(handle: string, accountId: string): Promise<boolean>
  /** Whether a clip is for followers, and the account follows its author. */
  isForFollower(videoId: string, accountId: string): Promise<boolean>
}

const sessionCookie = '__Secure-onshore'

export function cookieFor(token: string | null): string {
  const life = token === null ? 0 : 90 * 86_400
  return `${sessionCookie}=${token ?? ''}; HttpOnly; Secure; SameSite=Strict; Path=/api; Max-Age=${life}`
}

const stationCookie = '__Secure-onshore-station'

export const stationCookieFor = (secret: string | null, lifeMs: number): string =>
  `${stationCookie}=${secret ?? ''}; HttpOnly; Secure; SameSite=Strict; Path=/api/station; Max-Age=${Math.floor(lifeMs / 1000)}`

/** The device that asks. The policy row has made sure that there is one. */
export function stationOf(request: FastifyRequest): Station {
  if (!request.station) throw refuse('station.missing')
  return request.station
}

/** The account that acts. The policy row has made sure that there is one. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw refuse('session.missing')
  return request.actor
}

/** A HEAD is asked for like the GET that it is the head of, where it has no row of its own. */
const rowOf = (method: string, url: string): Row | undefined =>
  policy[`${method} ${url}`] ?? (method === 'HEAD' ? policy[`GET ${url}`] : undefined)

export function guard(app: FastifyInstance, guards: Guards): void {
  const headers = everyHeaders(guards.isSecure)
  const hooks = new WeakSet<object>()
  app.addHook('onRoute', route => {
    const rows = new Map<string, Row>()
    for (const method of [route.method].flat()) {
      const row = rowOf(method, route.url)
      if (!row) throw new Error(`no policy row for ${method} ${route.url}: add one to http/policy.ts`)
      rows.set(method, row)
    }
    const given = [route.onRequest ?? []].flat()
    // The framework makes a HEAD of every GET, hooks and all.
    if (given.some(hook => hooks.has(hook))) return
    const hook = hookOf(rows, guards)
    hooks.add(hook)
    route.onRequest = [hook, ...given]
    // A body may come slowly, and its session be ended meanwhile: what matters is looked at once more when it is all there.
    if ([...rows.values()].some(row => row.isSensitive)) {
      const again: preHandlerHookHandler = (request, _reply, done) => {
        request.actor = null
        enforceWho(request, rows.get(request.method)!, guards).then(() => done(), done)
      }
      route.preHandler = [again, ...[route.preHandler ?? []].flat()]
    }
  })
  app.decorateRequest('actor', null)
  app.decorateRequest('station', null)
  app.decorateRequest('mayStill', null)
  app.decorateRequest('network', 'full')
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers)
    // No address here holds a control character, and PostgreSQL holds no NUL.
    if (request.url.includes('%') && /%[01][0-9a-f]/i.test(request.url)) done(refuse('page.not-found'))
    else wall(request, reply, guards, done)
  })
}

/**
 * The wall around a network that is not for everything. It stands before every other hook: what it keeps out reads no credentials
 * and asks no database.
 */
function wall(request: FastifyRequest, reply: FastifyReply, guards: Guards, done: (fault?: Error) => void): void {
  const { networks } = guards
  const network = networks.of(request)
  if (network === null) {
    done(refuse('request.invalid', { where: 'Host', expected: 'one name' }))
    return
  }
  request.network = network
  const { method, routeOptions } = request
  const { url } = routeOptions
  const code = networks.bars(network, url === undefined ? undefined : rowOf(method, url))
  if (code === null) done()
  else if (network === 'station' && url === '/') reply.redirect('/station')
  else if (wantsPage(request)) guards.showWall(request, reply)
  else done(refuse(code, { address: networks.fullAddress(request) }))
}

/** Somebody reads the answer, and not a program. */
export const wantsPage = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html') && !/^\/api\/(?!docs$)/.test(url)

/** What a row asks for, before the route's own code. Open paths read nothing, so nothing is waited for there. */
function hookOf(rows: ReadonlyMap<string, Row>, guards: Guards): onRequestHookHandler {
  return (request, reply, done) => {
    const row = rows.get(request.method) ?? rows.get('GET')
    if (!row) return done(refuse('page.not-found'))
    if (row.kind === 'page' || row.kind === 'public' || row.kind === 'media') return done()
    reply.header('Cache-Control', 'private, no-store')
    request.mayStill = () => enforceWho(request, row, guards)
    enforce(request, row, guards).then(() => done(), done)
  }
}

async function enforce(request: FastifyRequest, row: Row, guards: Guards): Promise<void> {
  await identify(request, row, guards)
  if (row.limit !== 'none') {
    const isKnown = request.actor !== null && row.limit !== 'guess'
    const rate = rateFor(row.limit, request.actor?.isNew === true)
    guards.limits.take(rate, isKnown ? { account: request.actor!.accountId } : { address: request.ip })
  }
  requireProof(request, row)
  await requireRelation(request, row, guards)
}

async function enforceWho(request: FastifyRequest, row: Row, guards: Guards): Promise<void> {
  await identify(request, row, guards)
  requireProof(request, row)
  await requireRelation(request, row, guards)
}

function requireRole({ actor }: FastifyRequest, { who }: Row): void {
  if (who !== 'operator' && who !== 'moderator' && who !== 'staff') return
  if (!actor?.role || (who !== 'staff' && actor.role !== who))
    throw refuse('staff.role', { expected: who === 'staff' ? 'operator, moderator' : who })
}

function requireProof(request: FastifyRequest, row: Row): void {
  if (row.isSensitive && !request.actor?.isVerified) throw refuse('session.step-up')
}

async function identify(request: FastifyRequest, row: Row, guards: Guards): Promise<void> {
  if (row.who === 'device' || row.who === 'station') return identifyStation(request, row, guards)
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const cookie = bearer ? undefined : cookieIn(request.headers.cookie, sessionCookie)
  if (row.kind === 'act' && !bearer) refuseCrossSite(request)
  if (bearer) {
    const actor = await guards.actorOfToken(bearer)
    if (!actor) throw refuse('session.missing')
    if (row.scope === null) throw refuse('token.act')
    if (!actor.scopes?.includes(row.scope))
      throw refuse('token.scope', { got: actor.scopes?.join(', ') ?? '', expected: row.scope })
    request.actor = actor
  } else if (cookie) {
    request.actor = await guards.actorOfSession(cookie)
  }
  if (row.who !== 'anyone' && !request.actor) throw refuse('session.missing')
  requireRole(request, row)
  const showsNew = row.scope === 'post' && row.kind === 'act' && request.method !== 'DELETE'
  if (showsNew && request.actor?.isLeaving) throw refuse('account.leaving')
  if (showsNew && request.actor?.isSuspended) throw refuse('account.suspended')
  if (showsNew && request.actor?.restrictedUntil)
    throw refuse('account.restricted', { until: request.actor.restrictedUntil.toISOString().slice(0, 10) })
  if (showsNew && request.actor?.isWaiting) throw refuse('account.waiting')
}

/** By its own cookie and by nothing else: neither a session nor a token is one, whoever holds them. */
async function identifyStation(request: FastifyRequest, { kind, who }: Row, guards: Guards): Promise<void> {
  if (kind === 'act') refuseCrossSite(request)
  const secret = cookieIn(request.headers.cookie, stationCookie)
  request.station = secret ? await guards.actorOfStation(secret) : null
  const station = stationOf(request)
  if (who === 'station' && !station.actor) throw refuse('station.waiting')
  request.actor = station.actor
}

function cookieIn(header: string | undefined, name: string): string | undefined {
  return header
    ?.split(/; */)
    .find(pair => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

/** SameSite=Strict is the first wall; this is the second (Fetch Metadata, and Origin where a browser sends no metadata). */
function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw refuse('request.cross-site', { got: String(site) })
  const { origin, host } = request.headers
  if (origin !== undefined && URL.parse(origin)?.host !== host)
    throw refuse('request.cross-site', { got: origin.slice(0, 100) })
}

async function requireRelation(request: FastifyRequest, { who }: Row, guards: Guards): Promise<void> {
  if (who === 'steward') {
    const { handle } = request.params as { handle: string }
    // The same answer where there is no such institution: who acts for one is nobody else's to know.
    if (!(await guards.isSteward(handle, actorOf(request).accountId))) throw refuse('institution.not-found', { handle })
    return
  }
  if (who !== 'owner' && who !== 'watcher' && who !== 'station') return
  const { id } = request.params as { id?: string }
  const isUuid = id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  if (who === 'station') {
    if (id === undefined || (isUuid && (await guards.isOfStation(id, stationOf(request).id)))) return
    throw refuse('upload.not-found')
  }
  const owner = isUuid ? await guards.ownerOf(id) : null
  const { accountId } = actorOf(request)
  // The same answer for "not there" and "not yours", so that nobody learns which private clips exist.
  const isUpload = request.url.startsWith('/api/uploads')
  if (owner !== null && owner === accountId) return
  if (owner === null || who !== 'watcher' || !(await guards.isForFollower(id!, accountId)))
    throw refuse(isUpload ? 'upload.not-found' : 'video.not-found')
}
