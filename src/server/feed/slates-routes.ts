import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { slateHead } from '../../core/wire/slates.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { slateDays } from './slates.ts'
import type { Head, SlatesStore } from './slates-store.ts'

interface SlatesRooms {
  slates: SlatesStore
  blobs: Blobs
}

const freshMs = 1000
/** All devices ask for the same packs; these are at hand. */
const mostAtHand = 16
const json = 'application/json; charset=utf-8'
const immutable = 'public, max-age=31536000, immutable'

export function slatesRoutes(app: FastifyInstance, { slates, blobs }: SlatesRooms): void {
  let newest: Promise<Head | null> | null = null
  let until = 0
  const atHand = new Map<string, Promise<Buffer>>()

  const newestNow = () => {
    if (newest === null || performance.now() >= until) {
      until = performance.now() + freshMs
      newest = slates.newest()
      newest.catch(() => {
        newest = null
      })
    }
    return newest
  }
  const packOf = (hash: string): Promise<Buffer> => {
    const known = atHand.get(hash) ?? readWhole(blobs, hash)
    atHand.delete(hash)
    atHand.set(hash, known)
    known.catch(() => atHand.delete(hash))
    if (atHand.size > mostAtHand) atHand.delete(atHand.keys().next().value!)
    return known
  }

  app.get(
    '/public/slates',
    {
      schema: {
        summary:
          'The head of the newest signed slate: its topics and its packs of candidates, the same bytes for everybody',
        tags: ['feed'],
        response: { 200: slateHead, 304: z.null() },
      },
    },
    async (request, reply) => {
      const head = await newestNow()
      if (!head) throw refuse('slate.none')
      const etag = `"${head.hash}"`
      reply.headers({ 'Cache-Control': 'public, max-age=5', ETag: etag, 'Slate-Signature': head.signature })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      // As bytes: they are the ones that were signed.
      return reply.type(json).serializer(asTheyAre).send(Buffer.from(head.body))
    },
  )

  app.get(
    '/public/slates/:hash',
    {
      schema: {
        summary: 'A pack of candidates, or the head of an older slate, by its SHA-256',
        tags: ['feed'],
        params: z.object({ hash: z.string() }),
      },
    },
    async (request, reply) => {
      const { hash } = request.params as { hash: string }
      const isHash = /^[0-9a-f]{64}$/.test(hash)
      const isPack = isHash && (await slates.isPack(hash))
      const head = isPack || !isHash ? null : await slates.byHash(hash)
      if (!isPack && !head) throw refuse('slate.not-found', { days: slateDays })
      const etag = `"${hash}"`
      reply.headers({ 'Cache-Control': immutable, ETag: etag })
      if (head) reply.header('Slate-Signature', head.signature)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return head
        ? reply.type(json).send(Buffer.from(head.body))
        : reply.type('application/octet-stream').send(await packOf(hash))
    },
  )
}

const asTheyAre = (body: unknown) => body as string

async function readWhole(blobs: Blobs, hash: string): Promise<Buffer> {
  const bytes = (await blobs.size(hash)) ?? 0
  const object = await blobs.open(hash)
  const through = new PassThrough()
  const sent = object.send({ start: 0, end: bytes - 1 }, through)
  const parts: Buffer[] = []
  for await (const part of through) parts.push(part as Buffer)
  await sent
  return Buffer.concat(parts)
}
