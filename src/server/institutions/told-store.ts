import type { ProposedAct } from '../../core/institutions/mandate.ts'
import { actsThatWaitForNotice, type ToldStep, toldActs } from '../../core/institutions/telling.ts'
import { makeId } from '../adapters/clock/index.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import { type InstitutionRow, seatsOf } from './rows-store.ts'

interface Step {
  proposalId: string
  act: ProposedAct
  step: ToldStep
  at: Date
}

/**
 * Begins to tell officer and deputy, in the transaction of what they are told of: their inboxes at once, the place outside by whoever
 * called, after it. Says whether it has failed already, because nobody is there to be told or no place was declared.
 */
export async function beginTelling(
  on: Database,
  { id: institutionId, handle }: InstitutionRow,
  { proposalId, act, step, at }: Step,
): Promise<{ way: 'inbox' | 'none' }[]> {
  if (!toldActs.includes(act)) return []
  const told = { proposal_id: proposalId, step, begun_at: at }
  return beginHandovers(on, institutionId, told, { subjectId: proposalId, words: `${handle} ${act} ${step}` })
}

/** The same for a digest, in the transaction that made it. */
export const beginHanding = (on: Database, { id, handle }: InstitutionRow, number: number, at: Date) =>
  beginHandovers(
    on,
    id,
    { proposal_id: null, digest_number: number, step: 'made', begun_at: at },
    { subjectId: id, words: `${handle} digest ${number}` },
  )

async function beginHandovers(
  on: Database,
  institutionId: string,
  told: { proposal_id: string | null; digest_number?: number; step: ToldStep; begun_at: Date },
  line: { subjectId: string; words: string },
): Promise<{ way: 'inbox' | 'none' }[]> {
  const at = told.begun_at
  const seats = (await seatsOf(on, institutionId)).filter(
    ({ isTaken, role }) => isTaken && (role === 'officer' || role === 'deputy'),
  )
  for (const { accountId } of seats) await putIntoInbox(on, accountId, line.subjectId, line.words, at)
  const channel = await channelOf(on, institutionId)
  const row = { ...told, institution_id: institutionId }
  await on
    .insertInto('handovers')
    .values([
      {
        ...{ ...row, id: makeId(at), way: 'inbox' as const },
        ...(seats.length > 0 ? { handed_at: at, fault: null } : { handed_at: null, fault: 'nobody' }),
      },
      channel
        ? { ...row, id: makeId(at), way: channel.way, handed_at: null, fault: null }
        : { ...row, id: makeId(at), way: 'none' as const, handed_at: null, fault: 'none' },
    ])
    .execute()
  return [...(seats.length > 0 ? [] : [{ way: 'inbox' as const }]), ...(channel ? [] : [{ way: 'none' as const }])]
}

/** The place outside of the shore where the institution is told. */
export async function channelOf(on: Database, institutionId: string) {
  const row = await on
    .selectFrom('channels')
    .select(['way', 'address', 'server', 'set_at'])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row ?? null
}

/** Straight into the table: no wall between two people and no choice of topics keeps this from its reader. */
export async function putIntoInbox(
  on: Database,
  accountId: string,
  subjectId: string,
  words: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into notices (account_id, kind, subject_id, since, at, words)
    values (${accountId}, 'stewardship', ${subjectId}, ${at}, date_trunc('milliseconds', ${at}::timestamptz), ${words})
    on conflict (subject_id, kind, account_id, since) do nothing`.execute(on)
  await sql`select tell_inbox(${accountId})`.execute(on)
}

/** Whether a notice that this waits for was not handed over, and nobody has acknowledged that. */
export async function isHeldUp(on: Database, { id, act }: { id: string; act: ProposedAct }): Promise<boolean> {
  if (!actsThatWaitForNotice.includes(act)) return false
  const rows = await on
    .selectFrom('handovers')
    .select(['handed_at', 'acknowledged_at'])
    .where('proposal_id', '=', id)
    .where('step', '=', 'made')
    .execute()
  // Without a row nobody was told at all.
  return rows.length === 0 || rows.some(row => row.handed_at === null && row.acknowledged_at === null)
}

/** The glass that is open for a kind of act at a moment. */
export async function openGlass(
  on: Database,
  institutionId: string,
  act: ProposedAct,
  at: Date,
): Promise<{ id: string; until: Date } | null> {
  const row = await on
    .selectFrom('glasses')
    .select(['proposal_id', 'until'])
    .where('institution_id', '=', institutionId)
    .where('act', '=', act as 'publish')
    .where('broken_at', '<=', at)
    .where('until', '>', at)
    .where('reviewed_at', 'is', null)
    .executeTakeFirst()
  return row ? { id: row.proposal_id, until: row.until } : null
}

/** Whether a glass is broken that nobody has reviewed yet. */
export async function hasUnreviewed(on: Database, institutionId: string): Promise<boolean> {
  const row = await on
    .selectFrom('glasses')
    .select('proposal_id')
    .where('institution_id', '=', institutionId)
    .where('reviewed_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
