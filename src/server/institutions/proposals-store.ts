import { institutionLimits } from '../../core/institutions/limits.ts'
import {
  actsWhileDormant,
  type GlassAct,
  glassActs,
  glassRule,
  type Mandate,
  type ProposedAct,
  type Rule,
  ruleFor,
} from '../../core/institutions/mandate.ts'
import type { FixedFile } from '../../core/institutions/proposal.ts'
import type { Approval } from '../../core/institutions/quorum.ts'
import { mayPropose } from '../../core/institutions/stewards.ts'
import type { ProposalState } from '../../core/wire/institution.ts'
import type { Posting } from '../../core/wire/video.ts'
import { usePasskeyIn } from '../accounts/index.ts'
import { type Database, sql } from '../adapters/db/index.ts'
import {
  addApproval,
  filesOf,
  hashOf,
  holdInstitution,
  type InstitutionRow,
  type ProposalRow,
  type SeatRow,
  seatsOf,
  videoOf,
} from './rows-store.ts'
import { factsOf, type Judging, type Known, settling } from './settling-store.ts'
import { keepStation } from './stations-store.ts'
import { hasUnreviewed, openGlass } from './told-store.ts'

export interface ProposalToAdd {
  id: string
  institutionId: string
  act: ProposedAct
  what: Record<string, unknown>
  reason: string
  proposedBy: string
  at: Date
}

export interface ApprovalToAdd {
  handle: string
  proposalId: string
  accountId: string
  passkeyId: string
  /** The passkey's counter by this signature, and the day; rejects where the signature does not hold. */
  use: Promise<{ counter: number; day: Date }>
  /** What the passkey signed, hex. */
  hash: string
  evidence: Record<string, string>
  at: Date
}

export type Proposed = 'proposed' | 'role' | 'asleep' | 'most' | 'clip' | 'moment' | 'unreviewed' | 'station'
/** As it stands once a signature has counted. */
export interface Approved {
  institution: InstitutionRow
  seats: readonly SeatRow[]
  approvals: readonly Approval[]
  files: FixedFile[]
  proposal: ProposalRow
}
export interface NotApproved {
  refused: 'over' | 'changed' | 'seat' | 'role' | 'own' | 'twice' | 'unbound' | 'copied' | 'missing'
  /** As it was found. */
  proposal: ProposalRow | null
}

export interface Rooms extends Judging {
  db: Database
}

const open = ['waiting', 'agreed'] as const satisfies readonly ProposalState[]

/** Proposals from the first word to the effect. Whatever is decided of an institution holds its row: one after the other. */
export function proposalsStore({ db, ...judging }: Rooms) {
  const { hold, counting, settle, bringAbout, review, end, tell, inform } = settling(judging)
  return {
    /** A clip that is to be published goes over to the institution: from here on nobody changes it. */
    async propose(wish: ProposalToAdd): Promise<Proposed> {
      return db.transaction().execute(async on => {
        const institution = await holdInstitution(on, wish.institutionId)
        if (!institution || institution.state === 'founding') return 'role'
        if (institution.state === 'dormant' && !actsWhileDormant.includes(wish.act)) return 'asleep'
        const seats = await seatsOf(on, institution.id)
        const seat = seats.find(({ accountId, isTaken }) => accountId === wish.proposedBy && isTaken)
        if (!seat || !mayPropose(seat.role)) return 'role'
        const { n } = await on
          .selectFrom('proposals')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('institution_id', '=', institution.id)
          .where('ended_at', 'is', null)
          .executeTakeFirstOrThrow()
        if (Number(n) >= institutionLimits.maxWaiting) return 'most'
        if (wish.act === 'glass' && (await hasUnreviewed(on, institution.id))) return 'unreviewed'
        const under = await ruleNow(on, institution, wish)
        if (under.glassId !== null && (wish.what['words'] as Posting | undefined)?.publishAt) return 'moment'
        if (!(await takeClip(on, institution, wish))) return 'clip'
        const waits = wish.act !== 'station' || keepStation(on, String(wish.what['station']), under.expiresAt, wish.at)
        if (!(await waits)) return 'station'
        const row = await addProposal(on, institution, wish, under)
        const facts = factsOf(institution.mandate, row, { by: seat.role })
        await tell(
          on,
          'proposal.made',
          institution,
          wish.at,
          { ...facts, act: wish.act },
          { proposer: wish.proposedBy },
        )
        await inform(on, institution, { proposal: row, step: 'made', at: wish.at })
        return 'proposed'
      })
    },

    /** Counts one signature; what was missing it takes effect in this transaction, once. It is verified while this asks. */
    async approve(approval: ApprovalToAdd): Promise<Approved | NotApproved> {
      approval.use.catch(() => undefined)
      return db.transaction().execute(async on => {
        const { handle, proposalId, at } = approval
        const held = await hold(on, { handle }, proposalId)
        const use = { id: approval.passkeyId, ...(await approval.use) }
        // A signature was made, whatever comes of it.
        const not = async (refused: NotApproved['refused']): Promise<NotApproved> => ({
          refused: (await usePasskeyIn(on, use)) ? refused : 'copied',
          proposal: held?.proposal ?? null,
        })
        if (!held) return not('missing')
        const { institution, proposal, files, seats, last, clip } = held
        if (!isSeated(seats, approval)) return not('seat')
        if (!isOpen(proposal)) return not('over')
        if (proposal.state === 'waiting' && at > proposal.expires_at) {
          await end(on, institution, proposal, 'expired', 'expired', at)
          return not('over')
        }
        const hash = await hashOf(on, proposal, files)
        const isSame = proposal.hash === hash && proposal.mandate_number === institution.mandate_number
        if (!isSame) await end(on, institution, proposal, 'void', 'changed', at)
        if (!isSame || approval.hash !== proposal.hash) return not('changed')
        const why = whyNot(seats, proposal, approval)
        if (why) return not(why)
        const approvals = await addApproval(on, use, approval)
        if (typeof approvals === 'string') return { refused: approvals, proposal }
        const known = { hash, seats, approvals, last, clip }
        return { ...held, approvals, proposal: await settle(on, institution, proposal, at, known) }
      })
    },

    /** The moment of what was agreed has come: counted anew, done or stopped. May be asked for twice. Returns whose it was. */
    async carryOut(proposalId: string, now: Date): Promise<string | null> {
      return db.transaction().execute(async on => {
        const found = await on
          .selectFrom('proposals')
          .select('institution_id')
          .where('id', '=', proposalId)
          .executeTakeFirst()
        const held = found && (await hold(on, found.institution_id, proposalId))
        if (held?.proposal.state !== 'agreed') return null
        // By either clock: the queue's is the database's.
        const { rows } = await sql<{ isDue: boolean }>`
          select ${held.proposal.due_at}::timestamptz <= greatest(${now}::timestamptz, now()) as "isDue"`.execute(on)
        if (rows[0]!.isDue) await bringAbout(on, held.institution, held.proposal, latest(now, held.proposal.due_at!))
        return held.institution.id
      })
    },

    /** An approval is taken back, for good. False where there is none, or it took effect. */
    async takeBack(institutionId: string, proposalId: string, accountId: string, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const held = await hold(on, institutionId, proposalId)
        if (!held || !isOpen(held.proposal)) return false
        const taken = await on
          .updateTable('approvals')
          .set({ taken_back_at: at })
          .where('proposal_id', '=', proposalId)
          .where('account_id', '=', accountId)
          .where('taken_back_at', 'is', null)
          .executeTakeFirst()
        if (taken.numUpdatedRows === 0n) return false
        await review(on, held.institution, at)
        return true
      })
    },

    /** Whoever proposed it takes it away. */
    async withdraw(institutionId: string, proposalId: string, accountId: string, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const held = await hold(on, institutionId, proposalId)
        if (!held || !isOpen(held.proposal) || held.proposal.proposed_by !== accountId) return false
        await end(on, held.institution, held.proposal, 'withdrawn', 'withdrawn', at)
        return true
      })
    },

    /** A steward goes: at once, and with all that they had proposed. False where they have no seat. */
    async leave(institutionId: string, accountId: string, at: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const institution = await holdInstitution(on, institutionId)
        const seat = (await seatsOf(on, institutionId)).find(one => one.accountId === accountId)
        if (!institution || !seat) return false
        await on
          .deleteFrom('stewards')
          .where('institution_id', '=', institutionId)
          .where('account_id', '=', accountId)
          .execute()
        if (institution.state === 'founding') return true
        await tell(on, 'steward.left', institution, at, { role: seat.role }, { steward: accountId })
        await review(on, institution, at)
        return true
      })
    },

    filesOf: (videoId: string | null) => filesOf(db, videoId),

    /** What there is to count of a proposal at this moment, and the files of its clip: the first is as it was sent. */
    async countingOf(proposal: ProposalRow, known: Known = {}) {
      const files = known.files ?? (await filesOf(db, proposal.video_id))
      const [sent] = files
      return {
        ...(await counting(db, proposal, { ...known, files })),
        files,
        sent: sent && sent.sha256 !== 'gone' ? sent.sha256 : null,
      }
    },

    /** Ends what nobody approved in time. */
    async endExpired(now: Date): Promise<number> {
      const rows = await db
        .selectFrom('proposals')
        .select(['id', 'institution_id'])
        .where('state', '=', 'waiting')
        .where('expires_at', '<', now)
        .limit(500)
        .execute()
      for (const { id, institution_id } of rows)
        await db.transaction().execute(async on => {
          const held = await hold(on, institution_id, id)
          if (held?.proposal.state === 'waiting')
            await end(on, held.institution, held.proposal, 'expired', 'expired', now)
        })
      return rows.length
    },
  }
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b)
const isOpen = ({ state }: ProposalRow): boolean => open.some(one => one === state)

const isSeated = (seats: readonly SeatRow[], { accountId }: ApprovalToAdd): boolean =>
  seats.some(one => one.accountId === accountId && one.isTaken)

function whyNot(
  seats: readonly SeatRow[],
  { rule, proposed_by }: ProposalRow,
  { accountId, passkeyId }: ApprovalToAdd,
): 'role' | 'own' | 'unbound' | null {
  const seat = seats.find(one => one.accountId === accountId && one.isTaken)
  if (!seat || !rule.from.some(role => role === seat.role)) return 'role'
  if (accountId === proposed_by) return 'own'
  return seat.passkeyIds.includes(passkeyId) ? null : 'unbound'
}

interface Under {
  rule: Rule
  expiresAt: Date
  glassId: string | null
}

/** The mandate's rule; behind a broken glass that of two people, for as long as it is open. */
async function ruleNow(
  on: Database,
  { id, mandate }: InstitutionRow,
  { act, what, at }: ProposalToAdd,
): Promise<Under> {
  const rule = ruleFor(mandate, act, act === 'mandate' ? (what['mandate'] as Mandate) : null)
  const expiresAt = new Date(at.getTime() + rule.withinHours * 3_600_000)
  const glass = isForGlass(act) && rule.approvals > glassRule.approvals ? await openGlass(on, id, act, at) : null
  return glass ? { rule: glassRule, expiresAt: glass.until, glassId: glass.id } : { rule, expiresAt, glassId: null }
}

const isForGlass = (act: ProposedAct): act is GlassAct => glassActs.some(one => one === act)

async function addProposal(
  on: Database,
  institution: InstitutionRow,
  wish: ProposalToAdd,
  { rule, expiresAt, glassId }: Under,
) {
  const { act, what, at } = wish
  const row = {
    id: wish.id,
    institution_id: institution.id,
    act,
    what,
    mandate_number: institution.mandate_number,
    proposed_by: wish.proposedBy,
    expires_at: expiresAt,
    glass_id: glassId,
  }
  const hash = await hashOf(on, row)
  await on
    .insertInto('proposals')
    .values({
      ...row,
      what: JSON.stringify(what),
      rule: JSON.stringify(rule),
      video_id: videoOf(act, what),
      hash,
      reason: wish.reason,
      proposed_at: at,
      state: 'waiting',
    })
    .execute()
  return { ...row, hash, rule, reason: wish.reason }
}

/** False where the clip is not one that this can be proposed of. */
async function takeClip(
  on: Database,
  institution: InstitutionRow,
  { act, what, proposedBy }: ProposalToAdd,
): Promise<boolean> {
  const id = videoOf(act, what)
  if (id === null) return true
  const clip = await on.selectFrom('videos').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (clip?.state !== 'ready') return false
  if (act !== 'publish') return clip.account_id === institution.account_id && clip.posted_at !== null
  const [sent] = await filesOf(on, id)
  const isOwnDraft = clip.account_id === proposedBy && clip.posted_at === null && sent?.sha256 !== 'gone'
  if (!isOwnDraft) return false
  // What was sealed for the person alone stays behind: the words stand in the proposal.
  await on.deleteFrom('drafts').where('video_id', '=', id).execute()
  const handedOver = { account_id: institution.account_id!, file_name: '' }
  await on.updateTable('videos').set(handedOver).where('id', '=', id).execute()
  return true
}
