/** Uploads by tus 1.0 behind the guard: who asks is whom the guard has found, and refusals travel through the library in its own shape. */
import type { Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse } from '../../core/errors.ts'
import { log } from '../adapters/log/index.ts'
import type { Actor, Station } from './guard.ts'
import { type IsAway, problemOf } from './problem.ts'

/** Below this a failed write is for lack of room. */
const leastFree = 20_000_000

interface Asking {
  actor: Actor | null
  station: Station | null
  id: string | null
}
type Asked = { runtime?: { node?: { req: unknown } } }

/** Remembers who asks, and for which upload: what the guard has checked is what the library acts on. */
export function askedByTus(): {
  by(request: Asked): Asking | undefined
  pass(tus: Server, request: FastifyRequest, reply: FastifyReply, id: string | null): Promise<void>
} {
  const asking = new WeakMap<object, Asking>()
  return {
    by: request => asking.get(request.runtime?.node?.req as object),
    async pass(tus, { raw, actor, station }, reply, id) {
      asking.set(raw, { actor, station, id })
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string)
      reply.hijack()
      await tus.handle(raw, reply.raw)
    },
  }
}

interface Answer {
  status_code: number
  body: string
}

/** The shape in which the library carries a reply of ours. */
export function answer(refusal: Refusal): Answer {
  return { status_code: refusal.status, body: JSON.stringify(problemOf(refusal)) }
}

function isAnswer(error: unknown): error is Answer {
  return (
    typeof error === 'object' &&
    error !== null &&
    'body' in error &&
    String(error.body).startsWith('{"type":"urn:onshore:')
  )
}

/** What went wrong, in words: the library says a status and little more. `tooLarge` is given the megabytes that were announced. */
export function answersInWords({
  isAway,
  roomLeft,
  tooLarge,
}: {
  isAway: IsAway
  roomLeft(): Promise<number>
  tooLarge(got: number): Refusal
}) {
  return async (request: { headers: Headers }, error: unknown): Promise<Answer> => {
    if (isAnswer(error)) return error
    if (error instanceof Refusal) return answer(error)
    if (isAway(error)) return answer(refuse('shore.no-database'))
    const said = error instanceof Object && 'body' in error ? String(error.body).trim() : ''
    const status = error instanceof Object && 'status_code' in error ? Number(error.status_code) : 500
    if (status === 409)
      return answer(refuse('upload.offset', { got: request.headers.get('upload-offset') ?? '?', expected: '?' }))
    if (status === 413) return answer(tooLarge(Math.ceil(Number(request.headers.get('upload-length') ?? 0) / 1e6)))
    if (status === 404 || status === 410) return answer(refuse('upload.not-found'))
    if (status < 500) return answer(refuse('upload.protocol', { got: said }))
    // Abandoned while its bytes still came.
    if (error instanceof Object && 'code' in error && error.code === 'ENOENT') return answer(refuse('upload.not-found'))
    // The library says only that it could not write; how much room there is says why.
    const free = await roomLeft()
    if (free < leastFree)
      return answer(refuse('shore.disk-full', { expected: Math.ceil(leastFree / 1e6), got: Math.floor(free / 1e6) }))
    log('upload failed', {}, error instanceof Error ? error : said)
    return answer(refuse('video.not-processed'))
  }
}
