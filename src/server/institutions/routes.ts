import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { seatText } from '../../core/institutions/proposal.ts'
import {
  foundingWish,
  handleParams,
  institution,
  institutionRecord,
  ownInstitutions,
  proofWish,
  recordQuery,
  seatSigned,
  stewardshipCard,
} from '../../core/wire/institution.ts'
import { ceremony } from '../../core/wire/passkey.ts'
import { signingOptions, verifySigned } from '../accounts/index.ts'
import { actorOf } from '../http/guard.ts'
import { digestRoutes } from './digest-routes.ts'
import { found, lookAtDomain } from './founding.ts'
import { cardOf, presentInstitution } from './present.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { type InstitutionRooms, seatIn } from './rooms.ts'
import { type SeatRow, sha256 } from './rows-store.ts'
import { institutionConsoleRoutes } from './staff-routes.ts'
import { stationRoutes } from './station-routes.ts'
import { tellingRoutes } from './telling-routes.ts'

const nothing = z.null()
const tags = ['institutions']
const leavesAtOnce = 200

/** What a seat's signature is over: SHA-256 of what is offered, by whom, and when. */
const seatChallenge = (institutionId: string, seat: SeatRow): Buffer<ArrayBuffer> =>
  Buffer.from(
    sha256(
      seatText({
        institution: institutionId,
        account: seat.accountId,
        role: seat.role,
        invitedAt: seat.invitedAt.toISOString(),
      }),
    ),
    'hex',
  )

export function institutionRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, clock, party } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const shown = async (handle: string, accountId: string) => {
    return presentInstitution(rooms, await seatIn(rooms, handle, accountId))
  }
  publicRoutes(plain, rooms)
  proposalRoutes(plain, rooms)
  tellingRoutes(plain, rooms)
  digestRoutes(plain, rooms)
  institutionConsoleRoutes(plain, rooms)
  stationRoutes(plain, rooms)

  app.get(
    '/api/institutions',
    { schema: { summary: 'Institutions that one acts for, or is asked to', tags, response: { 200: ownInstitutions } } },
    async request => ({
      items: (await store.ofAccount(actorOf(request).accountId)).map(row => ({
        handle: row.handle,
        name: row.name,
        state: row.state,
        role: row.role,
        isTaken: row.seated_at !== null,
        waiting: Number(row.waiting),
      })),
    }),
  )
  app.post(
    '/api/institutions',
    {
      schema: {
        summary: 'Begin an institution: its name, domain and stewards; the caller is its officer',
        tags,
        body: foundingWish,
        response: { 201: institution },
      },
    },
    async (request, reply) => {
      const { accountId } = actorOf(request)
      const handle = await found(rooms, accountId, request.body)
      return reply.code(201).send(await shown(handle, accountId))
    },
  )
  app.get(
    '/api/institutions/:handle',
    {
      schema: {
        summary: 'An institution as its stewards see it',
        tags,
        params: handleParams,
        response: { 200: institution },
      },
    },
    request => shown(request.params.handle, actorOf(request).accountId),
  )
  app.delete(
    '/api/institutions/:handle',
    {
      schema: {
        summary: 'End what one has begun, before it is confirmed',
        tags,
        params: handleParams,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { accountId } = actorOf(request)
      const { institution: row } = await seatIn(rooms, request.params.handle, accountId)
      if (!(await store.endFounding(row.id, accountId))) throw refuse('institution.confirmed')
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/institutions/:handle/proof',
    {
      schema: {
        summary: 'Look at the domain for the proof: at a file, or at a TXT record',
        tags,
        params: handleParams,
        body: proofWish,
        response: { 200: institution },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      const { institution: row } = await seatIn(rooms, request.params.handle, accountId)
      const fault = await lookAtDomain(rooms, row, request.body.way)
      if (fault !== null) throw refuse('institution.unproven', { domain: row.domain, got: fault })
      return shown(row.handle, accountId)
    },
  )
  app.post(
    '/api/institutions/:handle/seat-options',
    {
      schema: {
        summary: 'What a browser needs to sign for the seat that one is offered',
        tags,
        params: handleParams,
        response: { 200: ceremony },
      },
    },
    async request => {
      const { accountId, handle } = actorOf(request)
      const { institution: row, seat } = await seatIn(rooms, request.params.handle, accountId)
      if (seat.isTaken) throw refuse('steward.signed')
      if (!seat.hasPasskey) throw refuse('steward.passkey', { handle })
      const asking = { accountId, challenge: seatChallenge(row.id, seat) }
      return signingOptions(rooms, party(request.headers.host), asking)
    },
  )
  app.post(
    '/api/institutions/:handle/seat',
    {
      schema: {
        summary:
          'Take the seat that one is offered, by a signature of one’s passkey, which is bound to it from then on',
        tags,
        params: handleParams,
        body: seatSigned,
        response: { 200: institution },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      const { institution: row, seat } = await seatIn(rooms, request.params.handle, accountId)
      const challenge = seatChallenge(row.id, seat)
      const passkey = await verifySigned(rooms, party(request.headers.host), request.body.use, { accountId, challenge })
      if (!(await store.takeSeat(row.id, { accountId, passkeyId: passkey.id, at: clock.now() })))
        throw refuse('steward.signed')
      return shown(row.handle, accountId)
    },
  )
  app.delete(
    '/api/institutions/:handle/seat',
    {
      schema: {
        summary: 'Leave an institution, or decline to act for it; what one had proposed is void at once',
        tags,
        params: handleParams,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { accountId } = actorOf(request)
      const { institution: row } = await seatIn(rooms, request.params.handle, accountId)
      await store.leave(row.id, accountId, clock.now())
      return reply.code(204).send(null)
    },
  )
}

function publicRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, publicKey } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/public/institutions/:handle',
    {
      schema: {
        summary: 'The stewardship card: who answers for an official account, by role, and how many must approve what',
        tags,
        params: handleParams,
        response: { 200: stewardshipCard },
      },
    },
    async ({ params: { handle } }) => {
      const row = await store.byHandle(handle)
      const card = row && (await cardOf(rooms, row))
      if (!card) throw refuse('institution.not-found', { handle })
      return card
    },
  )
  app.get(
    '/public/institutions/:handle/record',
    {
      schema: {
        summary: 'What an official account did, as a signed record that is only added to, from a number on',
        tags,
        params: handleParams,
        querystring: recordQuery,
        response: { 200: institutionRecord },
      },
    },
    async ({ params: { handle }, query: { from } }) => {
      const row = await store.byHandle(handle)
      if (!row || row.state === 'founding') throw refuse('institution.not-found', { handle })
      const items = await store.leavesOf(row.id, from, leavesAtOnce)
      const next = items.length === leavesAtOnce ? from + leavesAtOnce : null
      return { record: row.id, key: publicKey, items: items as never, next }
    },
  )
}
