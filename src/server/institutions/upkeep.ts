import { institutionLimits } from '../../core/institutions/limits.ts'
import { lookAtDomain } from './founding.ts'
import { type Handing, handOver } from './hand-over.ts'
import type { InstitutionRooms } from './rooms.ts'

/** What time does to institutions: proposals end, domains are looked at again, accounts that nobody acts for fall asleep. */
export async function keepInstitutions(rooms: Pick<InstitutionRooms, 'store' | 'clock' | 'domains'>): Promise<void> {
  const { store, clock } = rooms
  const now = clock.now()
  const before = (ms: number) => new Date(now.getTime() - ms)
  await store.endExpired(now)
  await store.putToSleep(before(institutionLimits.dormantAfterMs), now)
  for (const id of await store.lateHandovers(before(institutionLimits.handOverLateMs)))
    await store.handed(id, 'late', now)
  await store.tellOverdue(before(institutionLimits.glassReviewMs), now)
  for (const row of await store.domainsToLookAt(before(institutionLimits.domainEveryMs)))
    await lookAtDomain(rooms, row, row.proven_by ?? 'file')
}

/** The moment of an agreed act; by the worker. */
export const carryOutJob =
  (rooms: Handing) =>
  async ({ proposalId }: { proposalId: string }): Promise<void> => {
    const institutionId = await rooms.store.carryOut(proposalId, rooms.clock.now())
    if (institutionId !== null) await handOver(rooms, institutionId)
  }
