import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { ruleWish } from '../../core/wire/moderation.ts'
import { onlyWhy } from '../../core/wire/staff.ts'
import { actorOf } from '../http/guard.ts'
import type { ModerationConsole } from './rooms.ts'

const tags = ['operate']
const nothing = z.null()
const params = z.object({ code: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)) })

const operatorOf = (request: FastifyRequest) => ({ accountId: actorOf(request).accountId, role: 'operator' as const })

/** The shore's rules are its operator's; what is decided by them is not. */
export function ruleRoutes(plain: FastifyInstance, { moderation }: ModerationConsole): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.put(
    '/api/operate/rules/:code',
    {
      schema: {
        summary: 'Publish a rule, in other words or as a new one; what it said stays to be read',
        tags,
        params,
        body: ruleWish,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await moderation.setRule(operatorOf(request), request.params.code, request.body)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/operate/rules/:code/end',
    {
      schema: {
        summary: 'End a rule; what was decided by it stands',
        tags,
        params,
        body: onlyWhy,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await moderation.endRule(operatorOf(request), request.params.code, request.body.why)
      return reply.code(204).send(null)
    },
  )
}
