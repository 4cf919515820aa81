import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { cleanCollectionName } from '../../core/social/words.ts'
import { uuid } from '../../core/wire/page.ts'
import { collection, collectionWish, saved, savedPlace } from '../../core/wire/social.ts'
import { makeId } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import type { SocialRooms } from './rooms.ts'

/** Collections of saved clips, the account's own. */
export function saveRoutes(plain: FastifyInstance, { store, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: uuid })
  const tags = ['social']
  app.get(
    '/api/saves',
    { schema: { summary: 'Every clip the account has saved, and its collections', tags, response: { 200: saved } } },
    async request => {
      const { accountId, self } = actorOf(request)
      const [rows, collections] = await Promise.all([store.savesOf(accountId), store.collectionsOf(accountId, self)])
      const items = rows.map(row => ({
        id: row.video_id,
        collection: row.collection_id,
        at: row.created_at.toISOString(),
      }))
      return { items, collections }
    },
  )
  app.put(
    '/api/saves/:id',
    {
      schema: {
        summary: 'Put a saved clip into a collection, or into none',
        tags,
        params,
        body: savedPlace,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (!(await store.putSaved(actorOf(request).accountId, request.params.id, request.body.collection)))
        throw refuse('save.not-found')
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/collections',
    { schema: { summary: 'Make a collection', tags, body: collectionWish, response: { 201: collection } } },
    async (request, reply) => {
      const at = clock.now()
      const made = { id: makeId(at), name: cleanCollectionName(request.body.name) }
      const one = { ...made, accountId: actorOf(request).accountId, at }
      if (!(await store.addCollection(one, socialLimits.collections)))
        throw refuse('collection.most', { limit: socialLimits.collections })
      return reply.code(201).send(made)
    },
  )
  app.patch(
    '/api/collections/:id',
    {
      schema: {
        summary: 'Give a collection another name',
        tags,
        params,
        body: collectionWish,
        response: { 200: collection },
      },
    },
    async request => {
      const { id } = request.params
      const name = cleanCollectionName(request.body.name)
      if (!(await store.nameCollection(actorOf(request).accountId, id, name))) throw refuse('collection.not-found')
      return { id, name }
    },
  )
  app.delete(
    '/api/collections/:id',
    {
      schema: {
        summary: 'Delete a collection; what was in it stays saved',
        tags,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (!(await store.removeCollection(actorOf(request).accountId, request.params.id)))
        throw refuse('collection.not-found')
      return reply.code(204).send(null)
    },
  )
}
