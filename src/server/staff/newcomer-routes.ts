import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { uuid } from '../../core/wire/page.ts'
import { inviteMade, invites, inviteWish, newcomerDecision, newcomers, onlyWhy } from '../../core/wire/staff.ts'
import type { Staff } from './staff.ts'
import { staffOf } from './staff-of.ts'

const mostListed = 200

/** Who waits to be let in, and the codes that let in. */
export function newcomerRoutes(plain: FastifyInstance, staff: Staff): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['operate']
  app.get(
    '/api/operate/newcomers',
    { schema: { summary: 'Who waits to be let in', tags, response: { 200: newcomers } } },
    () => staff.newcomers(mostListed),
  )
  app.post(
    '/api/operate/newcomers/:handle',
    {
      schema: {
        summary: 'Let an account in that waits, or not',
        tags,
        params: z.object({ handle: z.string() }),
        body: newcomerDecision,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { isLetIn, why } = request.body
      await staff.decideNewcomer(staffOf(request), request.params.handle, isLetIn, why)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/operate/invites',
    { schema: { summary: 'Invitations, without their codes', tags, response: { 200: invites } } },
    async () => ({ items: await staff.invites(mostListed) }),
  )
  app.post(
    '/api/operate/invites',
    {
      schema: {
        summary: 'Make an invitation code; it is shown once',
        tags,
        body: inviteWish,
        response: { 201: inviteMade },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await staff.makeInvite(staffOf(request), request.body, request.body.why)),
  )
  app.post(
    '/api/operate/invites/:id/end',
    {
      schema: {
        summary: 'End an invitation',
        tags,
        params: z.object({ id: uuid }),
        body: onlyWhy,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await staff.endInvite(staffOf(request), request.params.id, request.body.why)
      return reply.code(204).send(null)
    },
  )
}
