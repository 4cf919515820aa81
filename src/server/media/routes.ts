import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { attachment, fileNameOf } from '../../core/videos/file-name.ts'
import { uuid } from '../../core/wire/page.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { actorOf } from '../http/guard.ts'
import type { VideoStore } from '../videos/index.ts'
import { cutOff, sendObject } from './send.ts'

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
  /** The clip of a proposal that this steward may see; null where they may not. */
  videoOfProposal(handle: string, proposalId: string, accountId: string): Promise<string | null>
}

export function mediaRoutes(app: FastifyInstance, { store, blobs, videoOfCase, videoOfProposal }: MediaRooms): void {
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

  app.get(
    '/api/institutions/:handle/proposals/:id/media/:hash',
    { schema: { summary: 'A file of a clip that is proposed, for stewards; byte ranges', tags: ['media'] } },
    async (request, reply) => {
      const { handle, id, hash } = request.params as { handle: string; id: string; hash: string }
      const { accountId } = actorOf(request)
      const video = z.safeParse(uuid, id).success ? await videoOfProposal(handle, id, accountId) : null
      const file = video && (await store.ownFile(video, hash))
      if (!file) throw refuse('proposal.not-found')
      cutOff(request, reply)
      return send(request, reply, hash, file, { caching: 'private, no-store', isOpen: false })
    },
  )

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    hash: string,
    { mediaType, bytes, secondEnds }: File,
    { caching, isOpen, disposition = 'inline' }: { caching: string; isOpen: boolean; disposition?: string },
  ): Promise<FastifyReply> {
    return sendObject(
      request,
      reply,
      { etag: hash, mediaType, bytes },
      {
        open: () => blobs.open(hash),
        secondEnds,
        headers: {
          'Cache-Control': caching,
          'Content-Disposition': disposition,
          'Cross-Origin-Resource-Policy': 'cross-origin',
          // What is there for everybody is so for a frame without an origin as well; captions are read no other way.
          ...(isOpen ? { 'Access-Control-Allow-Origin': '*' } : {}),
        },
      },
    )
  }
}
