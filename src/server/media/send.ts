import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../core/errors.ts'
import type { OpenObject } from '../adapters/blobs/index.ts'
import { isPaced, paced, pacedAtOnceBytes } from './pace.ts'
import { parseRange } from './range.ts'

/** What is sent: `etag` names these bytes and no others. */
interface Sent {
  etag: string
  mediaType: string
  bytes: number
}

/** Answers with an object, or with the byte range of it that was asked for (RFC 9110 §14), straight onto the socket. */
export async function sendObject(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag: name, mediaType, bytes }: Sent,
  {
    open,
    headers,
    secondEnds = null,
  }: { open(): Promise<OpenObject>; headers: Record<string, string>; secondEnds?: number[] | null },
): Promise<FastifyReply> {
  const etag = `"${name}"`
  reply.headers({
    'Content-Type': mediaType,
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ...headers,
  })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  // A range of another version is no range of this one (RFC 9110 §13.1.5); these bytes have one version.
  const asked =
    request.headers['if-range'] === undefined || request.headers['if-range'] === etag
      ? request.headers.range
      : undefined
  const range = parseRange(asked, bytes)
  if (range === 'unsatisfiable') return reply.code(416).header('Content-Range', `bytes */${bytes}`).send()
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  reply.code(range ? 206 : 200).header('Content-Length', end - start + 1)
  if (range) reply.header('Content-Range', `bytes ${start}-${end}/${bytes}`)
  if (request.method === 'HEAD') return reply.send()
  // One file open for a connection: replies to requests that were sent ahead wait for their turn on the socket.
  if (!(await hasTurn(reply.raw))) return reply.hijack()
  const object = await open()
  // Straight onto the socket: the framework's own way costs as much again as the bytes.
  reply.hijack()
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>)
  const ends = isPaced(asked, bytes) ? secondEnds : null
  const to = ends ? paced(reply.raw, start, ends, speedOf(request)) : reply.raw
  object.send({ start, end, ...(ends ? { atOnce: pacedAtOnceBytes } : {}) }, to).catch(() => reply.raw.destroy())
  return reply
}

/** How long a stream goes on that its viewer may not have any more. */
const cutOffAfterMs = 700

/**
 * A range may take minutes. Who is signed out, unfollowed or shut out meanwhile gets no more of it; nor does who `mayToo` refuses, where
 * it hangs on more than the policy says.
 */
export function cutOff(request: FastifyRequest, reply: FastifyReply, mayToo?: () => Promise<void>): void {
  const watch = setInterval(() => {
    request.mayStill!()
      .then(mayToo)
      // Whoever had to show that it is them has done so, and the stream goes on for longer than that counts.
      .catch(error => error instanceof Refusal && error.code !== 'session.step-up' && reply.raw.destroy())
  }, cutOffAfterMs)
  reply.raw.once('close', () => clearInterval(watch))
}

/** How fast the viewer plays: `?speed=1.5`, 1 to 2. It changes when bytes come, never which. */
function speedOf({ query }: FastifyRequest): number {
  const speed = Number((query as { speed?: string }).speed)
  return speed >= 1 && speed <= 2 ? speed : 1
}

/** Resolves with true once this reply may write, with false when its connection ended before. */
function hasTurn(raw: FastifyReply['raw']): Promise<boolean> | boolean {
  if (raw.socket) return !raw.socket.destroyed
  const { socket } = raw.req
  return new Promise(resolve => {
    raw.once('socket', () => resolve(true))
    socket.once('close', () => resolve(false))
  })
}
