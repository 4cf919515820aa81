import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { Refusal, refuse } from '../../core/errors.ts'
import { attachment, fileNameOf } from '../../core/videos/file-name.ts'
import { uuid } from '../../core/wire/page.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { actorOf } from '../http/guard.ts'
import type { VideoStore } from '../videos/index.ts'
import { isPaced, paced, pacedAtOnceBytes } from './pace.ts'
import { parseRange } from './range.ts'

interface File {
  mediaType: string
  bytes: number
  secondEnds: number[] | null
}

/** How long a yes is remembered. A clip that is deleted or made private is a 404 within this time. */
const rememberedMs = 500
const mostRemembered = 5000

interface MediaRooms {
  store: VideoStore
  blobs: Blobs
  /** The clip of a case that this moderator decides; null where they do not. */
  videoOfCase(caseId: string, moderatorId: string): Promise<string | null>
}

export function mediaRoutes(app: FastifyInstance, { store, blobs, videoOfCase }: MediaRooms): void {
  const remembered = new Map<string, { file: File; until: number }>()

  async function openFile(hash: string): Promise<File | null> {
    const now = performance.now()
    const known = remembered.get(hash)
    if (known && known.until > now) return known.file
    remembered.delete(hash)
    if (!/^[0-9a-f]{64}$/.test(hash)) return null
    const file = await store.openFile(hash)
    if (file) {
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(hash, { file, until: now + rememberedMs })
    }
    return file
  }

  app.get(
    '/media/:hash',
    { schema: { summary: 'A file of a public or unlisted clip; byte ranges', tags: ['media'] } },
    async (request, reply) => {
      const { hash } = request.params as { hash: string }
      const file = await openFile(hash)
      if (!file) throw refuse('video.not-found')
      return send(request, reply, hash, file, { caching: 'public, max-age=31536000, immutable', isOpen: true })
    },
  )

  app.get(
    '/public/videos/:id/download',
    {
      schema: {
        summary: 'A clip as a file to keep, where its author offers it',
        tags: ['media'],
        params: z.object({ id: z.string() }),
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string }
      const row = z.safeParse(uuid, id).success ? await store.openById(id) : null
      if (!row) throw refuse('video.not-found')
      if (!row.downloads) throw refuse('video.no-download')
      const best = row.files
        .filter(({ role }) => role === 'rendition')
        .sort((a, b) => (a.width ?? 0) - (b.width ?? 0))
        .at(-1)
      const file = best ? await openFile(best.hash) : null
      if (!best || !file) throw refuse('video.not-found')
      // The author may offer it no longer the next time.
      const name = attachment(fileNameOf(row))
      return send(request, reply, best.hash, file, { caching: 'no-cache', isOpen: true, disposition: name })
    },
  )

  app.get(
    '/api/videos/:id/media/:hash',
    { schema: { summary: 'A file of one’s own clip, or of a clip for followers; byte ranges', tags: ['media'] } },
    async (request, reply) => {
      const { id, hash } = request.params as { id: string; hash: string }
      const file = await store.ownFile(id, hash)
      if (!file) throw refuse('video.not-found')
      cutOff(request, reply)
      return send(request, reply, hash, file, { caching: 'private, no-store', isOpen: false })
    },
  )

  app.get(
    '/api/moderate/cases/:id/media/:hash',
    { schema: { summary: 'A file of a clip whose case the caller decides; byte ranges', tags: ['media'] } },
    async (request, reply) => {
      const { id, hash } = request.params as { id: string; hash: string }
      const itsClip = () => videoOfCase(id, actorOf(request).accountId)
      const video = z.safeParse(uuid, id).success ? await itsClip() : null
      const file = video && (await store.ownFile(video, hash))
      if (!file) throw refuse('case.not-found')
      cutOff(request, reply, async () => {
        if ((await itsClip()) === null) throw refuse('case.not-found')
      })
      return send(request, reply, hash, file, { caching: 'private, no-store', isOpen: false })
    },
  )

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    hash: string,
    file: File,
    { caching, isOpen, disposition = 'inline' }: { caching: string; isOpen: boolean; disposition?: string },
  ): Promise<FastifyReply> {
    const etag = `"${hash}"`
    reply.headers({
      'Content-Type': file.mediaType,
      'Cache-Control': caching,
      ETag: etag,
      'Accept-Ranges': 'bytes',
      'Content-Disposition': disposition,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // What is there for everybody is so for a frame without an origin as well; captions are read no other way.
      ...(isOpen ? { 'Access-Control-Allow-Origin': '*' } : {}),
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    // A range of another version is no range of this one (RFC 9110 §13.1.5); these bytes have one version.
    const asked =
      request.headers['if-range'] === undefined || request.headers['if-range'] === etag
        ? request.headers.range
        : undefined
    const range = parseRange(asked, file.bytes)
    if (range === 'unsatisfiable') return reply.code(416).header('Content-Range', `bytes */${file.bytes}`).send()
    const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
    reply.code(range ? 206 : 200).header('Content-Length', end - start + 1)
    if (range) reply.header('Content-Range', `bytes ${start}-${end}/${file.bytes}`)
    if (request.method === 'HEAD') return reply.send()
    // One file open for a connection: replies to requests that were sent ahead wait for their turn on the socket.
    if (!(await hasTurn(reply.raw))) return reply.hijack()
    const object = await blobs.open(hash)
    // Straight onto the socket: the framework's own way costs as much again as the bytes.
    reply.hijack()
    reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>)
    const ends = isPaced(asked, file.bytes) ? file.secondEnds : null
    const to = ends ? paced(reply.raw, start, ends, speedOf(request)) : reply.raw
    object.send({ start, end, ...(ends ? { atOnce: pacedAtOnceBytes } : {}) }, to).catch(() => reply.raw.destroy())
    return reply
  }
}

/** How long a stream goes on that its viewer may not have any more. */
const cutOffAfterMs = 700

/**
 * A range may take minutes. Who is signed out, unfollowed or shut out meanwhile gets no more of it; nor does who `mayToo` refuses, where
 * it hangs on more than the policy says.
 */
function cutOff(request: FastifyRequest, reply: FastifyReply, mayToo?: () => Promise<void>): void {
  const watch = setInterval(() => {
    request.mayStill!()
      .then(mayToo)
      .catch(error => error instanceof Refusal && reply.raw.destroy())
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
