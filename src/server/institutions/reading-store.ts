import type { Approval } from '../../core/institutions/quorum.ts'
import type { Database } from '../adapters/db/index.ts'
import { approvalOf, type InstitutionRow, type ProposalRow, seatsOf } from './rows-store.ts'

export type Approver = Approval & { handle: string }

/** What is read of institutions, by stewards, by the operator, and by anybody. */
export function readingStore(db: Database) {
  return {
    async byHandle(handle: string): Promise<InstitutionRow | null> {
      return (await db.selectFrom('institutions').selectAll().where('handle', '=', handle).executeTakeFirst()) ?? null
    },

    seatsOf: (institutionId: string) => seatsOf(db, institutionId),

    /** Whether the account has a seat, taken or offered. */
    async isSteward(handle: string, accountId: string): Promise<boolean> {
      const row = await db
        .selectFrom('stewards')
        .innerJoin('institutions', 'institutions.id', 'stewards.institution_id')
        .select('role')
        .where('institutions.handle', '=', handle)
        .where('stewards.account_id', '=', accountId)
        .executeTakeFirst()
      return row !== undefined
    },

    /** The institution's account, for whoever has signed for a seat in it and may sit there now. */
    async accountOfSteward(handle: string, accountId: string): Promise<string | null> {
      const row = await db
        .selectFrom('stewards')
        .innerJoin('institutions', 'institutions.id', 'stewards.institution_id')
        .select('institutions.account_id')
        .where('institutions.handle', '=', handle)
        .where('stewards.account_id', '=', accountId)
        .where('seated_at', 'is not', null)
        .executeTakeFirst()
      return row?.account_id ?? null
    },

    async ofAccount(accountId: string) {
      return db
        .selectFrom('stewards')
        .innerJoin('institutions', 'institutions.id', 'stewards.institution_id')
        .select(({ selectFrom, fn, ref }) => [
          'institutions.handle',
          'institutions.name',
          'institutions.state',
          'stewards.role',
          'stewards.seated_at',
          selectFrom('proposals')
            .select(fn.countAll<number>().as('n'))
            .where('proposals.institution_id', '=', ref('institutions.id'))
            .where('proposals.state', '=', 'waiting')
            .as('waiting'),
        ])
        .where('stewards.account_id', '=', accountId)
        .orderBy('institutions.handle')
        .execute()
    },

    async proposalIn(handle: string, id: string): Promise<ProposalRow | null> {
      const row = await db
        .selectFrom('proposals')
        .innerJoin('institutions', 'institutions.id', 'proposals.institution_id')
        .selectAll('proposals')
        .where('institutions.handle', '=', handle)
        .where('proposals.id', '=', id)
        .executeTakeFirst()
      return row ?? null
    },

    async proposalsOf(
      institutionId: string,
      isEnded: boolean,
      before: string | null,
      limit: number,
    ): Promise<ProposalRow[]> {
      let query = db
        .selectFrom('proposals')
        .selectAll()
        .where('institution_id', '=', institutionId)
        .where('ended_at', isEnded ? 'is not' : 'is', null)
      if (before !== null) query = query.where('id', '<', before)
      return query.orderBy('id', 'desc').limit(limit).execute()
    },

    /** The clip of a proposal, for whoever has signed for a seat. */
    async videoOfProposal(handle: string, id: string, accountId: string): Promise<string | null> {
      const row = await db
        .selectFrom('proposals')
        .innerJoin('institutions', 'institutions.id', 'proposals.institution_id')
        .innerJoin('stewards', 'stewards.institution_id', 'institutions.id')
        .select('video_id')
        .where('institutions.handle', '=', handle)
        .where('proposals.id', '=', id)
        .where('stewards.account_id', '=', accountId)
        .where('stewards.seated_at', 'is not', null)
        .executeTakeFirst()
      return row?.video_id ?? null
    },

    async approversOf(proposalId: string): Promise<Approver[]> {
      const rows = await db
        .selectFrom('approvals')
        .innerJoin('accounts', 'accounts.id', 'approvals.account_id')
        .select(['approvals.account_id', 'handle', 'passkey_id', 'hash', 'approvals.at', 'taken_back_at'])
        .where('proposal_id', '=', proposalId)
        .orderBy('approvals.at')
        .execute()
      return rows.map(({ handle, ...row }) => ({ ...approvalOf(row), handle }))
    },

    /** For the operator: everything that was begun, what waits first. */
    async all(limit: number) {
      return db
        .selectFrom('institutions')
        .selectAll()
        .orderBy(({ eb }) => eb.case().when('state', '=', 'founding').then(0).else(1).end())
        .orderBy('begun_at')
        .limit(limit)
        .execute()
    },

    async keptNames() {
      return db.selectFrom('kept_names').select(['name', 'at']).orderBy('name').limit(1000).execute()
    },

    /** How institutions' handles look, those that are not confirmed among them. */
    async institutionSkeletons(): Promise<string[]> {
      return (await db.selectFrom('institutions').select('skeleton').execute()).map(({ skeleton }) => skeleton)
    },
  }
}
