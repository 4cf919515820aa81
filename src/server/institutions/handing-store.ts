import { approvingRoles } from '../../core/institutions/stewards.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import type { Rooms } from './proposals-store.ts'
import { holdInstitution, seatsOf } from './rows-store.ts'
import { settling } from './settling-store.ts'
import { channelOf } from './told-store.ts'

export type HandoverRow = Awaited<ReturnType<ReturnType<typeof handingStore>['toHand']>>[number]

/** Notices on their way out of the shore, what became of them, and the review of glasses that were broken. */
export function handingStore({ db, ...judging }: Rooms) {
  const { settle, tell } = settling(judging)
  return {
    channelOf: (institutionId: string) => channelOf(db, institutionId),

    /** What is to be handed out of the shore now, and where. */
    async toHand(institutionId: string) {
      return db
        .selectFrom('handovers')
        .innerJoin('channels', join =>
          join
            .onRef('channels.institution_id', '=', 'handovers.institution_id')
            .onRef('channels.way', '=', 'handovers.way'),
        )
        .innerJoin('institutions', 'institutions.id', 'handovers.institution_id')
        .leftJoin('proposals', 'proposals.id', 'handovers.proposal_id')
        .leftJoin('digests', join =>
          join
            .onRef('digests.institution_id', '=', 'handovers.institution_id')
            .onRef('digests.number', '=', 'handovers.digest_number'),
        )
        .select(({ selectFrom, ref }) => [
          'handovers.id',
          'handovers.step',
          'handovers.begun_at',
          'channels.way',
          'channels.address',
          'channels.server',
          'institutions.handle',
          'proposals.act',
          'proposals.hash',
          'proposals.id as proposal_id',
          'digests.body as digest',
          'digests.signature',
          selectFrom('stewards')
            .select('role')
            .where('stewards.institution_id', '=', ref('institutions.id'))
            .where('stewards.account_id', '=', ref('proposals.proposed_by'))
            .as('role'),
        ])
        .where('handovers.institution_id', '=', institutionId)
        .where('handed_at', 'is', null)
        .where('handovers.fault', 'is', null)
        .orderBy('handovers.begun_at')
        .limit(20)
        .execute()
    },

    /** What became of it; once. What waited for it alone goes on. */
    async handed(handoverId: string, fault: string | null, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        const found = await on
          .selectFrom('handovers')
          .select('institution_id')
          .where('id', '=', handoverId)
          .executeTakeFirst()
        const institution = found && (await holdInstitution(on, found.institution_id))
        if (!institution) return
        const row = await on
          .updateTable('handovers')
          .set(fault === null ? { handed_at: at } : { fault })
          .where('id', '=', handoverId)
          .where('handed_at', 'is', null)
          .where('fault', 'is', null)
          .returning(['proposal_id', 'digest_number', 'way', 'step'])
          .executeTakeFirst()
        if (!row) return
        if (row.proposal_id === null) {
          const facts = { digest: row.digest_number, way: row.way }
          if (fault !== null) await tell(on, 'notice.failed', institution, at, facts, {})
          return
        }
        const proposal = await on
          .selectFrom('proposals')
          .selectAll()
          .where('id', '=', row.proposal_id)
          .executeTakeFirstOrThrow()
        if (fault !== null)
          await tell(
            ...([on, 'notice.failed', institution, at] as const),
            { act: proposal.act, proposal: proposal.hash, way: row.way, step: row.step },
            {},
          )
        else if (proposal.state === 'waiting' && at <= proposal.expires_at) await settle(on, institution, proposal, at)
      })
    },

    /** Whatever kept them from being handed over. Of acts before digests. */
    async lateHandovers(before: Date) {
      return db
        .selectFrom('handovers')
        .select(['id', 'institution_id', 'digest_number', 'begun_at'])
        .where('handed_at', 'is', null)
        .where('fault', 'is', null)
        .where('begun_at', '<', before)
        .orderBy('digest_number', by => by.asc().nullsFirst())
        .limit(200)
        .execute()
    },

    async handoversOf(proposalId: string) {
      return db
        .selectFrom('handovers')
        .select(['id', 'way', 'step', 'handed_at', 'fault', 'acknowledged_at'])
        .where('proposal_id', '=', proposalId)
        .orderBy('begun_at')
        .orderBy('way')
        .execute()
    },

    /** The officer or the deputy lets it go on, having signed for these. False where something else has failed by now, or nothing. */
    async acknowledge(
      proposalId: string,
      { accountId, failed, at }: { accountId: string; failed: readonly string[]; at: Date },
    ): Promise<boolean> {
      return db.transaction().execute(async on => {
        const found = await on
          .selectFrom('proposals')
          .select('institution_id')
          .where('id', '=', proposalId)
          .executeTakeFirst()
        const institution = found && (await holdInstitution(on, found.institution_id))
        if (!institution) return false
        const seat = (await seatsOf(on, institution.id)).find(one => one.accountId === accountId && one.isTaken)
        const proposal = await on
          .selectFrom('proposals')
          .selectAll()
          .where('id', '=', proposalId)
          .executeTakeFirstOrThrow()
        const mayDoSo =
          seat && (seat.role === 'officer' || seat.role === 'deputy') && proposal.proposed_by !== accountId
        if (!mayDoSo || failed.length === 0 || proposal.state !== 'waiting') return false
        // Somebody else may have signed for these a moment before.
        const { n } = await on
          .selectFrom('handovers')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('proposal_id', '=', proposalId)
          .where('id', '=', sql<string>`any(${[...failed]}::uuid[])`)
          .where('fault', 'is not', null)
          .where('acknowledged_at', 'is', null)
          .executeTakeFirstOrThrow()
        if (Number(n) !== failed.length) return false
        const taken = await on
          .updateTable('handovers')
          .set({ acknowledged_at: at, acknowledged_by: accountId })
          .where('proposal_id', '=', proposalId)
          .where('id', '=', sql<string>`any(${[...failed]}::uuid[])`)
          .returning('way')
          .execute()
        await tell(
          ...([on, 'notice.acknowledged', institution, at] as const),
          { act: proposal.act, proposal: proposal.hash, by: seat.role, ways: taken.map(({ way }) => way) },
          { steward: accountId },
        )
        if (at <= proposal.expires_at) await settle(on, institution, proposal, at)
        return true
      })
    },

    /** Glasses that are open, or not reviewed yet; the newest first. */
    async glassesOf(institutionId: string, now: Date) {
      return db
        .selectFrom('glasses')
        .select(['proposal_id', 'act', 'broken_at', 'until', 'reviewed_at', 'overdue_at'])
        .where('institution_id', '=', institutionId)
        .where(({ or, eb }) => or([eb('reviewed_at', 'is', null), eb('until', '>', now)]))
        .orderBy('broken_at', 'desc')
        .limit(20)
        .execute()
    },

    /** Reviewed by a steward who broke nothing: `among` says that they did. Null where there is nothing to review. */
    async reviewGlass(
      institutionId: string,
      glassId: string,
      { accountId, review, at }: { accountId: string; review: string; at: Date },
    ): Promise<'reviewed' | 'among' | 'role' | null> {
      return db.transaction().execute(async on => {
        const institution = await holdInstitution(on, institutionId)
        const glass = await on
          .selectFrom('glasses')
          .innerJoin('proposals', 'proposals.id', 'glasses.proposal_id')
          .select(['glasses.act', 'broken_at', 'reviewed_at', 'proposed_by', 'proposals.hash'])
          .where('glasses.proposal_id', '=', glassId)
          .where('glasses.institution_id', '=', institutionId)
          .executeTakeFirst()
        if (!institution || !glass || glass.reviewed_at) return null
        const seat = (await seatsOf(on, institutionId)).find(one => one.accountId === accountId && one.isTaken)
        if (!seat || !approvingRoles.some(role => role === seat.role)) return 'role'
        const used = await whoUsed(on, glassId)
        if (used.includes(accountId)) return 'among'
        await on
          .updateTable('glasses')
          .set({ reviewed_at: at, reviewed_by: accountId, review })
          .where('proposal_id', '=', glassId)
          .execute()
        const { n } = await on
          .selectFrom('proposals')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('glass_id', '=', glassId)
          .where('state', '=', 'done')
          .executeTakeFirstOrThrow()
        await tell(
          ...([on, 'glass.reviewed', institution, at] as const),
          {
            ...{ act: glass.act, proposal: glass.hash, by: seat.role, done: Number(n) },
            ...(institution.mandate.shows === 'reasons' ? { review } : {}),
          },
          { reviewer: accountId },
        )
        return 'reviewed'
      })
    },

    /** Glasses that nobody has reviewed in time: the record says so, once. */
    async tellOverdue(before: Date, at: Date): Promise<void> {
      const rows = await db
        .selectFrom('glasses')
        .select(['proposal_id', 'institution_id'])
        .where('reviewed_at', 'is', null)
        .where('overdue_at', 'is', null)
        .where('broken_at', '<', before)
        .limit(100)
        .execute()
      for (const { proposal_id, institution_id } of rows)
        await db.transaction().execute(async on => {
          const institution = await holdInstitution(on, institution_id)
          const glass = await on
            .updateTable('glasses')
            .set({ overdue_at: at })
            .where('proposal_id', '=', proposal_id)
            .where('reviewed_at', 'is', null)
            .where('overdue_at', 'is', null)
            .returning(['act', 'broken_at'])
            .executeTakeFirst()
          if (institution && glass)
            await tell(
              ...([on, 'glass.overdue', institution, at] as const),
              { act: glass.act, broken: glass.broken_at.toISOString() },
              {},
            )
        })
    },
  }
}

/** Whoever proposed or approved the breaking, or anything behind it. */
async function whoUsed(on: Database, glassId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select proposed_by as id from proposals where (id = ${glassId} or glass_id = ${glassId}) and proposed_by is not null
    union
    select account_id from approvals join proposals on proposals.id = proposal_id
      where (proposals.id = ${glassId} or glass_id = ${glassId}) and taken_back_at is null`.execute(on)
  return rows.map(({ id }) => id)
}
