import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { page, pageQuery, uuid } from '../../core/wire/page.ts'
import { followedVideo, ownVideo, parts, video } from '../../core/wire/video.ts'
import { presentPerson } from '../accounts/index.ts'
import { actorOf } from '../http/guard.ts'
import { captionRoutes } from './captions.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { own, ownAs, type VideoRooms } from './own.ts'
import { postingRoutes } from './posting.ts'
import { presentFollowed, presentVideo } from './present.ts'
import type { PublicVideo } from './reading-store.ts'
import { soundRoutes } from './sounds.ts'
import { removeVideo } from './sweep.ts'

const idsPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,49}$/

const withId = z.object({ id: uuid })

export function videoRoutes(plain: FastifyInstance, rooms: VideoRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const { store, clock } = rooms

  app.get(
    '/public/videos',
    {
      schema: {
        summary:
          'Public clips, newest first; with `ids`, those of up to 50 that are there for everybody, in that order',
        tags: ['videos'],
        querystring: z.extend(pageQuery, { ids: z.optional(z.string().check(z.regex(idsPattern))) }),
        response: { 200: page(video) },
      },
    },
    async ({ query }) => {
      if (query.ids !== undefined) {
        const rows = await store.listedByIds([...new Set(query.ids.split(','))])
        return { items: rows.map(row => presentVideo(row)), next: null }
      }
      return publicPage(await store.publicPage({ after: readCursor(query.cursor) }, query.limit + 1), query.limit)
    },
  )

  app.get(
    '/public/accounts/:handle/videos',
    {
      config: { isKept: true },
      schema: {
        summary: 'An account’s public clips, newest first',
        tags: ['videos'],
        params: z.object({ handle: z.string() }),
        querystring: pageQuery,
        response: { 200: page(video) },
      },
    },
    async request => {
      const { params, query } = request
      const rows = await store.publicPage({ handle: params.handle, after: readCursor(query.cursor) }, query.limit + 1)
      request.keptFor = rows[0]?.account_id ?? null
      return publicPage(rows, query.limit)
    },
  )

  app.get(
    '/public/videos/:id',
    {
      config: { isKept: true },
      schema: {
        summary: 'One clip, public or unlisted',
        tags: ['videos'],
        params: z.object({ id: z.string() }),
        response: { 200: video },
      },
    },
    async request => {
      const { id } = request.params
      const found = z.safeParse(uuid, id).success ? await store.openById(id) : null
      if (!found) throw refuse('video.not-found')
      request.keptFor = found.account_id
      return presentVideo(found)
    },
  )

  app.get(
    '/api/videos',
    {
      schema: {
        summary:
          'The account’s own clips in every state, newest first; with `part`, what is posted, drafts, or what is scheduled',
        tags: ['videos'],
        querystring: z.extend(pageQuery, { part: z.optional(z.enum(parts)) }),
        response: { 200: page(ownVideo) },
      },
    },
    async request => {
      const { cursor, limit, part } = request.query
      const before = readCursor(cursor)?.id ?? null
      const { accountId, self } = actorOf(request)
      const rows = await store.ownPage(accountId, { before, part }, limit + 1)
      return { items: await ownAs(self, rows.slice(0, limit)), next: nextOf(rows, limit, row => row.created_at) }
    },
  )

  app.get(
    '/api/following/videos',
    {
      schema: {
        summary:
          'Clips of everybody the account follows, and what they pass on, newest first; with `handle`, what one of them shows to followers alone',
        tags: ['videos'],
        querystring: z.extend(pageQuery, { handle: z.optional(z.string().check(z.maxLength(100))) }),
        response: { 200: page(followedVideo) },
      },
    },
    async request => {
      const { cursor, limit, handle } = request.query
      const { accountId } = actorOf(request)
      const rows = await store.followedPage(accountId, { handle, after: readCursor(cursor) }, limit + 1)
      return {
        items: rows.slice(0, limit).map(row => ({
          ...presentFollowed(row),
          repostedBy: row.by && presentPerson(row.by),
        })),
        next: nextOf(rows, limit, row => row.at),
      }
    },
  )

  app.get(
    '/api/following/videos/:id',
    {
      schema: {
        summary: 'One clip that is for followers',
        tags: ['videos'],
        params: withId,
        response: { 200: video },
      },
    },
    async ({ params }) => {
      const found = await store.ownById(params.id)
      if (!found?.published_at) throw refuse('video.not-found')
      return presentFollowed(found)
    },
  )

  app.get(
    '/api/videos/:id',
    {
      schema: {
        summary: 'One of the account’s own clips',
        tags: ['videos'],
        params: withId,
        response: { 200: ownVideo },
      },
    },
    async request => own(store, request.params.id, actorOf(request).self),
  )

  postingRoutes(app, rooms)
  captionRoutes(app, rooms)
  soundRoutes(app, rooms)

  app.delete(
    '/api/videos/:id',
    { schema: { summary: 'Delete a clip', tags: ['videos'], params: withId, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      await removeVideo({ store, clock, uploads: { remove: rooms.forgetUpload } }, params.id)
      return reply.code(204).send(null)
    },
  )
}

/** A page of clips that anyone may list, of one row more than it shows. */
export function publicPage(rows: PublicVideo[], limit: number) {
  return {
    items: rows.slice(0, limit).map(row => presentVideo(row)),
    next: nextOf(rows, limit, row => row.published_at ?? row.created_at),
  }
}

/** One row more than asked for was read: it says whether there is a next page. */
function nextOf<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  at: (row: Row) => Date,
): string | null {
  const last = rows[limit - 1]
  return rows.length > limit && last ? writeCursor({ at: at(last), id: last.id }) : null
}
