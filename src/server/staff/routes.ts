import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { session } from '../../core/wire/account.ts'
import { pageQuery, uuid } from '../../core/wire/page.ts'
import {
  onlyWhy,
  quotaWish,
  roleClaim,
  roleWish,
  type ShoreStatus,
  shoreStatus,
  staffAccountMade,
  staffAccounts,
  staffAccountWish,
  staffJobs,
  staffLog,
  staffTokens,
  storageUse,
  swept,
  tokenEnd,
} from '../../core/wire/staff.ts'
import { actorOf } from '../http/guard.ts'
import { newcomerRoutes } from './newcomer-routes.ts'
import type { Staff } from './staff.ts'
import { staffOf } from './staff-of.ts'

export interface StaffConsole {
  staff: Staff
  jobs(): Promise<z.infer<typeof staffJobs>>
  videosByState(): Promise<{ state: string; n: number }[]>
  health(): Promise<Pick<ShoreStatus, 'version' | 'at' | 'database' | 'objects' | 'engine' | 'sandbox'>>
  advisories(): Promise<ShoreStatus['advisories']>
}

const nothing = z.null()
const mostAccounts = 50
/** The console: what staff see and do. Nothing here names a clip that anybody is watching, or shows what an account keeps to itself. */
export function staffRoutes(
  plain: FastifyInstance,
  { staff, jobs, videosByState, health, advisories }: StaffConsole,
): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['operate']

  newcomerRoutes(plain, staff)

  app.post(
    '/api/operator',
    {
      schema: {
        summary: 'Become an operator by the code that the machine printed',
        tags,
        body: roleClaim,
        response: { 200: session },
      },
    },
    async request => {
      const { accountId, handle, name, isYoung } = actorOf(request)
      await staff.claim({ id: accountId, handle }, request.body.code)
      return { account: { id: accountId, handle, name, role: 'operator' as const, isYoung, isWaiting: false } }
    },
  )
  app.get(
    '/api/operate/status',
    { schema: { summary: 'How the shore is', tags, response: { 200: shoreStatus } } },
    async () => {
      const [accounts, videos, roles, migration, waiting, well, known] = await Promise.all([
        staff.countAccounts(),
        videosByState(),
        staff.countRoles(),
        staff.lastMigration(),
        jobs(),
        health(),
        advisories(),
      ])
      return {
        ...well,
        accounts,
        videos,
        migration,
        operators: roles.operator,
        moderators: roles.moderator,
        jobs: waiting,
        advisories: known,
      }
    },
  )
  app.get(
    '/api/operate/accounts',
    {
      schema: {
        summary: 'Accounts by the beginning of their handle: role, clips, bytes',
        tags,
        querystring: z.object({ handle: z._default(z.string().check(z.maxLength(100)), '') }),
        response: { 200: staffAccounts },
      },
    },
    async request => ({
      items: (await staff.accounts(request.query.handle.replace(/^@/, '').toLowerCase(), mostAccounts)).map(row => ({
        handle: row.handle,
        createdAt: row.created_at.toISOString(),
        role: row.role,
        videos: row.videos,
        bytes: row.bytes,
        quotaBytes: row.quota_bytes,
      })),
    }),
  )
  app.post(
    '/api/operate/accounts',
    {
      schema: {
        summary: 'Make an account; its passphrase is shown once',
        tags,
        body: staffAccountWish,
        response: { 201: staffAccountMade },
      },
    },
    async (request, reply) => {
      const { account, passphrase } = await staff.addAccount(staffOf(request), request.body.handle, request.body.why)
      return reply.code(201).send({ handle: account.handle, passphrase })
    },
  )
  const params = z.object({ handle: z.string() })
  app.put(
    '/api/operate/accounts/:handle/quota',
    {
      schema: {
        summary: 'Bound what an account’s clips may take',
        tags,
        params,
        body: quotaWish,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { megabytes, why } = request.body
      await staff.setQuota(staffOf(request), request.params.handle, megabytes === null ? null : megabytes * 1e6, why)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/operate/accounts/:handle/sign-out',
    {
      schema: {
        summary: 'End every session and token of an account that somebody else may be in',
        tags,
        params,
        body: onlyWhy,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await staff.signOut(staffOf(request), request.params.handle, request.body.why)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/operate/tokens',
    {
      schema: {
        summary: 'Access tokens of an account, without what they are called',
        tags,
        querystring: z.object({ handle: z.string().check(z.maxLength(100)) }),
        response: { 200: staffTokens },
      },
    },
    async request => ({ items: await staff.tokensOf(request.query.handle) }),
  )
  app.post(
    '/api/operate/accounts/:handle/end-token',
    {
      schema: {
        summary: 'End one access token of an account',
        tags,
        params,
        body: tokenEnd,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await staff.endToken(staffOf(request), request.params.handle, request.body.id, request.body.why)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/operate/roles',
    { schema: { summary: 'Give a role, or take it', tags, body: roleWish, response: { 204: nothing } } },
    async (request, reply) => {
      const { handle, role, why } = request.body
      if (role === null) await staff.take(staffOf(request), handle, why)
      else await staff.grant(staffOf(request), handle, role, why)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/operate/jobs',
    { schema: { summary: 'What waits, and what was given up', tags, response: { 200: staffJobs } } },
    () => jobs(),
  )
  app.post(
    '/api/operate/videos/:id/retry',
    {
      schema: {
        summary: 'Try a clip again that was given up for a fault of the shore',
        tags,
        params: z.object({ id: uuid }),
        body: onlyWhy,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await staff.retry(staffOf(request), request.params.id, request.body.why)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/operate/storage',
    { schema: { summary: 'Where the bytes are', tags, response: { 200: storageUse } } },
    () => staff.use(),
  )
  app.post(
    '/api/operate/storage/sweep',
    { schema: { summary: 'Remove objects that no clip uses', tags, body: onlyWhy, response: { 200: swept } } },
    request => staff.sweep(staffOf(request), request.body.why),
  )
  app.get(
    '/api/operate/acts',
    {
      schema: { summary: 'What staff did, newest first', tags, querystring: pageQuery, response: { 200: staffLog } },
    },
    async request => {
      const { cursor, limit } = request.query
      const before = cursor !== undefined && z.safeParse(uuid, cursor).success ? cursor : null
      const rows = await staff.log(before, limit + 1)
      return { items: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null }
    },
  )
}
