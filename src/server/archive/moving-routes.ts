import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { move, moveCode, moveWish } from '../../core/wire/archive.ts'
import { actorOf } from '../http/guard.ts'
import { baseOf, profileAddress } from '../sharing/index.ts'
import { openMoving } from './moving.ts'
import type { ArchiveRooms } from './rooms.ts'

const tags = ['archive']

/** Where an account has moved to, and where it came from. */
export function movingRoutes(plain: FastifyInstance, rooms: ArchiveRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const moving = openMoving(rooms)
  const whoIn = (request: FastifyRequest) => {
    const { accountId, handle } = actorOf(request)
    return { accountId, address: baseOf(rooms.origin, request) + profileAddress(handle) }
  }
  app.get(
    '/api/move',
    {
      schema: {
        summary: 'Where the account has moved to, with the code for the new shore, and where it came from',
        tags,
        response: { 200: move },
      },
    },
    request => moving.now(whoIn(request)),
  )
  app.put(
    '/api/move',
    {
      schema: {
        summary: 'Say in public where the account has moved to; whoever follows it is told',
        tags,
        body: moveWish,
        response: { 200: move },
      },
    },
    async request => {
      await moving.say(whoIn(request), request.body.to)
      return moving.now(whoIn(request))
    },
  )
  app.delete(
    '/api/move',
    { schema: { summary: 'Take back that the account has moved', tags, response: { 200: move } } },
    async request => {
      await moving.takeBack(actorOf(request).accountId)
      return moving.now(whoIn(request))
    },
  )
  app.post(
    '/api/move/confirmation',
    {
      schema: {
        summary: 'Show by the code of the former shore that the account was there; nothing is asked of that shore',
        tags,
        body: moveCode,
        response: { 200: move },
      },
    },
    async request => {
      await moving.confirm(whoIn(request), actorOf(request).self, request.body.code)
      return moving.now(whoIn(request))
    },
  )
}
