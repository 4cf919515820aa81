import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { findingLimits } from '../../core/finding/limits.ts'
import { cleanTag } from '../../core/finding/tag.ts'
import { followedTags, tag, tagFollowed, tagVideosQuery, topics } from '../../core/wire/finding.ts'
import { page } from '../../core/wire/page.ts'
import { video } from '../../core/wire/video.ts'
import { actorOf } from '../http/guard.ts'
import { presentVideo } from '../videos/index.ts'
import type { FindingRooms } from './rooms.ts'
import { newestOfTag } from './tags.ts'

const params = z.object({ tag: z.string().check(z.maxLength(200)) })
const topicsShown = 18
/** A topic is pictured by one of its newest clips that pictures no other. */
const picturesTried = 4
const mostLoved = 96

/** Tags, each with its clips; the most used as topics; and those that an account follows. */
export function tagRoutes(plain: FastifyInstance, { store, videos, clock }: FindingRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/public/tags/:tag',
    {
      schema: {
        summary: 'A tag, and how many public clips have it',
        tags: ['finding'],
        params,
        response: { 200: tag },
      },
    },
    async ({ params }) => store.tag(cleanTag(params.tag)),
  )
  app.get(
    '/public/tags/:tag/videos',
    {
      schema: {
        summary: 'Public clips of a tag, newest first, or the most loved of them',
        tags: ['finding'],
        params,
        querystring: tagVideosQuery,
        response: { 200: page(video) },
      },
    },
    async ({ params, query }) => {
      const { limit, order, cursor } = query
      const name = cleanTag(params.tag)
      if (order === 'loved') {
        const rows = await videos.listedByIds(await store.mostLovedOfTag(name, Math.min(limit, mostLoved)))
        return { items: rows.map(row => presentVideo(row)), next: null }
      }
      return newestOfTag({ store, videos }, name, cursor, limit)
    },
  )
  app.get(
    '/public/topics',
    {
      schema: {
        summary: 'What people here post about: the tags most used, each with a picture; the same for everybody',
        tags: ['finding'],
        response: { 200: topics },
      },
    },
    async () => {
      const found = await store.topics(topicsShown, picturesTried)
      const rows = await videos.listedByIds([...new Set(found.flatMap(({ ids }) => ids))])
      const shown = rows.map(row => presentVideo(row)).filter(({ isSensitive }) => !isSensitive)
      const pictures = new Map(shown.map(({ id, poster }) => [id, poster]))
      const used = new Set<string>()
      return {
        items: found.flatMap(({ tag, videos, ids }) => {
          const id = ids.find(one => pictures.get(one) && !used.has(one)) ?? ids.find(one => pictures.get(one))
          if (id === undefined) return []
          used.add(id)
          return [{ tag, videos, poster: pictures.get(id)! }]
        }),
      }
    },
  )
  app.get(
    '/api/tags',
    { schema: { summary: 'Every tag the account follows', tags: ['finding'], response: { 200: followedTags } } },
    async request => {
      const { accountId, self } = actorOf(request)
      return { items: await store.tagsFollowed(accountId, self) }
    },
  )
  app.put(
    '/api/tags/:tag/follow',
    { schema: { summary: 'Follow a tag', tags: ['finding'], params, response: { 200: tagFollowed } } },
    async request => {
      const isThere = await store.followTag(
        actorOf(request).accountId,
        cleanTag(request.params.tag),
        clock.now(),
        findingLimits.maxFollowedTags,
      )
      if (!isThere) throw refuse('tag.most', { limit: findingLimits.maxFollowedTags })
      return { follows: true }
    },
  )
  app.delete(
    '/api/tags/:tag/follow',
    { schema: { summary: 'No longer follow a tag', tags: ['finding'], params, response: { 200: tagFollowed } } },
    async request => {
      await store.unfollowTag(actorOf(request).accountId, cleanTag(request.params.tag))
      return { follows: false }
    },
  )
}
