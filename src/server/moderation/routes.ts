import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import {
  appealed,
  appealWish,
  guestReport,
  moderationCounts,
  ownReports,
  reportCode,
  reported,
  reportWish,
  rules,
  statements,
} from '../../core/wire/moderation.ts'
import { pageQuery, uuid } from '../../core/wire/page.ts'
import { actorOf } from '../http/guard.ts'
import { moderatorRoutes } from './moderator-routes.ts'
import { presentOutcome, presentReport, presentStatement } from './present.ts'
import { readCounts, readRules } from './public.ts'
import type { ModerationConsole } from './rooms.ts'
import { ruleRoutes } from './rule-routes.ts'

const tags = ['moderation']

const idIn = (cursor: string | undefined): string | null => {
  if (cursor !== undefined && !z.safeParse(uuid, cursor).success)
    throw refuse('request.invalid', { where: 'cursor', expected: 'one that a page of this list gave' })
  return cursor ?? null
}

export function moderationRoutes(plain: FastifyInstance, rooms: ModerationConsole): void {
  const { moderation, store, clock } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/public/rules',
    { schema: { summary: 'The rules of this shore, and what they said before', tags, response: { 200: rules } } },
    () => readRules(store),
  )
  app.get(
    '/public/moderation',
    {
      schema: {
        summary: 'Reports, decisions and appeals in counts by month; nobody is named',
        tags,
        response: { 200: moderationCounts },
      },
    },
    () => readCounts(store, clock.now()),
  )
  app.post(
    '/api/reports',
    {
      schema: {
        summary: 'Report a clip, a comment or an account, signed in or not',
        tags,
        body: reportWish,
        response: { 201: reported },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await moderation.report(request.body, request.actor?.accountId ?? null)),
  )
  app.post(
    '/api/reports/outcome',
    {
      schema: {
        summary: 'What became of a report that was sent signed out, by its code',
        tags,
        body: reportCode,
        response: { 200: guestReport },
      },
    },
    async request => presentOutcome(await moderation.reportBy(request.body.code), false),
  )
  app.get(
    '/api/reports',
    {
      schema: {
        summary: 'What the account reported, and what became of it, newest first',
        tags,
        querystring: pageQuery,
        response: { 200: ownReports },
      },
    },
    async request => {
      const { cursor, limit } = request.query
      const rows = await store.reportsOf(actorOf(request).accountId, idIn(cursor), limit + 1)
      return {
        items: rows.slice(0, limit).map(presentReport),
        next: rows.length > limit ? rows[limit - 1]!.id : null,
      }
    },
  )
  app.get(
    '/api/decisions',
    {
      schema: {
        summary: 'What was decided about the account and what is its own, with reasons, newest first',
        tags,
        querystring: pageQuery,
        response: { 200: statements },
      },
    },
    async request => {
      const { cursor, limit } = request.query
      const rows = await store.statementsOf(actorOf(request).accountId, idIn(cursor), limit + 1)
      return {
        items: rows.slice(0, limit).map(presentStatement),
        next: rows.length > limit ? rows[limit - 1]!.decision_id : null,
      }
    },
  )
  app.post(
    '/api/decisions/:id/appeal',
    {
      schema: {
        summary: 'Appeal against a decision; another moderator decides',
        tags,
        params: z.object({ id: uuid }),
        body: appealWish,
        response: { 201: appealed },
      },
    },
    async (request, reply) => {
      const dueAt = await moderation.appeal(actorOf(request).accountId, request.params.id, request.body.words)
      return reply.code(201).send({ dueAt: dueAt.toISOString() })
    },
  )
  moderatorRoutes(app, rooms)
  ruleRoutes(app, rooms)
}
