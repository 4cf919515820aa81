import { institutionClasses } from '../../core/institutions/classes.ts'
import { countApprovals } from '../../core/institutions/quorum.ts'
import { type StewardRole, stewardRoles } from '../../core/institutions/stewards.ts'
import type { Institution, Proposal, StewardshipCard } from '../../core/wire/institution.ts'
import { presentVideo } from '../videos/index.ts'
import { isProven, proofOf } from './founding.ts'
import type { InstitutionRooms } from './rooms.ts'
import type { InstitutionRow, ProposalRow, SeatRow } from './rows-store.ts'

export const presentInstitution = (row: InstitutionRow, seats: readonly SeatRow[], own: SeatRow): Institution => ({
  id: row.id,
  handle: row.handle,
  name: row.name,
  domain: row.domain,
  kind: row.kind,
  state: row.state,
  mandate: row.mandate,
  stewards: seats.map(seat => ({
    handle: seat.handle,
    name: seat.name,
    role: seat.role,
    since: seat.seatedAt?.toISOString() ?? null,
    hasPasskey: seat.hasPasskey,
  })),
  role: own.role,
  isTaken: own.isTaken,
  proof: proofOf(row),
})

/** What anybody may know. Null before the institution is confirmed. */
export async function cardOf(
  { store, clock }: Pick<InstitutionRooms, 'store' | 'clock'>,
  row: InstitutionRow,
): Promise<StewardshipCard | null> {
  const last = await store.lastLeaf(row.id)
  if (row.state === 'founding' || !last || !row.confirmed_at || !row.proven_at) return null
  const seats = (await store.seatsOf(row.id)).filter(({ isTaken }) => isTaken)
  const count = (role: StewardRole) => seats.filter(seat => seat.role === role).length
  return {
    handle: row.handle,
    name: row.name,
    domain: row.domain,
    kind: row.kind,
    isDormant: row.state === 'dormant',
    isProven: isProven(row, clock.now()),
    provenAt: row.proven_at.toISOString(),
    confirmedAt: row.confirmed_at.toISOString(),
    roles: stewardRoles.map(role => ({ role, count: count(role) })),
    mandate: row.mandate,
    limits: institutionClasses[row.kind],
    last: { number: last.number, kind: last.kind, at: last.at },
  }
}

/** A proposal as this steward sees it. */
export async function presentProposal(
  { store, videos, accounts }: Pick<InstitutionRooms, 'store' | 'videos' | 'accounts'>,
  { institution, seats, seat }: { institution: InstitutionRow; seats: readonly SeatRow[]; seat: SeatRow },
  row: ProposalRow,
): Promise<Proposal> {
  const [approvers, counting, proposer, clip] = await Promise.all([
    store.approversOf(row.id),
    store.countingOf(row),
    row.proposed_by ? accounts.byId(row.proposed_by) : null,
    row.video_id ? videos.ownById(row.video_id) : null,
  ])
  const counted = countApprovals(counting)
  const isWaiting = row.state === 'waiting' || row.state === 'agreed'
  const isAmong = approvers.some(({ account_id }) => account_id === seat.accountId)
  const mayApprove =
    isWaiting && row.proposed_by !== seat.accountId && !isAmong && row.rule.from.some(role => role === seat.role)
  const at = (hash: string) => `/api/institutions/${institution.handle}/proposals/${row.id}/media/${hash}`
  const { before, after, ...what } = row.what as { before?: object; after?: object }
  return {
    id: row.id,
    act: row.act,
    state: row.state,
    ended: row.ended,
    reason: row.reason,
    proposedBy: proposer?.handle ?? null,
    proposedAt: row.proposed_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    hash: row.hash,
    rule: { ...row.rule, from: [...row.rule.from] },
    approvals: approvers
      .filter(({ taken_back_at }) => taken_back_at === null)
      .map(({ account_id, handle, at }) => ({
        handle,
        role: seats.find(({ accountId }) => accountId === account_id)?.role ?? null,
        at: at.toISOString(),
        counts: row.state === 'done' || counted.has(account_id),
      })),
    what: { ...what, ...after },
    now: row.act === 'mandate' ? { mandate: institution.mandate } : ((before as Record<string, unknown>) ?? null),
    clip: clip && clip.state === 'ready' ? presentVideo({ ...clip, hides_counts: false }, at) : null,
    sha256: counting.sent,
    mayApprove,
  }
}
