import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ownStorage } from '../../core/wire/staff.ts'
import { actorOf } from '../http/guard.ts'
import type { Storage } from './storage.ts'

export function storageRoutes(plain: FastifyInstance, storage: Storage): void {
  plain.withTypeProvider<ZodTypeProvider>().get(
    '/api/storage',
    {
      schema: {
        summary: 'What the account’s clips take, and may take',
        tags: ['videos'],
        response: { 200: ownStorage },
      },
    },
    request => storage.ofAccount(actorOf(request).accountId),
  )
}
