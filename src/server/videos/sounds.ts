import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { page, pageQuery, uuid } from '../../core/wire/page.ts'
import { sound, video } from '../../core/wire/video.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { VideoRooms } from './own.ts'
import { presentVideo } from './present.ts'

const params = z.object({ id: z.string() })

/** A sound is what its clips have in common. It has no name but that of whoever made it. */
export function soundRoutes(plain: FastifyInstance, { store }: VideoRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const idOf = (id: string): string => {
    if (!z.safeParse(uuid, id).success) throw refuse('sound.not-found')
    return id
  }

  app.get(
    '/public/sounds/:id',
    { schema: { summary: 'A sound that public clips have', tags: ['videos'], params, response: { 200: sound } } },
    async ({ params }) => {
      const id = idOf(params.id)
      const found = await store.sound(id)
      const [row] = found ? await store.listedByIds([found.carrier]) : []
      const clip = row && presentVideo(row)
      const url = clip?.renditions[0]?.url
      if (!found || !clip || url === undefined) throw refuse('sound.not-found')
      const { title, author } = clip.sound ?? { title: '', author: null }
      return { id, title, author, isFree: found.isFree, videos: found.videos, durationMs: clip.durationMs, url }
    },
  )
  app.get(
    '/public/sounds/:id/videos',
    {
      schema: {
        summary: 'Public clips that have a sound, newest first',
        tags: ['videos'],
        params,
        querystring: pageQuery,
        response: { 200: page(video) },
      },
    },
    async ({ params, query: { cursor, limit } }) => {
      const ids = await store.withSound(idOf(params.id), readCursor(cursor), limit + 1)
      const rows = await store.listedByIds(ids.slice(0, limit))
      const last = rows.at(-1)
      const next =
        ids.length > limit && last ? writeCursor({ at: last.published_at ?? last.created_at, id: last.id }) : null
      return { items: rows.map(row => presentVideo(row)), next }
    },
  )
}
