import { institutionClasses } from '../../core/institutions/classes.ts'
import { countApprovals } from '../../core/institutions/quorum.ts'
import { type StewardRole, stewardRoles } from '../../core/institutions/stewards.ts'
import { actsThatWaitForNotice, toldActs } from '../../core/institutions/telling.ts'
import type { Institution, Proposal, StewardshipCard } from '../../core/wire/institution.ts'
import { presentVideo } from '../videos/index.ts'
import { isProven, proofOf } from './founding.ts'
import type { Approver } from './reading-store.ts'
import type { InstitutionRooms } from './rooms.ts'
import type { InstitutionRow, ProposalRow, SeatRow } from './rows-store.ts'
import type { Known } from './settling-store.ts'
import type { InstitutionStore } from './store.ts'

export async function presentInstitution(
  { store, clock, advisories }: Pick<InstitutionRooms, 'store' | 'clock' | 'advisories'>,
  { institution: row, seats, seat: own }: { institution: InstitutionRow; seats: readonly SeatRow[]; seat: SeatRow },
): Promise<Institution> {
  const [channel, glasses, known] = await Promise.all([
    own.isTaken ? store.channelOf(row.id) : undefined,
    store.glassesOf(row.id, clock.now()),
    advisories(),
  ])
  return {
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
    channel: channel
      ? { way: channel.way, address: channel.address, server: channel.server, setAt: channel.set_at.toISOString() }
      : null,
    glasses: glasses.map(glass => ({ id: glass.proposal_id, ...presentGlass(glass) })),
    advisories: known,
  }
}

const presentGlass = (glass: Awaited<ReturnType<InstitutionStore['glassesOf']>>[number]) => ({
  act: glass.act,
  brokenAt: glass.broken_at.toISOString(),
  until: glass.until.toISOString(),
  isReviewed: glass.reviewed_at !== null,
  isOverdue: glass.overdue_at !== null,
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
    glasses: (await store.glassesOf(row.id, clock.now())).map(presentGlass),
    limits: institutionClasses[row.kind],
    last: { number: last.number, kind: last.kind, at: last.at },
  }
}

/** A proposal as this steward sees it. */
export async function presentProposal(
  { store, videos, accounts }: Pick<InstitutionRooms, 'store' | 'videos' | 'accounts'>,
  { institution, seats, seat }: { institution: InstitutionRow; seats: readonly SeatRow[]; seat: SeatRow },
  row: ProposalRow,
  known: { approvers?: readonly Approver[] } & Pick<Known, 'files'> = {},
): Promise<Proposal> {
  const named = (id: string | null) => seats.find(({ accountId }) => accountId === id)
  const [approvers, files, proposer, clip, handovers] = await Promise.all([
    known.approvers ?? store.approversOf(row.id),
    known.files ?? store.filesOf(row.video_id),
    named(row.proposed_by) ?? (row.proposed_by ? accounts.byId(row.proposed_by) : null),
    row.video_id ? videos.ownById(row.video_id) : null,
    toldActs.includes(row.act) ? store.handoversOf(row.id) : [],
  ])
  const counting = await store.countingOf(row, { seats, approvals: approvers, files })
  const counted = countApprovals(counting)
  const isWaiting = row.state === 'waiting' || row.state === 'agreed'
  const isAmong = approvers.some(({ accountId }) => accountId === seat.accountId)
  const mayApprove =
    isWaiting && row.proposed_by !== seat.accountId && !isAmong && row.rule.from.some(role => role === seat.role)
  const at = (hash: string) => `/api/institutions/${institution.handle}/proposals/${row.id}/media/${hash}`
  const untold =
    isWaiting && actsThatWaitForNotice.includes(row.act)
      ? handovers.filter(one => one.step === 'made' && one.handed_at === null && one.acknowledged_at === null)
      : []
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
      .filter(({ isTakenBack }) => !isTakenBack)
      .map(({ accountId, handle, at }) => ({
        handle,
        role: named(accountId)?.role ?? null,
        at: at.toISOString(),
        counts: row.state === 'done' || counted.has(accountId),
      })),
    what: { ...what, ...after },
    now: row.act === 'mandate' ? { mandate: institution.mandate } : ((before as Record<string, unknown>) ?? null),
    clip: clip && clip.state === 'ready' ? presentVideo({ ...clip, hides_counts: false }, at) : null,
    sha256: counting.sent,
    isBehindGlass: row.glass_id !== null,
    told: handovers.map(one => ({
      id: one.id,
      way: one.way,
      step: one.step,
      handedAt: one.handed_at?.toISOString() ?? null,
      fault: one.fault,
      acknowledgedAt: one.acknowledged_at?.toISOString() ?? null,
    })),
    isHeldUp: untold.length > 0,
    mayAcknowledge:
      untold.some(({ fault }) => fault !== null) &&
      row.proposed_by !== seat.accountId &&
      (seat.role === 'officer' || seat.role === 'deputy'),
    fixed: {
      proposedBy: row.proposed_by,
      mandate: row.mandate_number,
      glass: row.glass_id,
      files: counting.files,
    },
    mayApprove,
  }
}
