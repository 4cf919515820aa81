import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { refuse } from '../../core/errors.ts'
import { approvingRoles } from '../../core/institutions/stewards.ts'
import { digestOpened, digests, digestsQuery, overview, withNumber } from '../../core/wire/digest.ts'
import { handleParams } from '../../core/wire/institution.ts'
import { actorOf } from '../http/guard.ts'
import { type InstitutionRooms, takenSeatIn } from './rooms.ts'

const tags = ['institutions']
const digestsAtOnce = 12

/** The officer knows: who can act, what happened, what waits, what failed; as of now, and week by week. For those who answer for it. */
export function digestRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, clock, publicKey: key } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const institutionOf = async (request: FastifyRequest<{ Params: { handle: string } }>) => {
    const { institution, seat } = await takenSeatIn(rooms, request.params.handle, actorOf(request).accountId)
    if (!approvingRoles.some(role => role === seat.role))
      throw refuse('institution.role', { expected: approvingRoles.join(', ') })
    return institution
  }

  app.get(
    '/api/institutions/:handle/overview',
    {
      schema: {
        summary: 'Who can act, what happened since the last digest, what waits and what failed, as of now',
        tags,
        params: handleParams,
        response: { 200: overview },
      },
    },
    async request => {
      const institution = await institutionOf(request)
      const until = clock.now()
      const { seats, from, ...week } = await store.weekNow(institution, until)
      const canAct = seats.map(({ role, handle, name, seatedAt, passkeyIds }) => ({
        ...{ role, handle, name, since: seatedAt!.toISOString(), passkeys: passkeyIds.length },
      }))
      return { ...week, canAct, from: from.toISOString(), until: until.toISOString() } as never
    },
  )
  app.get(
    '/api/institutions/:handle/digests',
    {
      schema: {
        summary: 'The weekly digests as they were signed, each with the hash of the one before, from a number on',
        tags,
        params: handleParams,
        querystring: digestsQuery,
        response: { 200: digests },
      },
    },
    async request => {
      const { id } = await institutionOf(request)
      const items = await store.digestsOf(id, request.query.from, digestsAtOnce)
      const next = items.length === digestsAtOnce ? items.at(-1)!.digest.number + 1 : null
      return { key, items: items as never, next }
    },
  )
  app.get(
    '/api/institutions/:handle/digests/:number',
    {
      schema: {
        summary: 'One weekly digest as it was signed, and the salts that open who stands in it',
        tags,
        params: withNumber,
        response: { 200: digestOpened },
      },
    },
    async request => {
      const { number } = request.params
      const { id } = await institutionOf(request)
      const [one] = await store.digestsOf(id, number, 1)
      if (one?.digest.number !== number) throw refuse('digest.not-found', { number })
      const people = await store.peopleOf(id, number)
      return {
        ...{ ...one, key },
        people: people.map(({ what, handle, salt }) => ({ what, handle, salt: salt.toString('hex') })),
      } as never
    },
  )
}
