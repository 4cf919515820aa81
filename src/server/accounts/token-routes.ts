import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { newToken, ownTokens, tokenWish } from '../../core/wire/account.ts'
import { actorOf } from '../http/guard.ts'
import { opened } from '../keys/index.ts'
import type { AccountRooms } from './rooms.ts'
import { makeToken, scopesOf } from './tokens.ts'

export function tokenRoutes(plain: FastifyInstance, { tokens, clock, keys }: AccountRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/api/tokens',
    {
      schema: {
        summary: 'The account’s access tokens, without their secrets',
        tags: ['tokens'],
        response: { 200: ownTokens },
      },
    },
    async request => ({
      items: (
        await opened(actorOf(request).self, 'tokens.name', 'name', await tokens.ofAccount(actorOf(request).accountId))
      ).map(row => ({
        id: row.id,
        name: row.name,
        scopes: row.scopes,
        createdAt: row.created_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
      })),
    }),
  )

  app.post(
    '/api/tokens',
    {
      schema: {
        summary: 'Make an access token; its secret is shown once',
        tags: ['tokens'],
        body: tokenWish,
        response: { 201: newToken },
      },
    },
    async (request, reply) => {
      const { scope, name, days } = request.body
      const { accountId } = actorOf(request)
      return reply
        .code(201)
        .send(await makeToken({ tokens, clock, keys }, { accountId, scopes: scopesOf(scope), name, days }))
    },
  )

  app.delete(
    '/api/tokens/:id',
    {
      schema: {
        summary: 'End one access token',
        tags: ['tokens'],
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (!(await tokens.end(actorOf(request).accountId, request.params.id))) throw refuse('token.not-found')
      return reply.code(204).send(null)
    },
  )
}
