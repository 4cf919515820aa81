import { institutionLimits } from '../../core/institutions/limits.ts'
import { lookAtDomain } from './founding.ts'
import { type Handing, handOver } from './hand-over.ts'

/**
 * What time does to institutions: proposals are reminded of and end, domains are looked at again, accounts that nobody acts for fall
 * asleep, and each week is told to whoever answers for it.
 */
export async function keepInstitutions(rooms: Handing): Promise<void> {
  const { store, clock, address } = rooms
  const now = clock.now()
  const before = (ms: number) => new Date(now.getTime() - ms)
  await store.endExpired(now)
  await store.remind(now)
  await store.putToSleep(before(institutionLimits.dormantAfterMs), now)
  for (const late of await store.lateHandovers(before(institutionLimits.handOverLateMs))) {
    // A notice of an act has failed by then. For a digest nothing waits: a process that died before it handed one over left it to this one.
    const isGivenUp = late.digest_number === null || late.begun_at < before(institutionLimits.digestLateMs)
    if (isGivenUp) await store.handed(late.id, 'late', now)
    else await handOver(rooms, late.institution_id)
  }
  await store.tellOverdue(before(institutionLimits.glassReviewMs), now)
  for (const id of await store.digestsDue(now))
    if (await store.makeDigest(id, new URL(address).host, now)) await handOver(rooms, id)
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
