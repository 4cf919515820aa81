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
      const { body, brotli, signature, etag } = slates.fresh() ?? (await slates.current())
      const isKnown = request.headers['if-none-match'] === etag
      const mayCompress = /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
      const bytes = mayCompress ? brotli : body
      // Straight onto the socket: every device asks for these bytes, and they are the ones that were signed.
      reply.hijack()
      reply.raw.writeHead(isKnown ? 304 : 200, {
        ...(reply.getHeaders() as Record<string, string>),
        'Content-Type': json,
        'Cache-Control': 'public, max-age=5',
        ETag: etag,
        'Slate-Signature': signature,
        Vary: 'Accept-Encoding',
        ...(mayCompress ? { 'Content-Encoding': 'br' } : {}),
        ...(isKnown ? {} : { 'Content-Length': bytes.length }),
      })
      reply.raw.end(isKnown || request.method === 'HEAD' ? undefined : bytes)
    },
  )
}
