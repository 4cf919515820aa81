import type { KeyObject } from 'node:crypto'
import { actsWhileDormant, type Mandate, type Rule } from '../../core/institutions/mandate.ts'
import type { FixedFile } from '../../core/institutions/proposal.ts'
import { type Approval, type Count, type Counting, countApprovals, isReached } from '../../core/institutions/quorum.ts'
import { mayPropose } from '../../core/institutions/stewards.ts'
import { actsThatWaitForNotice, type ToldStep } from '../../core/institutions/telling.ts'
import type { Leaf } from '../../core/ledger/leaf.ts'
import { toTheDay } from '../adapters/clock/index.ts'
import { addJob, type Database } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { dueAt, type Obstacle, takeEffect } from './effects-store.ts'
import { addLeaf, addLeafOf, nextLeaf } from './record-store.ts'
import {
  approvalsOf,
  askLastLeaf,
  type HeldClip,
  hashOf,
  holdInstitution,
  type InstitutionRow,
  type LastLeaf,
  type ProposalRow,
  type SeatRow,
  seatsOf,
  standingOf,
  videoOf,
} from './rows-store.ts'
import { beginTelling, channelOf, isHeldUp } from './told-store.ts'

export type Settling = ReturnType<typeof settling>

/** From a quorum to its effect, and to its end where there is none. Everything here runs in the transaction of whoever calls, who holds the institution. */
export function settling({ key, count = countApprovals, keys = unknowing }: Judging) {
  return { hold, counting, settle, bringAbout, review, end, tell, inform }

  /** `named`: the institution's id, or its handle. */
  async function hold(on: Database, named: string | { handle: string }, proposalId: string) {
    const institution = await holdInstitution(on, named)
    const standing = institution && (await standingOf(on, institution, proposalId))
    return standing ? { institution, ...standing } : null
  }

  /** `known`: what was read of it in this transaction already. */
  async function counting(on: Database, proposal: ProposalRow, known: Known = {}) {
    return {
      rule: proposal.rule,
      proposedBy: proposal.proposed_by,
      expiresAt: proposal.expires_at,
      hash: known.hash ?? (await hashOf(on, proposal, known.files)),
      approvals: known.approvals ?? (await approvalsOf(on, proposal.id)),
      seats: known.seats ?? (await seatsOf(on, proposal.institution_id)),
    }
  }

  /** At the quorum: done now, or at its moment. Returns the proposal as it is then. */
  async function settle(
    on: Database,
    institution: InstitutionRow,
    proposal: ProposalRow,
    at: Date,
    known: Known = {},
  ): Promise<ProposalRow> {
    const all = await counting(on, proposal, known)
    if (!isReached(all, count) || (await isHeldUp(on, proposal))) return proposal
    const signers = count(all)
    const hasOfficer = all.seats.some(({ accountId, role }) => role === 'officer' && signers.has(accountId))
    const hasChannel = proposal.act === 'channel' && (await channelOf(on, institution.id)) !== null
    const due = dueAt(proposal, { mandate: institution.mandate, agreedAt: at, hasOfficer, hasChannel })
    if (due <= at) return bringAbout(on, institution, proposal, at, { ...known, counting: all })
    // Who signs later brings it forward, where that is the rule, and never puts it off.
    if (proposal.due_at && proposal.due_at <= due) return proposal
    const agreed = await on
      .updateTable('proposals')
      .set({ state: 'agreed', due_at: due })
      .where('id', '=', proposal.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await addJob(on, {
      ...{ task: 'carry-out', payload: { proposalId: proposal.id }, key: `carry-out ${proposal.id}`, notBefore: due },
    })
    return agreed
  }

  /** Everything is looked at in the transaction of the effect, which nobody else decides beside. */
  async function bringAbout(
    on: Database,
    institution: InstitutionRow,
    proposal: ProposalRow,
    at: Date,
    known: { counting?: Counting } & Pick<Known, 'last' | 'clip'> = {},
  ): Promise<ProposalRow> {
    const all = known.counting ?? (await counting(on, proposal))
    const isAsleep = institution.state === 'dormant' && !actsWhileDormant.includes(proposal.act)
    if (isAsleep) return end(on, institution, proposal, 'stopped', 'asleep', at)
    if (all.hash !== proposal.hash || proposal.mandate_number !== institution.mandate_number)
      return end(on, institution, proposal, 'void', 'changed', at)
    if (!isReached(all, count)) return end(on, institution, proposal, 'stopped', 'approvals', at)
    if (await isHeldUp(on, proposal)) return end(on, institution, proposal, 'stopped', 'untold', at)
    const obstacle: Obstacle | null = await takeEffect({ on, keys }, institution, proposal, at, known.clip)
    if (obstacle) return end(on, institution, proposal, 'stopped', obstacle, at)
    const today = toTheDay(at)
    const isNoted = institution.used_at?.getTime() === today.getTime() && proposal.act !== 'reactivate'
    if (!isNoted)
      await on.updateTable('institutions').set({ used_at: today }).where('id', '=', institution.id).execute()
    const signers = all.seats.filter(({ accountId }) => count(all).has(accountId))
    const proposer = all.seats.find(({ accountId }) => accountId === proposal.proposed_by)!
    const facts = factsOf(institution.mandate, proposal, {
      by: proposer.role,
      approved: signers.map(({ role }) => role),
    })
    const people = Object.fromEntries(signers.map(({ accountId }, n) => [`approver ${n + 1}`, accountId]))
    const subject = proposal.what['account']
    const told = {
      ...{ record: institution.id, kind: `act.${proposal.act}` as const, at },
      facts: { ...facts, proposal: proposal.hash, approvals: signers.length },
      people: { ...people, proposer: proposer.accountId, ...(typeof subject === 'string' ? { subject } : {}) },
    }
    const last = known.last === undefined ? await askLastLeaf(on, institution.id).executeTakeFirst() : known.last
    const done = await addLeafOf(on, nextLeaf(key, told, last ?? null), { id: proposal.id, endedAt: at })
    await inform(on, institution, { proposal, step: 'done', at })
    if (changesWho(proposal.act)) await review(on, (await holdInstitution(on, institution.id))!, at)
    return done
  }

  /** What rests on seats or on the mandate stands no longer than they do: looked at whenever either has changed. */
  async function review(on: Database, institution: InstitutionRow, at: Date): Promise<void> {
    const rows = await on
      .selectFrom('proposals')
      .selectAll()
      .where('institution_id', '=', institution.id)
      .where('ended_at', 'is', null)
      .execute()
    for (const proposal of rows) {
      const all = await counting(on, proposal)
      const proposer = all.seats.find(({ accountId, isTaken }) => accountId === proposal.proposed_by && isTaken)
      if (!proposer || !mayPropose(proposer.role)) await end(on, institution, proposal, 'void', 'left', at)
      else if (proposal.mandate_number !== institution.mandate_number)
        await end(on, institution, proposal, 'void', 'mandate', at)
      else if (proposal.state === 'agreed' && !isReached(all, count))
        await on
          .updateTable('proposals')
          .set({ state: 'waiting', due_at: null })
          .where('id', '=', proposal.id)
          .execute()
    }
  }

  async function end(
    on: Database,
    institution: InstitutionRow,
    proposal: ProposalRow,
    state: 'stopped' | 'void' | 'withdrawn' | 'expired',
    why: string,
    at: Date,
  ): Promise<ProposalRow> {
    const ended = await on
      .updateTable('proposals')
      .set({ state, ended: why, ended_at: at })
      .where('id', '=', proposal.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (proposal.act === 'publish') await giveBack(on, institution, proposal)
    const rule = ruleFacts(proposal.rule)
    await tell(
      on,
      'proposal.ended',
      institution,
      at,
      { act: proposal.act, proposal: proposal.hash, state, why, rule },
      {},
    )
    return ended
  }

  /** Officer and deputy are told; that they cannot be is in the record, where it matters. */
  async function inform(
    on: Database,
    institution: InstitutionRow,
    { proposal, step, at }: { proposal: Pick<ProposalRow, 'id' | 'act' | 'hash'>; step: ToldStep; at: Date },
  ): Promise<void> {
    const { id: proposalId, act, hash } = proposal
    const failed = await beginTelling(on, institution, { proposalId, act, step, at })
    if (step === 'done' || !actsThatWaitForNotice.includes(act)) return
    for (const { way } of failed)
      await tell(on, 'notice.failed', institution, at, { act, proposal: hash, way, step }, {})
  }

  async function tell(
    on: Database,
    kind: Leaf['kind'],
    { id }: InstitutionRow,
    at: Date,
    facts: Leaf['facts'],
    people: Record<string, string>,
  ): Promise<void> {
    await addLeaf(on, key, { record: id, kind, at, facts, people })
  }
}

/** What decides beside the database. */
export interface Judging {
  /** Signs the record. */
  key: KeyObject
  /** Which signatures count; the product never gives another than `countApprovals`. */
  count?: Count
  /** Whether a comment holds words that its clip's author has blocked; without it, every one that could is held for them. */
  keys?: Pick<Keys, 'holdsAny'>
}
const unknowing = { holdsAny: async () => true }

/** What was read already. Files of a clip and seats change in no transaction that does not hold the institution or the clip. */
export interface Known {
  hash?: string
  files?: FixedFile[]
  seats?: readonly SeatRow[]
  approvals?: readonly Approval[]
  /** The record's last entry; null where there is none yet. */
  last?: LastLeaf | null
  /** What the proposal is about, held; null where that is no clip of the institution's. */
  clip?: HeldClip | null
}

/** Acts after which other proposals may stand no longer. */
export const changesWho = (act: ProposalRow['act']): boolean => whoActs.includes(act)
const whoActs: readonly ProposalRow['act'][] = ['seat', 'unseat', 'officer', 'mandate', 'deactivate', 'reactivate']

const ruleFacts = ({ approvals, from, withinHours }: Rule) => ({ approvals, from: [...from], withinHours })

/** What the record says of an act: the fact and the rule always, the rest as the mandate shows it. */
export function factsOf(
  mandate: Mandate,
  { act, what, reason, rule, glass_id }: Pick<ProposalRow, 'act' | 'what' | 'reason' | 'rule' | 'glass_id'>,
  { by, approved }: { by: string; approved?: readonly string[] },
): Leaf['facts'] {
  const video = videoOf(act, what)
  return {
    rule: ruleFacts(rule),
    ...(glass_id === null ? {} : { isBehindGlass: true }),
    ...(act === 'glass' ? { opens: String(what['act']) } : {}),
    ...(mandate.shows === 'rule'
      ? {}
      : { by, ...(approved ? { approvedBy: [...approved] } : {}), ...(video ? { video } : {}) }),
    ...(mandate.shows === 'reasons' && reason !== '' ? { reason } : {}),
  }
}

/** What was not published is a draft again of who prepared it, while they have a seat; else it ends with the institution's drafts. */
async function giveBack(
  on: Database,
  institution: InstitutionRow,
  { video_id, proposed_by }: ProposalRow,
): Promise<void> {
  if (video_id === null || proposed_by === null) return
  const seats = await seatsOf(on, institution.id)
  if (!seats.some(({ accountId, isTaken }) => accountId === proposed_by && isTaken)) return
  await on
    .updateTable('videos')
    .set({ account_id: proposed_by })
    .where('id', '=', video_id)
    .where('account_id', '=', institution.account_id)
    .where('posted_at', 'is', null)
    .execute()
}
