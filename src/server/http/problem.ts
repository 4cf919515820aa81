/** Turns refusals into RFC 9457 problems, and bugs into a 500 with an incident id. The only place where the two meet HTTP. */
import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse } from '../../core/errors.ts'
import type { Problem } from '../../core/wire/problem.ts'
import { StoreAway } from '../adapters/blobs/index.ts'
import { log } from '../adapters/log/index.ts'

const problemType = 'application/problem+json'

export function problemOf(refusal: Refusal): Problem {
  return {
    type: `urn:onshore:refusal:${refusal.code}`,
    title: refusal.code,
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    params: refusal.params,
  }
}

/** The refusal that an error amounts to, or null for a bug. */
function refusalFrom(error: FastifyError | Refusal, isAway: IsAway): Refusal | null {
  if (error instanceof Refusal) return error
  if (isAway(error)) return refuse('shore.no-database')
  if (error instanceof StoreAway) return refuse('shore.no-store')
  if (error.validation) {
    const [first] = error.validation
    const where = [error.validationContext, first?.instancePath.slice(1).replaceAll('/', '.')].filter(Boolean).join(' ')
    return refuse('request.invalid', { where, expected: first?.message ?? 'something else' })
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('request.too-large', { limit: 65_536 })
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return refuse('request.invalid', { where: 'body', expected: 'JSON of the documented shape' })
  }
  return null
}

/** True for errors of a database that cannot be reached, which is no bug and nobody's fault. */
export type IsAway = (error: unknown) => boolean

/** The handler of everything that a route throws. */
export const sendProblem =
  (isAway: IsAway) =>
  (error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalFrom(error, isAway)
    if (refusal) {
      const seconds = refusal.params['seconds']
      if (refusal.code === 'request.too-many' && seconds !== undefined) reply.header('Retry-After', String(seconds))
      if (refusal.status === 503) reply.header('Retry-After', '2')
      if (refusal.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="onshore"')
      // A string, so that a route's own reply schema is not applied to it.
      reply
        .code(refusal.status)
        .type(problemType)
        .header('Cache-Control', 'no-store')
        .serializer(String)
        .send(JSON.stringify(problemOf(refusal)))
      return
    }
    const incident = randomUUID()
    // The route's pattern and the stack; never the address, a header, a query or a body.
    log('incident', { incident, method: request.method, route: request.routeOptions.url ?? '?' }, error)
    const problem: Problem = {
      type: 'urn:onshore:bug',
      title: 'bug',
      status: 500,
      detail: 'Something went wrong on our side; nothing you sent was at fault.',
      code: 'bug',
      incident,
    }
    reply
      .code(500)
      .type(problemType)
      .header('Cache-Control', 'no-store')
      .serializer(String)
      .send(JSON.stringify(problem))
  }
