import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { beginOf, dateOf, dayOf, daysOf, type Range } from '../../core/statistics/days.ts'
import { uuid } from '../../core/wire/page.ts'
import { accountStatistics, statisticsQuery, videoStatistics } from '../../core/wire/statistics.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import type { Counted, Span, StatisticsStore } from './store.ts'

const mostVideos = 50

interface Asked {
  range: Range
  offset: number
}

export function statisticsRoutes(
  plain: FastifyInstance,
  { store, clock }: { store: StatisticsStore; clock: Clock },
): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const cut = (beganAt: Date, { range, offset }: Asked) => {
    const { first, last } = daysOf(range, beganAt, clock.now(), offset)
    const span: Span = { from: beginOf(first, offset), to: beginOf(last + 1, offset) }
    return { first, last, span, said: { since: dateOf(first), until: dateOf(last), offset } }
  }

  app.get(
    '/api/statistics',
    {
      schema: {
        summary: 'Likes, comments, saves and follows of the account by day, and its clips with the most of them',
        tags: ['statistics'],
        querystring: statisticsQuery,
        response: { 200: accountStatistics },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      const { first, last, span, said } = cut(await store.accountBegan(accountId), request.query)
      const [counted, videos] = await Promise.all([
        store.ofAccount(accountId, span),
        store.videosOf(accountId, span, mostVideos),
      ])
      return {
        ...said,
        ...tabulate(counted, first, last, said.offset),
        videos: videos.map(({ published_at, ...video }) => ({
          ...video,
          publishedAt: published_at?.toISOString() ?? null,
        })),
      }
    },
  )

  app.get(
    '/api/videos/:id/statistics',
    {
      schema: {
        summary: 'Likes, comments and saves of one of the account’s own clips by day',
        tags: ['statistics'],
        params: z.object({ id: uuid }),
        querystring: statisticsQuery,
        response: { 200: videoStatistics },
      },
    },
    async ({ params, query }) => {
      const beganAt = await store.videoBegan(params.id)
      if (!beganAt) throw refuse('video.not-found')
      const { first, last, span, said } = cut(beganAt, query)
      return { ...said, ...tabulate(await store.ofVideo(params.id, span), first, last, said.offset) }
    },
  )
}

/** Every day of a span, also those on which nothing came, and what they come to. */
function tabulate<K extends string>(
  counted: Record<K, Counted[]>,
  first: number,
  last: number,
  offset: number,
): { totals: Record<K, number>; days: ({ day: string } & Record<K, number>)[] } {
  const kinds = Object.keys(counted) as K[]
  const of = (value: (kind: K) => number) =>
    Object.fromEntries(kinds.map(kind => [kind, value(kind)])) as Record<K, number>
  const found = new Map(
    kinds.map(kind => [kind, new Map(counted[kind].map(({ at, n }) => [dayOf(at, offset), n]))] as const),
  )
  return {
    totals: of(kind => counted[kind].reduce((sum, { n }) => sum + n, 0)),
    days: Array.from({ length: last - first + 1 }, (_, i) => ({
      day: dateOf(first + i),
      ...of(kind => found.get(kind)?.get(first + i) ?? 0),
    })),
  }
}
