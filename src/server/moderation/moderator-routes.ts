import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { measuresOf } from '../../core/moderation/measures.ts'
import {
  appealDecision,
  appealQueue,
  caseOpened,
  caseQueue,
  decisionWish,
  findWish,
  moderationAppeal,
  moderationCase,
} from '../../core/wire/moderation.ts'
import { pageQuery, uuid } from '../../core/wire/page.ts'
import { actorOf } from '../http/guard.ts'
import { readCursor, writeCursor } from '../videos/index.ts'
import { presentAppeal, presentAppealLine, presentCase, presentLine } from './present.ts'
import type { ModerationConsole } from './rooms.ts'

const tags = ['moderation']
const nothing = z.null()
const params = z.object({ id: uuid })

/** The policy row has made sure that it is a moderator. */
const moderatorOf = (request: FastifyRequest) => ({ accountId: actorOf(request).accountId, role: 'moderator' as const })

/** A place in the queue is one of any list behind a figure: 1 among the grave cases, 0 behind them. */
const placeIn = (cursor: string | undefined) => {
  const after = readCursor(cursor?.slice(1))
  return after && { isGrave: cursor?.[0] === '1', dueAt: after.at, id: after.id }
}

/** The queue, and what decides it. A case shows what it is about to whoever has taken it, and to nobody else. */
export function moderatorRoutes(plain: FastifyInstance, rooms: ModerationConsole): void {
  const { moderation, store, clock } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/api/moderate/cases',
    {
      schema: {
        summary: 'Cases that wait for a decision, the grave ones first',
        tags,
        querystring: pageQuery,
        response: { 200: caseQueue },
      },
    },
    async request => {
      const { cursor, limit } = request.query
      const now = clock.now()
      const { accountId } = actorOf(request)
      const [rows, { open, grave, late }] = await Promise.all([
        store.queue(accountId, placeIn(cursor), limit + 1, now),
        store.waiting(now),
      ])
      const last = rows.length > limit ? rows[limit - 1]! : null
      return {
        items: rows.slice(0, limit).map(presentLine),
        next: last && `${last.is_grave ? 1 : 0}${writeCursor({ at: last.due_at, id: last.id })}`,
        open,
        grave,
        late,
      }
    },
  )
  app.post(
    '/api/moderate/cases',
    {
      schema: {
        summary: 'Open a case by what one found oneself',
        tags,
        body: findWish,
        response: { 201: caseOpened },
      },
    },
    async (request, reply) => reply.code(201).send({ id: await moderation.find(moderatorOf(request), request.body) }),
  )
  app.put(
    '/api/moderate/cases/:id/taken',
    {
      schema: {
        summary: 'Take a case: what it is about is shown from here on',
        tags,
        params,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await moderation.take(moderatorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/api/moderate/cases/:id/taken',
    { schema: { summary: 'Give a case back to the queue', tags, params, response: { 204: nothing } } },
    async (request, reply) => {
      await moderation.letGo(moderatorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/moderate/cases/:id',
    { schema: { summary: 'A case that the caller has taken', tags, params, response: { 200: moderationCase } } },
    async request => {
      const row = await store.caseFor(request.params.id, actorOf(request).accountId, clock.now())
      if (!row) throw refuse('case.not-found')
      if (row.state !== 'open') throw refuse(`case.${row.state}`)
      if (row.taken !== 'mine') throw refuse(row.taken === 'other' ? 'case.taken' : 'case.not-taken')
      return presentCase(rooms, row, measuresOf[row.kind])
    },
  )
  app.post(
    '/api/moderate/cases/:id/decision',
    {
      schema: {
        summary: 'Decide a case, by a rule and with a reason; the person concerned and who reported are told',
        tags,
        params,
        body: decisionWish,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await moderation.decide(moderatorOf(request), request.params.id, request.body)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/moderate/appeals',
    { schema: { summary: 'Appeals that wait', tags, querystring: pageQuery, response: { 200: appealQueue } } },
    async request => {
      const { cursor, limit } = request.query
      const rows = await store.appealQueue(actorOf(request).accountId, readCursor(cursor), limit + 1)
      const last = rows.length > limit ? rows[limit - 1]! : null
      return {
        items: rows.slice(0, limit).map(presentAppealLine),
        next: last && writeCursor({ at: last.due_at, id: last.id }),
      }
    },
  )
  app.get(
    '/api/moderate/appeals/:id',
    {
      schema: {
        summary: 'An appeal, for somebody else than who decided first',
        tags,
        params,
        response: { 200: moderationAppeal },
      },
    },
    async request => {
      const row = await store.appealFor(request.params.id, actorOf(request).accountId)
      if (!row) throw refuse('appeal.not-found')
      if (!row.may_decide) throw refuse('appeal.same')
      return presentAppeal(rooms, row, measuresOf[row.kind])
    },
  )
  app.post(
    '/api/moderate/appeals/:id/decision',
    {
      schema: {
        summary: 'Decide an appeal: the decision stands or is overturned',
        tags,
        params,
        body: appealDecision,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await moderation.decideAppeal(moderatorOf(request), request.params.id, request.body)
      return reply.code(204).send(null)
    },
  )
}
