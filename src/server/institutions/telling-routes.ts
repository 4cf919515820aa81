import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { acknowledgementText } from '../../core/institutions/proposal.ts'
import { plainText } from '../../core/text.ts'
import { acknowledgement, glassReview, proposal, withGlass, withProposal } from '../../core/wire/institution.ts'
import { ceremony } from '../../core/wire/passkey.ts'
import { signingOptions, verifySigned } from '../accounts/index.ts'
import { actorOf } from '../http/guard.ts'
import { handOver } from './hand-over.ts'
import { presentProposal } from './present.ts'
import { type InstitutionRooms, takenSeatIn } from './rooms.ts'
import { sha256 } from './rows-store.ts'

const tags = ['institutions']

/** What could not be handed over, and what was done behind a broken glass: both stand until somebody has looked at them. */
export function tellingRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, clock, party } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const oneOf = async (request: FastifyRequest<{ Params: { handle: string; id: string } }>) => {
    const within = await takenSeatIn(rooms, request.params.handle, actorOf(request).accountId)
    const row = await store.proposalIn(request.params.handle, request.params.id)
    if (!row) throw refuse('proposal.not-found')
    const shown = await presentProposal(rooms, within, row)
    const failed = shown.told
      .filter(one => one.step === 'made' && one.fault !== null && one.acknowledgedAt === null)
      .map(one => one.id)
    if (!shown.mayAcknowledge) throw refuse('proposal.told')
    const challenge = Buffer.from(sha256(acknowledgementText({ proposal: row.hash, failed })), 'hex')
    return { within, row, failed, challenge }
  }

  app.post(
    '/api/institutions/:handle/proposals/:id/acknowledgement-options',
    {
      schema: {
        summary: 'What a browser needs to acknowledge that notices of a proposal were not handed over',
        tags,
        params: withProposal,
        response: { 200: ceremony },
      },
    },
    async request => {
      const { within, challenge } = await oneOf(request)
      const { accountId, passkeyIds: only } = within.seat
      return signingOptions(rooms, party(request.headers.host), { accountId, only, challenge })
    },
  )
  app.post(
    '/api/institutions/:handle/proposals/:id/acknowledgement',
    {
      schema: {
        summary:
          'Acknowledge, by a passkey of the officer or the deputy, that notices were not handed over; the proposal goes on',
        tags,
        params: withProposal,
        body: acknowledgement,
        response: { 200: proposal },
      },
    },
    async request => {
      const { within, row, failed, challenge } = await oneOf(request)
      const { accountId, passkeyIds } = within.seat
      // What failed since is not what was shown.
      if ([...failed].sort().join() !== [...request.body.failed].sort().join()) throw refuse('proposal.told')
      const passkey = await verifySigned(rooms, party(request.headers.host), request.body.use, { accountId, challenge })
      if (!passkeyIds.includes(passkey.id)) throw refuse('steward.unbound')
      if (!(await store.acknowledge(row.id, { accountId, failed, at: clock.now() }))) throw refuse('proposal.told')
      await handOver(rooms, within.institution.id)
      return presentProposal(rooms, within, (await store.proposalIn(within.institution.handle, row.id))!)
    },
  )
  app.post(
    '/api/institutions/:handle/glasses/:id/review',
    {
      schema: {
        summary: 'Review what was done behind a broken glass; by a steward who had no part in it',
        tags,
        params: withGlass,
        body: glassReview,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = actorOf(request)
      const { institution } = await takenSeatIn(rooms, request.params.handle, accountId)
      const review = { accountId, review: plainText(request.body.review, 2), at: clock.now() }
      const outcome = await store.reviewGlass(institution.id, request.params.id, review)
      if (outcome === null) throw refuse('glass.not-found')
      if (outcome === 'among') throw refuse('glass.among')
      if (outcome === 'role') throw refuse('institution.role', { expected: 'officer, deputy, approver' })
      return reply.code(204).send(null)
    },
  )
}
