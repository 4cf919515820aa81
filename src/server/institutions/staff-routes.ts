import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { prepareHandle } from '../../core/accounts/handle.ts'
import { refuse } from '../../core/errors.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { handleParams, institutionDecision, nameKept, staffInstitutions } from '../../core/wire/institution.ts'
import { onlyWhy } from '../../core/wire/staff.ts'
import { skeletonOf } from '../accounts/index.ts'
import { staffOf } from '../staff/index.ts'
import { confirm, isEnough, refusalOf } from './founding.ts'
import type { InstitutionRooms } from './rooms.ts'
import type { InstitutionRow, SeatRow } from './rows-store.ts'

const tags = ['operate']
const nothing = z.null()
const mostListed = 200

/** The operator's part: whether an institution is who it says, and which names are kept for those that have no account. */
export function institutionConsoleRoutes(plain: FastifyInstance, rooms: InstitutionRooms): void {
  const { store, clock, staff } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const missingOf = (row: InstitutionRow, seats: SeatRow[]): string | null => {
    if (row.state !== 'founding') return null
    const provenSince = clock.now().getTime() - institutionLimits.domainPatienceMs
    if (!row.proven_at || row.proven_at.getTime() < provenSince) return refusalOf('proof', row, seats).code
    return isEnough(seats, row.mandate) ? null : refusalOf('stewards', row, seats).code
  }

  app.get(
    '/api/operate/institutions',
    {
      schema: {
        summary: 'Institutions, those that wait to be confirmed first; names that are kept',
        tags,
        response: { 200: staffInstitutions },
      },
    },
    async () => {
      const rows = await store.all(mostListed)
      const items = await Promise.all(
        rows.map(async row => {
          const seats = await store.seatsOf(row.id)
          const { handle, name, domain, kind, state, fault } = row
          return {
            ...{ handle, name, domain, kind, state, fault, seats: seats.length, missing: missingOf(row, seats) },
            taken: seats.filter(({ isTaken }) => isTaken).length,
            begunAt: row.begun_at.toISOString(),
            provenAt: row.proven_at?.toISOString() ?? null,
          }
        }),
      )
      return { items, names: (await store.keptNames()).map(({ name, at }) => ({ name, at: at.toISOString() })) }
    },
  )
  app.post(
    '/api/operate/institutions/:handle',
    {
      schema: {
        summary: 'Confirm that an institution is who it says, or that it is not: then what was begun ends',
        tags,
        params: handleParams,
        body: institutionDecision,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { handle } = request.params
      const { isConfirmed, why } = request.body
      const row = await store.byHandle(handle)
      if (!row) throw refuse('institution.not-found', { handle })
      if (row.state !== 'founding') throw refuse('institution.confirmed')
      const act = isConfirmed ? 'institution.confirm' : 'institution.refuse'
      await staff.perform(staffOf(request), { act, subject: handle, why }, async () => {
        if (isConfirmed) await confirm(rooms, row)
        else if (!(await store.endFounding(row.id, null))) throw refuse('institution.confirmed')
      })
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/operate/names',
    {
      schema: {
        summary: 'Keep a name for an institution that has no account',
        tags,
        body: nameKept,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const name = prepareHandle(request.body.name)
      await staff.perform(staffOf(request), { act: 'name.keep', subject: name, why: request.body.why }, () =>
        store.keepName(skeletonOf(name), name, clock.now()),
      )
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/operate/names/:handle/end',
    {
      schema: {
        summary: 'Let a name go that was kept',
        tags,
        params: handleParams,
        body: onlyWhy,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const name = prepareHandle(request.params.handle)
      await staff.perform(staffOf(request), { act: 'name.let-go', subject: name, why: request.body.why }, () =>
        store.letNameGo(skeletonOf(name)),
      )
      return reply.code(204).send(null)
    },
  )
}
