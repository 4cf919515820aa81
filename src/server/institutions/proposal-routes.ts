import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { toldActs } from '../../core/institutions/telling.ts'
import {
  approvalWish,
  handleParams,
  institutionClip,
  proposal,
  proposalQuery,
  proposals,
  proposalWish,
  withClip,
  withProposal,
} from '../../core/wire/institution.ts'
import { uuid } from '../../core/wire/page.ts'
import { ceremony } from '../../core/wire/passkey.ts'
import { ownUse, signingOptions } from '../accounts/index.ts'
import { toTheDay } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import { wordsOf } from '../videos/index.ts'
import { handOver } from './hand-over.ts'
import { presentProposal } from './present.ts'
import type { NotApproved } from './proposals-store.ts'
import { propose } from './proposing.ts'
import { type InstitutionRooms, takenSeatIn } from './rooms.ts'
import { changesWho } from './settling-store.ts'

const tags = ['institutions']
const atOnce = 24

/** What is proposed in the name of an institution, and how it is decided. */
export function proposalRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, clock, party } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const seatOf = (request: FastifyRequest<{ Params: { handle: string } }>) =>
    takenSeatIn(rooms, request.params.handle, actorOf(request).accountId)
  const oneOf = async (request: FastifyRequest<{ Params: { handle: string; id: string } }>) => {
    const { handle, id } = request.params
    const [within, row] = await Promise.all([seatOf(request), store.proposalIn(handle, id)])
    if (!row) throw refuse('proposal.not-found')
    return { within, row }
  }
  const shown = async (request: FastifyRequest<{ Params: { handle: string; id: string } }>) => {
    const { within, row } = await oneOf(request)
    return presentProposal(rooms, within, row)
  }

  app.get(
    '/api/institutions/:handle/proposals',
    {
      schema: {
        summary: 'What waits to be decided, or was; newest first',
        tags,
        params: handleParams,
        querystring: proposalQuery,
        response: { 200: proposals },
      },
    },
    async request => {
      const within = await seatOf(request)
      const { part, cursor } = request.query
      const before = cursor !== undefined && z.safeParse(uuid, cursor).success ? cursor : null
      const rows = await store.proposalsOf(within.institution.id, part === 'ended', before, atOnce + 1)
      const items = await Promise.all(rows.slice(0, atOnce).map(row => presentProposal(rooms, within, row)))
      return { items, next: rows.length > atOnce ? rows[atOnce - 1]!.id : null }
    },
  )
  app.post(
    '/api/institutions/:handle/proposals',
    {
      schema: {
        summary: 'Propose an act of the institution; from here on nothing of it changes',
        tags,
        params: handleParams,
        body: proposalWish,
        response: { 201: proposal },
      },
    },
    async (request, reply) => {
      const { handle } = request.params
      const id = await propose(rooms, handle, actorOf(request).accountId, request.body)
      const within = await seatOf(request)
      // Whoever proposes sees at once what could not be told.
      await handOver(rooms, within.institution.id)
      const row = await store.proposalIn(within.institution.handle, id)
      return reply.code(201).send(await presentProposal(rooms, within, row!))
    },
  )
  app.get(
    '/api/institutions/:handle/videos/:id',
    {
      schema: {
        summary: 'The words of a clip of the institution, for whoever wants to propose others',
        tags,
        params: withClip,
        response: { 200: institutionClip },
      },
    },
    async request => {
      const { institution } = await seatOf(request)
      const clip = await rooms.videos.ownById(request.params.id)
      const isTheirs = clip?.account_id === institution.account_id && clip.posted_at !== null
      if (!clip || !isTheirs) throw refuse('video.not-found')
      return { id: clip.id, words: wordsOf(clip) }
    },
  )
  app.get(
    '/api/institutions/:handle/proposals/:id',
    { schema: { summary: 'A proposal', tags, params: withProposal, response: { 200: proposal } } },
    shown,
  )
  app.delete(
    '/api/institutions/:handle/proposals/:id',
    {
      schema: { summary: 'Withdraw what one has proposed', tags, params: withProposal, response: { 200: proposal } },
    },
    async request => {
      const { within, row } = await oneOf(request)
      if (!(await store.withdraw(within.institution.id, row.id, within.seat.accountId, clock.now())))
        throw refuse('proposal.over', { got: row.state })
      return shown(request)
    },
  )
  app.post(
    '/api/institutions/:handle/proposals/:id/approval-options',
    {
      schema: {
        summary: 'What a browser needs to approve: the challenge is the proposal’s SHA-256',
        tags,
        params: withProposal,
        response: { 200: ceremony },
      },
    },
    async request => {
      const { within, row } = await oneOf(request)
      const { accountId, passkeyIds: only } = within.seat
      return signingOptions(rooms, party(request.headers.host), {
        accountId,
        only,
        challenge: Buffer.from(row.hash, 'hex'),
      })
    },
  )
  app.post(
    '/api/institutions/:handle/proposals/:id/approval',
    {
      schema: {
        summary: 'Approve by a passkey’s signature over the proposal’s SHA-256; at the quorum it takes effect, once',
        tags,
        params: withProposal,
        body: approvalWish,
        response: { 200: proposal },
      },
    },
    async request => {
      const { handle, id } = request.params
      const { hash, use } = request.body
      const { accountId } = actorOf(request)
      const passkey = await rooms.passkeys.byCredential(use.id)
      if (passkey?.account_id !== accountId) throw refuse('passkey.failed')
      const challenge = Buffer.from(hash, 'hex').toString('base64url')
      const signed = ownUse(party(request.headers.host), use, passkey, challenge)
      const at = clock.now()
      // Whether that is the hash of the proposal, and whether they may, is looked at where nobody decides beside it.
      const outcome = await store.approve({
        ...{ handle, proposalId: id, accountId, passkeyId: passkey.id },
        ...{ use: signed.then(counter => ({ counter, day: toTheDay(at) })), hash, at },
        // Enough for anybody to verify the signature again, by any program that knows WebAuthn.
        evidence: {
          publicKey: Buffer.from(passkey.public_key).toString('base64url'),
          clientDataJSON: use.response.clientDataJSON,
          authenticatorData: use.response.authenticatorData,
          signature: use.response.signature,
        },
      })
      if ('refused' in outcome) throw refusalOf(outcome, handle)
      const { institution, seats, proposal, approvals, files } = outcome
      const isTold = toldActs.includes(proposal.act)
      if (isTold) await handOver(rooms, institution.id)
      if (isTold || changesWho(proposal.act)) return shown(request)
      const seat = seats.find(one => one.accountId === accountId)!
      const approvers = approvals.flatMap(one => {
        const handle = seats.find(({ accountId }) => accountId === one.accountId)?.handle
        return handle === undefined ? [] : [{ ...one, handle }]
      })
      // Whoever has signed and left since has a name as well.
      const isWhole = approvers.length === approvals.length
      const within = { institution, seats, seat }
      return presentProposal(rooms, within, proposal, isWhole ? { approvers, files } : { files })
    },
  )
  app.delete(
    '/api/institutions/:handle/proposals/:id/approval',
    {
      schema: {
        summary: 'Take an approval back, for good, while the proposal has not taken effect',
        tags,
        params: withProposal,
        response: { 200: proposal },
      },
    },
    async request => {
      const { within, row } = await oneOf(request)
      if (!(await store.takeBack(within.institution.id, row.id, within.seat.accountId, clock.now())))
        throw refuse('proposal.over', { got: row.state })
      return shown(request)
    },
  )
}

function refusalOf({ refused, proposal }: NotApproved, handle: string) {
  switch (refused) {
    case 'seat':
      return refuse('institution.not-found', { handle })
    case 'copied':
      return refuse('passkey.failed')
    case 'own':
      return refuse('proposal.own')
    case 'twice':
      return refuse('proposal.twice')
    case 'changed':
      return refuse('proposal.changed')
    case 'unbound':
      return refuse('steward.unbound')
    case 'role':
      return refuse('institution.role', { expected: proposal!.rule.from.join(', ') })
    case 'missing':
      return refuse('proposal.not-found')
    case 'over':
      return refuse('proposal.over', { got: proposal!.state === 'waiting' ? 'expired' : proposal!.state })
  }
}
