import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { person } from '../../core/wire/account.ts'
import { page, pageQuery } from '../../core/wire/page.ts'
import { followed, follows, type Tie, tie } from '../../core/wire/social.ts'
import { presentPerson } from '../accounts/index.ts'
import { actorOf } from '../http/guard.ts'
import type { TieRow } from './follows-store.ts'
import type { SocialRooms } from './rooms.ts'

const present = (row: TieRow): Tie => ({
  ...presentPerson(row),
  state: row.accepted_at ? 'accepted' : 'asked',
  since: (row.accepted_at ?? row.created_at).toISOString(),
})

/** A place in a list that is read by how many were read. Refuses `request.invalid`. */
function placeOf({ cursor }: { cursor?: string | undefined }): number {
  const from = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(from) || from < 0 || from > 1e6)
    throw refuse('request.invalid', { where: 'cursor', expected: 'one that a page of this list gave' })
  return from
}

export function followRoutes(plain: FastifyInstance, { store, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ handle: z.string() })

  app.get(
    '/api/follows',
    { schema: { summary: 'Everybody the account follows', tags: ['people'], response: { 200: follows } } },
    async request => ({ items: (await store.followsOf(actorOf(request).accountId)).map(present) }),
  )
  app.get(
    '/api/followers',
    {
      schema: {
        summary: 'Who follows the account, and who asks to',
        tags: ['people'],
        querystring: pageQuery,
        response: { 200: page(tie) },
      },
    },
    async request => {
      const { limit } = request.query
      const from = placeOf(request.query)
      const rows = await store.followersOf(actorOf(request).accountId, from, limit + 1)
      return { items: rows.slice(0, limit).map(present), next: rows.length > limit ? String(from + limit) : null }
    },
  )
  // Not kept: everybody named in it may stop showing that they are, and is gone from it at once.
  for (const [side, summary] of [
    ['follows', 'Whom an account follows, where both show it'],
    ['followers', 'Who follows an account, where both show it'],
  ] as const)
    app.get(
      `/public/accounts/:handle/${side}`,
      {
        schema: { summary, tags: ['people'], params, querystring: pageQuery, response: { 200: page(person) } },
      },
      async request => {
        const { handle } = request.params
        const { limit } = request.query
        const from = placeOf(request.query)
        const shown = await store.shownTies(handle, side, from, limit + 1)
        if (!shown) throw refuse('follow.hidden', { handle })
        return {
          items: shown.slice(0, limit).map(presentPerson),
          next: shown.length > limit ? String(from + limit) : null,
        }
      },
    )
  app.put(
    '/api/accounts/:handle/follow',
    {
      schema: {
        summary: 'Follow an account; a closed one is asked first',
        tags: ['people'],
        params,
        response: { 200: followed },
      },
    },
    async request => {
      const { handle } = request.params
      const state = await store.follow(actorOf(request).accountId, handle, clock.now(), socialLimits.follows)
      if (state === null) throw refuse('account.not-found', { handle })
      if (state === 'blocked' || state === 'blocking') throw refuse(`wall.${state}`)
      if (state === 'self') throw refuse('follow.self')
      if (state === 'most') throw refuse('follow.most', { limit: socialLimits.follows })
      return { state }
    },
  )
  app.delete(
    '/api/accounts/:handle/follow',
    { schema: { summary: 'Follow an account no more', tags: ['people'], params, response: { 200: followed } } },
    async request => {
      await store.unfollow(actorOf(request).accountId, request.params.handle)
      return { state: null }
    },
  )
  app.put(
    '/api/followers/:handle',
    { schema: { summary: 'Give leave to follow', tags: ['people'], params, response: { 200: followed } } },
    async request => {
      const { handle } = request.params
      if (!(await store.accept(actorOf(request).accountId, handle, clock.now())))
        throw refuse('follow.not-found', { handle })
      return { state: 'accepted' as const }
    },
  )
  app.delete(
    '/api/followers/:handle',
    {
      schema: {
        summary: 'Take a follower away, or decline who asks',
        tags: ['people'],
        params,
        response: { 200: followed },
      },
    },
    async request => {
      const { handle } = request.params
      if (!(await store.dismiss(actorOf(request).accountId, handle))) throw refuse('follow.not-found', { handle })
      return { state: null }
    },
  )
}
