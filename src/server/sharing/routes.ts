import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { embedCode, embedSize } from '../../core/videos/embed.ts'
import { titleOf } from '../../core/videos/tags.ts'
import { type Oembed, oembed, oembedQuery } from '../../core/wire/embed.ts'
import { type AccountStore, isShown } from '../accounts/index.ts'
import { presentVideo, publicPage, readCursor, sharedPicture, type VideoStore } from '../videos/index.ts'
import { baseOf, clipNamedBy, embedAddress, profileAddress } from './addresses.ts'
import { atomOf } from './atom.ts'
import { mapOf } from './map.ts'

export interface SharingRooms {
  videos: VideoStore
  accounts: AccountStore
  /** `https://…` of the shore, or null on loopback. */
  origin: string | null
  shoreName: string
  version: string
}

/** How long another page may go on with what it was told. */
const cacheSeconds = 300
const feedEntries = 30
const mapEntries = 500

export function sharingRoutes(plain: FastifyInstance, rooms: SharingRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const { videos, accounts, origin, shoreName, version } = rooms

  app.get(
    '/public/oembed',
    {
      config: { isKept: true },
      schema: {
        summary:
          'How to show a clip in another page (oEmbed 1.0); `url` is compared with this shore’s addresses, never fetched',
        tags: ['videos'],
        querystring: oembedQuery,
        response: { 200: oembed },
      },
    },
    async (request): Promise<Oembed> => {
      const { url, maxwidth, maxheight, format } = request.query
      if (format !== undefined && format !== 'json') throw refuse('embed.format', { got: format })
      const base = baseOf(origin, request)
      const id = clipNamedBy(url, base)
      const row = id === null ? null : await videos.openById(id)
      if (!row) throw refuse('embed.no-clip')
      // On loopback the answer names whichever address was asked, and is not the same for all.
      request.keptFor = origin === null ? null : row.account_id
      const video = presentVideo(row)
      const image = sharedPicture(row)
      const size = embedSize(video, { width: maxwidth, height: maxheight })
      const title = titleOf(video)
      return {
        version: '1.0',
        type: 'video',
        title,
        author_name: video.author.name,
        author_url: base + profileAddress(video.author.handle),
        provider_name: shoreName,
        provider_url: base,
        cache_age: cacheSeconds,
        ...(image ? { thumbnail_url: base + image, thumbnail_width: video.width, thumbnail_height: video.height } : {}),
        html: embedCode({ address: base + embedAddress(video.id), title, size }),
        ...size,
      }
    },
  )

  app.get('/robots.txt', { schema: { hide: true } }, async (request, reply) =>
    reply
      .type('text/plain')
      .send(`User-agent: *\nDisallow: /api/\nDisallow: /operate\n\nSitemap: ${baseOf(origin, request)}/sitemap.xml\n`),
  )

  app.get('/sitemap.xml', { schema: { hide: true } }, async (request, reply) => {
    const rows = await videos.publicPage({ after: null }, mapEntries)
    return reply
      .headers({ 'Cache-Control': 'public, max-age=3600', 'Content-Security-Policy': "default-src 'none'; sandbox" })
      .type('application/xml; charset=utf-8')
      .send(
        mapOf(
          baseOf(origin, request),
          rows.filter(row => row.is_indexed),
        ),
      )
  })

  app.get(
    '/public/accounts/:handle/feed.atom',
    {
      schema: {
        summary: 'An account’s public clips as an Atom feed (RFC 4287), newest first',
        tags: ['videos'],
        params: z.object({ handle: z.string() }),
        querystring: z.object({ cursor: z.optional(z.string().check(z.maxLength(200))) }),
      },
    },
    async (request, reply) => {
      const { handle } = request.params
      const cursor = request.query.cursor ?? null
      const row = await accounts.byHandle(handle)
      if (!row || !isShown(row)) throw refuse('account.not-found', { handle: handle.slice(0, 40) })
      const after = readCursor(cursor ?? undefined)
      const rows = await videos.publicPage({ handle: row.handle, after }, feedEntries + 1)
      const { items, next } = publicPage(rows, feedEntries)
      const body = atomOf({
        base: baseOf(origin, request),
        shore: shoreName,
        version,
        account: { id: row.id, handle: row.handle, name: row.name, createdAt: row.created_at.toISOString() },
        entries: items.map((video, place) => ({ video, image: sharedPicture(rows[place]!) })),
        cursor,
        next,
      })
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
      reply.headers({
        ETag: etag,
        'Cache-Control': `public, max-age=${cacheSeconds}`,
        // A browser draws XML as a document: this one may do nothing.
        'Content-Security-Policy': "default-src 'none'; sandbox",
      })
      if (isNamed(etag, request.headers['if-none-match'])) return reply.code(304).send()
      return reply.type('application/atom+xml; charset=utf-8').send(body)
    },
  )
}

/** Whether a reader has these bytes already: one of the tags it names, weak or not (RFC 9110 §13.1.2). */
const isNamed = (etag: string, named: string | undefined): boolean =>
  named?.split(',').some(one => one.trim().replace(/^W\//, '') === etag) ?? false
