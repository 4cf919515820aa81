import { reminderDue, reminders } from '../../core/institutions/reminding.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import { holdInstitution, seatsOf } from './rows-store.ts'
import { putIntoInbox } from './told-store.ts'

/** Reminders of what waits for a signature. */
export function remindingStore(db: Database) {
  return {
    /** Whoever may still sign is told once more, twice at most; nobody who has signed, or took a signature back, or proposed it. */
    async remind(now: Date): Promise<void> {
      const { rows } = await sql<{ id: string; institution_id: string }>`
        select id, institution_id from proposals where ended_at is null and state = 'waiting' and expires_at >= ${now}
          and reminded < case when (expires_at - ${now}::timestamptz) * 10 <= expires_at - proposed_at then 2
            when (expires_at - ${now}::timestamptz) * 2 <= expires_at - proposed_at then 1 else 0 end
        order by expires_at limit 500`.execute(db)
      for (const { id, institution_id } of rows)
        await db.transaction().execute(on => remindOf(on, institution_id, id, now))
    },
  }
}

async function remindOf(on: Database, institutionId: string, proposalId: string, now: Date): Promise<void> {
  const institution = await holdInstitution(on, institutionId)
  const proposal = await on.selectFrom('proposals').selectAll().where('id', '=', proposalId).executeTakeFirst()
  if (!institution || proposal?.state !== 'waiting') return
  const { proposed_at: proposedAt, expires_at: expiresAt, reminded: sent } = proposal
  const reminder = reminderDue({ proposedAt, expiresAt, sent }, now)
  if (reminder === null) return
  await on
    .updateTable('proposals')
    .set({ reminded: reminders.indexOf(reminder) + 1 })
    .where('id', '=', proposalId)
    .execute()
  const signed = await on.selectFrom('approvals').select('account_id').where('proposal_id', '=', proposalId).execute()
  const words = `${institution.handle} ${proposal.act} ${reminder}`
  for (const seat of await seatsOf(on, institutionId)) {
    const maySign = seat.isTaken && seat.passkeyIds.length > 0 && proposal.rule.from.some(role => role === seat.role)
    const isDone = seat.accountId === proposal.proposed_by || signed.some(one => one.account_id === seat.accountId)
    if (maySign && !isDone) await putIntoInbox(on, seat.accountId, proposalId, words, now)
  }
}
