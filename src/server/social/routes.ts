import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { uuid } from '../../core/wire/page.ts'
import { liked, likes } from '../../core/wire/video.ts'
import { actorOf } from '../http/guard.ts'
import { commentRoutes } from './comment-routes.ts'
import { followRoutes } from './follow-routes.ts'
import type { SocialRooms } from './rooms.ts'

export function socialRoutes(plain: FastifyInstance, rooms: SocialRooms): void {
  const { store, clock } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: uuid })
  const counted = (count: number | null) => {
    if (count === null) throw refuse('video.not-found')
    return { likes: count }
  }
  app.get(
    '/api/likes',
    { schema: { summary: 'Every clip the account likes', tags: ['social'], response: { 200: likes } } },
    async request => ({
      items: await store.likesOf(actorOf(request).accountId),
    }),
  )
  app.put(
    '/api/videos/:id/like',
    { schema: { summary: 'Like a clip', tags: ['social'], params, response: { 200: liked } } },
    async request => counted(await store.like(actorOf(request).accountId, request.params.id, clock.now())),
  )
  app.delete(
    '/api/videos/:id/like',
    { schema: { summary: 'Take a like back', tags: ['social'], params, response: { 200: liked } } },
    async request => counted(await store.unlike(actorOf(request).accountId, request.params.id)),
  )
  followRoutes(plain, rooms)
  commentRoutes(plain, rooms)
}
