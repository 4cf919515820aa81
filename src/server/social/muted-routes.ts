import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { cleanMuted } from '../../core/social/muted.ts'
import { mutedList, muting } from '../../core/wire/social.ts'
import { actorOf } from '../http/guard.ts'
import type { SocialRooms } from './rooms.ts'

/** The account's own list of what it does not want to see. It is joined with public clips on the device, and read by nothing here. */
export function mutedRoutes(plain: FastifyInstance, { store, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['people']

  app.get(
    '/api/muted',
    {
      schema: {
        summary: 'Tags, sounds and words that the account wants to see nothing of',
        tags,
        response: { 200: mutedList },
      },
    },
    async request => {
      const { accountId, self } = actorOf(request)
      return {
        items: (await store.mutedOf(accountId, self)).map(({ created_at, ...row }) => ({
          ...row,
          since: created_at.toISOString(),
        })),
      }
    },
  )
  app.put(
    '/api/muted',
    {
      schema: {
        summary: 'Mute a tag, a sound or a word, or mute it no more',
        tags,
        body: muting,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { kind, what, isMuted } = request.body
      const { accountId } = actorOf(request)
      const cleaned = cleanMuted(kind, what)
      if (!isMuted) await store.unmute(accountId, kind, cleaned)
      else if (!(await store.mute(accountId, kind, cleaned, clock.now(), socialLimits.muted)))
        throw refuse('muted.most', { limit: socialLimits.muted })
      return reply.code(204).send(null)
    },
  )
}
