import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { beginOf, dateOf, dayOf, daysOf, type Range } from '../../core/statistics/days.ts'
import { handleParams, withProposal } from '../../core/wire/institution.ts'
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

export interface StatisticsRooms {
  store: StatisticsStore
  clock: Clock
  /** The account of an institution, for whoever has taken a seat in it. */
  institutionOf(handle: string, accountId: string): Promise<string | null>
}

export function statisticsRoutes(plain: FastifyInstance, { store, clock, institutionOf }: StatisticsRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const cut = (beganAt: Date, { range, offset }: Asked) => {
    const { first, last } = daysOf(range, beganAt, clock.now(), offset)
    const span: Span = { from: beginOf(first, offset), to: beginOf(last + 1, offset) }
    return { first, last, span, said: { since: dateOf(first), until: dateOf(last), offset } }
  }

  const ofAccount = async (accountId: string, asked: Asked) => {
    const { first, last, span, said } = cut(await store.accountBegan(accountId), asked)
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
  }
  const ofVideo = async (id: string, asked: Asked) => {
    const beganAt = await store.videoBegan(id)
    if (!beganAt) throw refuse('video.not-found')
    const { first, last, span, said } = cut(beganAt, asked)
    return { ...said, ...tabulate(await store.ofVideo(id, span), first, last, said.offset) }
  }
  const accountFor = async (request: FastifyRequest<{ Params: { handle: string } }>): Promise<string> => {
    const { handle } = request.params
    const account = await institutionOf(handle, actorOf(request).accountId)
    if (account === null) throw refuse('institution.not-found', { handle })
    return account
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
    request => ofAccount(actorOf(request).accountId, request.query),
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
    ({ params, query }) => ofVideo(params.id, query),
  )

  app.get(
    '/api/institutions/:handle/statistics',
    {
      schema: {
        summary:
          'For its stewards: likes, comments, saves and follows of the institution by day, and its clips with the most of them',
        tags: ['statistics'],
        params: handleParams,
        querystring: statisticsQuery,
        response: { 200: accountStatistics },
      },
    },
    async request => ofAccount(await accountFor(request), request.query),
  )

  app.get(
    '/api/institutions/:handle/videos/:id/statistics',
    {
      schema: {
        summary: 'For its stewards: likes, comments and saves of one of the institution’s clips by day',
        tags: ['statistics'],
        params: withProposal,
        querystring: statisticsQuery,
        response: { 200: videoStatistics },
      },
    },
    async request => {
      const { id } = request.params
      if ((await store.authorOf(id)) !== (await accountFor(request))) throw refuse('video.not-found')
      return ofVideo(id, request.query)
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
