import type { FastifyRequest } from 'fastify'
import { actorOf } from '../http/guard.ts'
import type { StaffActor } from './staff.ts'

/** The policy row has made sure that there is a role. */
export function staffOf(request: FastifyRequest): StaffActor {
  const { accountId, role } = actorOf(request)
  return { accountId, role: role! }
}
