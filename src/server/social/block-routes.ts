import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { walled } from '../../core/wire/social.ts'
import { presentPerson } from '../accounts/index.ts'
import { actorOf } from '../http/guard.ts'
import type { WallKind } from './blocks-store.ts'
import type { SocialRooms } from './rooms.ts'

const words = {
  blocks: { list: 'Accounts that this one blocks', put: 'Block an account', take: 'Block an account no more' },
  mutes: { list: 'Accounts that this one mutes', put: 'Mute an account', take: 'Mute an account no more' },
} as const

export function blockRoutes(plain: FastifyInstance, { store, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ handle: z.string() })
  const tags = ['people']
  const of = async (kind: WallKind, accountId: string) => ({
    items: (await store.wallsOf(kind, accountId)).map(row => ({
      ...presentPerson(row),
      since: row.created_at.toISOString(),
    })),
  })

  for (const [kind, path] of [
    ['blocks', 'block'],
    ['mutes', 'mute'],
  ] as const) {
    app.get(`/api/${kind}`, { schema: { summary: words[kind].list, tags, response: { 200: walled } } }, async request =>
      of(kind, actorOf(request).accountId),
    )
    app.put(
      `/api/accounts/:handle/${path}`,
      { schema: { summary: words[kind].put, tags, params, response: { 204: z.null() } } },
      async (request, reply) => {
        const { handle } = request.params
        const outcome = await store.wall(kind, actorOf(request).accountId, handle, clock.now(), socialLimits.walls)
        if (outcome === null) throw refuse('account.not-found', { handle })
        if (outcome === 'self') throw refuse('wall.self')
        if (outcome === 'most') throw refuse('wall.most', { limit: socialLimits.walls })
        return reply.code(204).send(null)
      },
    )
    app.delete(
      `/api/accounts/:handle/${path}`,
      { schema: { summary: words[kind].take, tags, params, response: { 204: z.null() } } },
      async (request, reply) => {
        await store.unwall(kind, actorOf(request).accountId, request.params.handle)
        return reply.code(204).send(null)
      },
    )
  }
}
