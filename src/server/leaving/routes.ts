import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { erasureCode, leaving as leavingReply, left, signedReceipt } from '../../core/wire/leaving.ts'
import { uuid } from '../../core/wire/page.ts'
import { actorOf } from '../http/guard.ts'
import type { Leaving } from './leaving.ts'

export function leavingRoutes(plain: FastifyInstance, leaving: Leaving): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['leaving']

  app.get(
    '/api/account/leaving',
    { schema: { summary: 'Whether the account is leaving, and when', tags, response: { 200: leavingReply } } },
    async request => {
      const state = await leaving.stateOf(actorOf(request).accountId)
      return { leavesAt: state?.leavesAt.toISOString() ?? null, waitsForCase: state?.waitsForCase ?? false }
    },
  )

  app.put(
    '/api/account/leaving',
    {
      schema: {
        summary: 'Leave: the account is hidden at once, and erased everywhere after fourteen days',
        tags,
        response: { 200: left },
      },
    },
    async request => {
      const { leavesAt, code } = await leaving.leave(actorOf(request).accountId)
      return { leavesAt: leavesAt.toISOString(), code }
    },
  )

  app.delete(
    '/api/account/leaving',
    { schema: { summary: 'Stay after all; everything is shown again as it was', tags, response: { 204: z.null() } } },
    async (request, reply) => {
      await leaving.stay(actorOf(request).accountId)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/videos/:id/erasure',
    {
      schema: {
        summary: 'Delete a clip, with a signed receipt of what is gone',
        tags,
        params: z.object({ id: uuid }),
        response: { 200: signedReceipt },
      },
    },
    request => leaving.eraseOne('video', request.params.id, actorOf(request).accountId),
  )

  app.post(
    '/api/comments/:id/erasure',
    {
      schema: {
        summary: 'Delete a comment of one’s own, or on one’s own clip, with its replies and a signed receipt',
        tags,
        params: z.object({ id: uuid }),
        response: { 200: signedReceipt },
      },
    },
    request => leaving.eraseOne('comment', request.params.id, actorOf(request).accountId),
  )

  app.get(
    '/public/erasures/:code',
    {
      schema: {
        summary: 'The signed receipt of an erasure, for whoever has its code',
        tags,
        params: erasureCode,
        response: { 200: signedReceipt },
      },
    },
    async (request, reply) => {
      void reply.header('Cache-Control', 'no-store')
      return leaving.receipt(request.params.code)
    },
  )
}
