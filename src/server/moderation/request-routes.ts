import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { pageQuery, uuid } from '../../core/wire/page.ts'
import {
  ownRequests,
  requestAnswer,
  requestMade,
  requestQueue,
  requestToMake,
  requestWords,
} from '../../core/wire/requests.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import { readCursor, writeCursor } from '../videos/index.ts'
import { presentOwnRequest, presentQueued } from './present-requests.ts'
import type { RequestPlaces, Requests } from './requests.ts'
import type { ModerationStore } from './store.ts'

export interface RequestConsole {
  requests: Requests
  store: ModerationStore
  places: RequestPlaces
  clock: Clock
  /** Where else to complain, as the operator declares it. */
  authority: string
}

const tags = ['moderation']
const nothing = z.null()
const params = z.object({ id: uuid })

/** What people ask of a human, by their own session; and the answers, by whoever operates or moderates. */
export function requestRoutes(plain: FastifyInstance, rooms: RequestConsole): void {
  const { requests, store, places, authority } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/api/requests',
    {
      schema: {
        summary: 'What the account asked of a human, by when it is answered, and the answers, newest first',
        tags,
        querystring: pageQuery,
        response: { 200: ownRequests },
      },
    },
    async request => {
      const { cursor, limit } = request.query
      if (cursor !== undefined && !z.safeParse(uuid, cursor).success)
        throw refuse('request.invalid', { where: 'cursor', expected: 'one that a page of this list gave' })
      const rows = await store.requestsOf(actorOf(request).accountId, cursor ?? null, limit + 1)
      return {
        items: rows.slice(0, limit).map(row => presentOwnRequest(row, places)),
        next: rows.length > limit ? rows[limit - 1]!.id : null,
        authority,
      }
    },
  )
  app.post(
    '/api/requests',
    {
      schema: {
        summary: 'Ask a human: to correct something, to take a label away, to use something no further, or else',
        tags,
        body: requestToMake,
        response: { 201: requestMade },
      },
    },
    async (request, reply) => {
      const { id, dueAt } = await requests.ask(actorOf(request).accountId, request.body)
      return reply.code(201).send({ id, dueAt: dueAt.toISOString() })
    },
  )
  app.delete(
    '/api/requests/:id',
    { schema: { summary: 'Take back what one asked', tags, params, response: { 204: nothing } } },
    async (request, reply) => {
      await requests.withdraw(actorOf(request).accountId, request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/requests/:id/words',
    {
      schema: {
        summary: 'Say more where a human asked for it',
        tags,
        params,
        body: requestWords,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await requests.add(actorOf(request).accountId, request.params.id, request.body.words)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/requests/:id/appeal',
    {
      schema: {
        summary: 'Appeal against an answer that declined; somebody else answers',
        tags,
        params,
        body: requestWords,
        response: { 201: requestMade },
      },
    },
    async (request, reply) => {
      const { id, dueAt } = await requests.appeal(actorOf(request).accountId, request.params.id, request.body.words)
      return reply.code(201).send({ id, dueAt: dueAt.toISOString() })
    },
  )
  answerRoutes(plain, rooms)
}

/** The policy row has made sure that there is a role. */
const staffOf = (request: FastifyRequest) => {
  const { accountId, role } = actorOf(request)
  return { accountId, role: role! }
}

function answerRoutes(plain: FastifyInstance, { requests, store, places, clock }: RequestConsole): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/api/moderate/requests',
    {
      schema: {
        summary: 'What people ask of a human and nobody has answered, what is due first, first',
        tags,
        querystring: pageQuery,
        response: { 200: requestQueue },
      },
    },
    async request => {
      const { cursor, limit } = request.query
      const { accountId, role } = staffOf(request)
      const now = clock.now()
      const [rows, waiting] = await Promise.all([
        store.requestQueue(accountId, readCursor(cursor), limit + 1),
        store.requestsWaiting(now),
      ])
      const last = rows.length > limit ? rows[limit - 1]! : null
      return {
        items: rows.slice(0, limit).map(row => presentQueued(row, places, role, now)),
        next: last && writeCursor({ at: last.due_at, id: last.id }),
        ...waiting,
      }
    },
  )
  app.post(
    '/api/moderate/requests/:id/decision',
    {
      schema: {
        summary: 'Answer what somebody asks; an objection that is upheld takes the label away',
        tags,
        params,
        body: requestAnswer,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await requests.answer(staffOf(request), request.params.id, request.body)
      return reply.code(204).send(null)
    },
  )
}
