import type { Digest, Failed, Happened, Waiting } from '../../core/institutions/digest.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import type { Count } from '../../core/institutions/quorum.ts'
import { type Leaf, leafHash } from '../../core/ledger/leaf.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import { hash } from './record-store.ts'
import { type InstitutionRow, type SeatRow, seatsOf } from './rows-store.ts'
import type { Settling } from './settling-store.ts'

/** What of a time is looked at, and from which entry of the record on. */
interface Since {
  from: Date
  until: Date
  entries: number
}

type Week = Pick<Digest, 'happened' | 'entries' | 'waits' | 'failed'> & { seats: readonly SeatRow[] }

/** The last digest of an institution, or where the first begins. */
export async function lastDigest(on: Database, { id, confirmed_at }: Pick<InstitutionRow, 'id' | 'confirmed_at'>) {
  const last = await on
    .selectFrom('digests')
    .select(['number', 'until', 'entries', 'hash'])
    .where('institution_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? { number: 0, until: confirmed_at!, entries: 0, hash: null }
}

/** Who can act, what happened, what waits and what failed, as the tables say it at this moment. */
export async function weekOf(
  on: Database,
  { counting, count }: Pick<Settling, 'counting'> & { count: Count },
  institution: InstitutionRow,
  since: Since,
): Promise<Week> {
  const seats = await seatsOf(on, institution.id)
  const happened = await happenedSince(on, institution.id, since.entries)
  const waiting = await on
    .selectFrom('proposals')
    .selectAll()
    .where('institution_id', '=', institution.id)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  const waits: Waiting[] = []
  for (const row of waiting)
    waits.push({
      act: row.act,
      proposal: row.hash,
      by: seats.find(({ accountId }) => accountId === row.proposed_by)?.role ?? null,
      rule: { ...row.rule, from: [...row.rule.from] },
      signatures: count(await counting(on, row)).size,
      expires: row.expires_at.toISOString(),
      due: row.due_at?.toISOString() ?? null,
    })
  return {
    seats: seats.filter(({ isTaken }) => isTaken),
    happened,
    entries: since.entries + happened.length,
    waits,
    failed: await failedSince(on, institution, since),
  }
}

async function happenedSince(on: Database, record: string, from: number): Promise<Happened[]> {
  const rows = await on
    .selectFrom('record_leaves')
    .select('leaf')
    .where('record', '=', record)
    .where('number', '>=', from)
    .orderBy('number')
    .execute()
  return rows.map(row => {
    const leaf = JSON.parse(row.leaf) as Leaf
    return { number: leaf.number, kind: leaf.kind, at: leaf.at, hash: leafHash(leaf, hash) }
  })
}

async function failedSince(on: Database, institution: InstitutionRow, since: Since): Promise<Failed> {
  const { id, domain, fault, proven_at } = institution
  const [notices, glasses, ended] = await Promise.all([
    untold(on, id, since),
    unreviewed(on, id, since.until),
    endedSince(on, id, since),
  ])
  return {
    notices,
    domain: fault === null ? null : { domain, since: proven_at?.toISOString() ?? null, fault },
    glasses,
    ended,
  }
}

/** Of this time; and those that something still waits for, however old. What is on its way is not handed over yet. */
async function untold(on: Database, institutionId: string, { from, until }: Since): Promise<Failed['notices']> {
  const rows = await on
    .selectFrom('handovers')
    .leftJoin('proposals', 'proposals.id', 'handovers.proposal_id')
    .select(['act', 'hash', 'digest_number', 'step', 'way', 'begun_at', 'fault', 'acknowledged_at'])
    .where('handovers.institution_id', '=', institutionId)
    .where('handed_at', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        and([eb('begun_at', '>=', from), eb('begun_at', '<=', until)]),
        and([
          eb('proposals.id', 'is not', null),
          eb('proposals.ended_at', 'is', null),
          eb('acknowledged_at', 'is', null),
        ]),
      ]),
    )
    .orderBy('begun_at')
    .orderBy('handovers.id')
    .execute()
  return rows.map(row => ({
    act: row.act,
    proposal: row.hash,
    digest: row.digest_number,
    step: row.step,
    way: row.way,
    at: row.begun_at.toISOString(),
    fault: row.fault,
    isAcknowledged: row.acknowledged_at !== null,
  }))
}

async function unreviewed(on: Database, institutionId: string, now: Date): Promise<Failed['glasses']> {
  const rows = await on
    .selectFrom('glasses')
    .select(['act', 'broken_at', 'overdue_at'])
    .where('institution_id', '=', institutionId)
    .where('reviewed_at', 'is', null)
    .orderBy('broken_at')
    .execute()
  return rows.map(({ act, broken_at, overdue_at }) => {
    const due = new Date(broken_at.getTime() + institutionLimits.glassReviewMs)
    return {
      act,
      broken: broken_at.toISOString(),
      due: due.toISOString(),
      isOverdue: overdue_at !== null || due < now,
    }
  })
}

async function endedSince(on: Database, institutionId: string, { from, until }: Since): Promise<Failed['ended']> {
  const rows = await on
    .selectFrom('proposals')
    .select(['act', 'hash', 'state', 'ended', 'ended_at'])
    .where('institution_id', '=', institutionId)
    .where('state', 'in', ['stopped', 'void', 'expired'])
    .where('ended_at', '>', from)
    .where('ended_at', '<=', until)
    .orderBy('ended_at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    act: row.act,
    proposal: row.hash,
    state: row.state as 'void',
    why: row.ended ?? '',
    at: row.ended_at!.toISOString(),
  }))
}

/** Confirmed institutions, with when their digests began and when the last one ended. */
export async function digestTimes(on: Database): Promise<{ id: string; began: Date; last: Date | null }[]> {
  const { rows } = await sql<{ id: string; began: Date; last: Date | null }>`
    select id, confirmed_at as began,
      (select until from digests where institution_id = institutions.id order by number desc limit 1) as last
    from institutions where state <> 'founding' and confirmed_at is not null`.execute(on)
  return rows
}
