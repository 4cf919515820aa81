import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { protection, protectionChange } from '../../core/wire/social.ts'
import { actorOf } from '../http/guard.ts'
import type { SocialRooms } from './rooms.ts'

const hourMs = 3_600_000

/** What somebody does about newcomers below their clips, and about a crowd that comes at them. */
export function protectionRoutes(plain: FastifyInstance, { store, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['people']
  const own = async (accountId: string) => {
    const { holdsNewcomers, limitedUntil } = await store.protectionOf(accountId, clock.now())
    return { holdsNewcomers, limitedUntil: limitedUntil?.toISOString() ?? null }
  }
  app.get(
    '/api/protection',
    {
      schema: {
        summary: 'What the account does about newcomers and pile-ons, and when that ends',
        tags,
        response: { 200: protection },
      },
    },
    request => own(actorOf(request).accountId),
  )
  app.patch(
    '/api/protection',
    {
      schema: {
        summary: 'Hold comments of new accounts; limit the account for some hours to those who follow it already',
        tags,
        body: protectionChange,
        response: { 200: protection },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      const { holdsNewcomers, limitHours } = request.body
      if (holdsNewcomers !== undefined) await store.setHoldsNewcomers(accountId, holdsNewcomers)
      if (limitHours !== undefined) {
        const at = clock.now()
        const until = limitHours === null ? null : new Date(at.getTime() + limitHours * hourMs)
        await store.setLimit(accountId, until, at)
      }
      return own(accountId)
    },
  )
}
