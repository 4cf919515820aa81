/** Enforces the policy table: a row for every route, credentials only where the row reads them, limits before work. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { everyHeaders } from './headers.ts'
import type { Limits } from './limits.ts'
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
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
}

export interface Guards {
  limits: Limits
  isSecure: boolean
  actorOfSession(token: string): Promise<Actor | null>
  actorOfToken(token: string): Promise<Actor | null>
  /** Account id of a video's author, or null where there is no such video. */
  ownerOf(videoId: string): Promise<string | null>
}

const sessionCookie = '__Secure-onshore'

export function cookieFor(token: string | null): string {
  const life = token === null ? 0 : 90 * 86_400
  return `${sessionCookie}=${token ?? ''}; HttpOnly; Secure; SameSite=Strict; Path=/api; Max-Age=${life}`
}

/** The account that acts. The policy row has made sure that there is one. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw refuse('session.missing')
  return request.actor
}

export function guard(app: FastifyInstance, guards: Guards): void {
  const seen = new Map<string, Row>()
  app.addHook('onRoute', route => {
    for (const method of [route.method].flat()) {
      const name = `${method} ${route.url}`
      const row = policy[name] ?? (method === 'HEAD' ? policy[`GET ${route.url}`] : undefined)
      if (!row) throw new Error(`no policy row for ${name}: add one to http/policy.ts`)
      seen.set(name, row)
    }
  })
  app.decorateRequest('actor', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(everyHeaders(guards.isSecure))
    const row = seen.get(`${request.method} ${request.routeOptions.url}`)
    // No address here holds a control character, and PostgreSQL holds no NUL.
    if (/%[01][0-9a-f]/i.test(request.url)) throw refuse('page.not-found')
    // Nothing is registered at this address; the not-found answer reads nothing.
    if (!row) return
    if (row.kind === 'own' || row.kind === 'act') {
      reply.header('Cache-Control', 'private, no-store')
      await identify(request, row, guards)
    }
    if (row.limit !== 'none')
      guards.limits.take(
        row.limit,
        request.actor && row.limit !== 'guess' ? { account: request.actor.accountId } : { address: request.ip },
      )
    if (row.who === 'owner') await requireOwner(request, guards)
  })
}

async function identify(request: FastifyRequest, row: Row, guards: Guards): Promise<void> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const cookie = bearer ? undefined : cookieIn(request.headers.cookie)
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
}

function cookieIn(header: string | undefined): string | undefined {
  return header
    ?.split(/; */)
    .find(pair => pair.startsWith(`${sessionCookie}=`))
    ?.slice(sessionCookie.length + 1)
}

/** SameSite=Strict is the first wall; this is the second (Fetch Metadata, and Origin where a browser sends no metadata). */
function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw refuse('request.cross-site', { got: String(site) })
  const { origin, host } = request.headers
  if (origin !== undefined && URL.parse(origin)?.host !== host)
    throw refuse('request.cross-site', { got: origin.slice(0, 100) })
}

async function requireOwner(request: FastifyRequest, guards: Guards): Promise<void> {
  const { id } = request.params as { id?: string }
  const isUuid = id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  const owner = isUuid ? await guards.ownerOf(id) : null
  // The same answer for "not there" and "not yours", so that nobody learns which private clips exist.
  const isUpload = request.url.startsWith('/api/uploads')
  if (owner === null || owner !== request.actor?.accountId)
    throw refuse(isUpload ? 'upload.not-found' : 'video.not-found')
}
