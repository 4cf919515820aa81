import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { accountLimits } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import { page, pageQuery, uuid } from '../../core/wire/page.ts'
import { counted, ids, video } from '../../core/wire/video.ts'
import { actorOf } from '../http/guard.ts'
import { presentVideo, readCursor, writeCursor } from '../videos/index.ts'
import type { SocialRooms } from './rooms.ts'
import type { Tie } from './ties-store.ts'

const ties = [
  ['likes', 'like', 'Every clip the account likes', 'Like a clip', 'Take a like back'],
  ['saves', 'save', null, 'Save a clip to come back to', 'Save a clip no more'],
  [
    'reposts',
    'repost',
    'Every clip the account has passed on',
    'Pass a public clip on to one’s followers',
    'Take a repost back',
  ],
] as const satisfies readonly (readonly [Tie, string, string | null, string, string])[]

/** Likes, saves and reposts of one's own, and those that an account shows. */
export function tieRoutes(plain: FastifyInstance, { store, videos, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: uuid })
  const tags = ['social']
  for (const [tie, path, list, add, remove] of ties) {
    if (list !== null)
      app.get(`/api/${tie}`, { schema: { summary: list, tags, response: { 200: ids } } }, async request => ({
        items: await store.tiesOf(tie, actorOf(request).accountId),
      }))
    app.put(
      `/api/videos/:id/${path}`,
      { schema: { summary: add, tags, params, response: { 200: counted } } },
      async request => {
        const outcome = await store.addTie(tie, actorOf(request).accountId, request.params.id, clock.now())
        if (outcome === null) throw refuse('video.not-found')
        if (outcome === 'young') throw refuse('repost.young', { limit: accountLimits.openAge })
        if (outcome === 'limited') throw refuse('limit.account')
        if (outcome === 'self') throw refuse('repost.self')
        if (typeof outcome === 'string') throw refuse(`wall.${outcome}`)
        return outcome
      },
    )
    app.delete(
      `/api/videos/:id/${path}`,
      { schema: { summary: remove, tags, params, response: { 200: counted } } },
      async request => store.removeTie(tie, actorOf(request).accountId, request.params.id),
    )
  }
  for (const [tie, summary] of [
    ['likes', 'Public clips that an account likes, where it shows that; newest first'],
    ['reposts', 'Public clips that an account has passed on, newest first'],
  ] as const)
    app.get(
      `/public/accounts/:handle/${tie}`,
      {
        schema: {
          summary,
          tags,
          params: z.object({ handle: z.string() }),
          querystring: pageQuery,
          response: { 200: page(video) },
        },
      },
      async request => {
        const { handle } = request.params
        const { cursor, limit } = request.query
        const places = await store.shownClips(tie, handle, readCursor(cursor), limit + 1)
        if (!places) throw refuse('likes.hidden', { handle })
        const shown = places.slice(0, limit)
        const rows = await videos.listedByIds(shown.map(({ id }) => id))
        return {
          items: rows.map(row => presentVideo(row)),
          next: places.length > limit ? writeCursor(shown.at(-1)!) : null,
        }
      },
    )
}
