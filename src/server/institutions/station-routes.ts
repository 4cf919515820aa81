import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { mayBePaid } from '../../core/institutions/classes.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { approvingRoles } from '../../core/institutions/stewards.ts'
import { isVisible, lengthOf, plainText } from '../../core/text.ts'
import { handleParams } from '../../core/wire/institution.ts'
import { uuid } from '../../core/wire/page.ts'
import { ceremony } from '../../core/wire/passkey.ts'
import {
  station,
  stationClip,
  stationPost,
  stationPosted,
  stations,
  stationUse,
  stationWish,
} from '../../core/wire/station.ts'
import {
  deviceOptions,
  deviceUseOptions,
  hashSecret,
  makeRecoveryCode,
  makeSecret,
  plainCode,
  verifyDevice,
  verifyDeviceUse,
} from '../accounts/index.ts'
import { makeId, toTheDay } from '../adapters/clock/index.ts'
import { actorOf, stationCookieFor, stationOf } from '../http/guard.ts'
import { propose } from './proposing.ts'
import { type InstitutionRooms, takenSeatIn } from './rooms.ts'

const tags = ['stations']
const withClip = z.object({ id: uuid })
const withStation = z.object({ handle: z.string(), id: uuid })

/**
 * A posting station: a device that a passkey opens, enrolled for one institution. It sends clips and proposes to publish them, in the name
 * of the steward who enrolled it; nothing else of the shore reads its cookie.
 */
export function stationRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  deviceRoutes(plain, rooms)
  const { store, clock } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/api/institutions/:handle/stations',
    {
      schema: {
        summary: 'Devices that post for an institution',
        tags: ['institutions'],
        params: handleParams,
        response: { 200: stations },
      },
    },
    async request => {
      const { institution, seat } = await takenSeatIn(rooms, request.params.handle, actorOf(request).accountId)
      const mayEndAll = approvingRoles.some(role => role === seat.role)
      return {
        items: (await store.stationsOf(institution.id)).map(row => ({
          ...{ id: row.id, name: row.name, steward: row.handle, enrolledAt: row.enrolled_at!.toISOString() },
          ...{ usedAt: row.used_at?.toISOString() ?? null, mayEnd: mayEndAll || row.accountId === seat.accountId },
        })),
      }
    },
  )
  app.delete(
    '/api/institutions/:handle/stations/:id',
    {
      schema: {
        summary: 'End a device, at once: by its steward, or by who may approve',
        tags: ['institutions'],
        params: withStation,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { institution, seat } = await takenSeatIn(rooms, request.params.handle, actorOf(request).accountId)
      const by = { accountId: seat.accountId, role: seat.role, at: clock.now() }
      if (!(await store.endStation(institution.id, request.params.id, by))) throw refuse('station.not-found')
      return reply.code(204).send(null)
    },
  )
}

/** What the device itself asks for. */
function deviceRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, clock, videos, stationParty } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const partyOf = ({ headers }: FastifyRequest) => stationParty(headers.host)
  const shown = async (openHash: string) => {
    const row = await store.openStation(openHash, clock.now())
    if (!row) throw refuse('station.missing')
    const { institution: handle, institutionName: name, kind } = row
    return {
      ...{ id: row.id, name: row.name, code: row.code && inFours(row.code), steward: row.handle },
      institution:
        handle !== null && name !== null && kind !== null ? { handle, name, mayBePaid: mayBePaid(kind) } : null,
      posts: (await store.postsOf(row.id)).map(post => ({
        ...{ caption: post.caption, at: post.proposed_at.toISOString(), state: post.state },
      })),
    }
  }

  app.post(
    '/api/station/options',
    { schema: { summary: 'What a browser needs to make a device ready', tags, response: { 200: ceremony } } },
    async request => deviceOptions(rooms, partyOf(request), 'Onshore'),
  )
  app.post(
    '/api/station',
    {
      schema: {
        summary: 'Make a device ready: it shows a code, and a steward proposes it by that',
        tags,
        body: stationWish,
        response: { 201: station },
      },
    },
    async (request, reply) => {
      const name = plainText(request.body.name, 0)
      const limit = institutionLimits.maxStationNameCharacters
      if (!isVisible(name) || lengthOf(name) > limit) throw refuse('station.name', { got: lengthOf(name), limit })
      const { id, publicKey, counter } = await verifyDevice(rooms, partyOf(request), request.body.passkey)
      const [secret, now] = [makeSecret(), clock.now()]
      const one = {
        ...{
          id: makeId(now),
          name,
          code: plainCode(makeRecoveryCode()).slice(0, 12),
          credentialId: id,
          publicKey,
          counter,
        },
        ...{ openHash: hashSecret(secret), waitsUntil: new Date(now.getTime() + institutionLimits.stationWaitsMs) },
      }
      if (!(await store.addStation(one, now))) throw refuse('station.busy')
      reply.header('Set-Cookie', stationCookieFor(secret, institutionLimits.stationWaitsMs))
      return reply.code(201).send(await shown(one.openHash))
    },
  )
  app.post(
    '/api/station/open-options',
    { schema: { summary: 'What a browser needs to open a device by its passkey', tags, response: { 200: ceremony } } },
    async request => deviceUseOptions(rooms, partyOf(request)),
  )
  app.post(
    '/api/station/open',
    { schema: { summary: 'Open a device by its passkey', tags, body: stationUse, response: { 200: station } } },
    async (request, reply) => {
      const { use } = request.body
      const known = await store.stationByCredential(use.id)
      const counter = await verifyDeviceUse(rooms, partyOf(request), use, known)
      const [secret, now] = [makeSecret(), clock.now()]
      const openHash = hashSecret(secret)
      const until = new Date(now.getTime() + institutionLimits.stationOpenMs)
      const isOpen = await store.unlockStation(known!.id, { counter, openHash, until, usedAt: toTheDay(now) })
      if (!isOpen) throw refuse('passkey.failed')
      reply.header('Set-Cookie', stationCookieFor(secret, institutionLimits.stationOpenMs))
      return shown(openHash)
    },
  )
  app.get(
    '/api/station',
    { schema: { summary: 'The device that asks', tags, response: { 200: station } } },
    async request => shown(stationOf(request).openHash),
  )
  app.delete(
    '/api/station/open',
    { schema: { summary: 'Close the device until its passkey is used again', tags, response: { 204: z.null() } } },
    async (request, reply) => {
      await store.lockStation(stationOf(request).id)
      reply.header('Set-Cookie', stationCookieFor(null, 0))
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/station/clips/:id',
    {
      schema: {
        summary: 'A clip that was sent from this device',
        tags,
        params: withClip,
        response: { 200: stationClip },
      },
    },
    async request => {
      const row = await videos.ownById(request.params.id)
      if (!row) throw refuse('video.not-found')
      return { id: row.id, state: row.state, refusal: row.refusal }
    },
  )
  app.post(
    '/api/station/posts',
    {
      schema: {
        summary: 'Propose to publish a clip that was sent from this device',
        tags,
        body: stationPost,
        response: { 201: stationPosted },
      },
    },
    async (request, reply) => {
      const { id, name, institution } = stationOf(request)
      const { video, words, reason } = request.body
      if (institution === null) throw refuse('station.waiting')
      if (!(await store.isOfStation(video, id))) throw refuse('proposal.clip')
      const what = { act: 'publish' as const, video, words }
      const { accountId } = actorOf(request)
      const proposalId = await propose(rooms, institution, accountId, { reason, what }, { station: name })
      const row = await store.proposalIn(institution, proposalId)
      return reply.code(201).send({ expiresAt: row!.expires_at.toISOString() })
    },
  )
}

const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')
