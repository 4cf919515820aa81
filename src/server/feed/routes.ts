import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { slate } from '../../core/wire/slate.ts'
import type { Slates } from './slate.ts'

export function feedRoutes(app: FastifyInstance, slates: Slates): void {
  const json = 'application/json; charset=utf-8'
  app.get(
    '/public/slate',
    {
      schema: {
        summary: 'The current slate: candidates with public features, the same bytes for everybody',
        tags: ['feed'],
        response: { 200: slate, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { body, brotli, signature, etag } = await slates.current()
      reply.headers({
        'Cache-Control': 'public, max-age=5',
        ETag: etag,
        'Slate-Signature': signature,
        Vary: 'Accept-Encoding',
      })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      const mayCompress = /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
      if (mayCompress) reply.header('Content-Encoding', 'br')
      // Bytes, so that what was signed is what is sent.
      return reply
        .type(json)
        .serializer((payload: unknown) => payload as string)
        .send(mayCompress ? brotli : body)
    },
  )
}
