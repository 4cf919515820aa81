import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { ProposedAct } from '../../core/institutions/mandate.ts'
import { type FixedFile, proposalText } from '../../core/institutions/proposal.ts'
import type { Approval } from '../../core/institutions/quorum.ts'
import type { Seat } from '../../core/institutions/stewards.ts'
import { type PasskeyUseToNote, usingPasskey } from '../accounts/index.ts'
import { type Database, madeOnce, type Schema, sql } from '../adapters/db/index.ts'
import { heldColumns, wordColumns } from '../videos/index.ts'
import { institutionTables } from './columns.ts'

export type InstitutionRow = Selectable<Schema['institutions']>
export type ProposalRow = Selectable<Schema['proposals']>

/** By their names: a statement for “every column” is planned each time that it is asked (`adapters/db/prepared.ts`). */
const columnsOf = <T extends keyof Schema & keyof typeof institutionTables>(name: T) =>
  Object.keys(institutionTables[name].columns) as (keyof Schema[T] & string)[]
const institutionColumns = columnsOf('institutions')
export const proposalColumns = columnsOf('proposals')

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Holds the institution for the rest of the transaction: whatever is decided of it is decided one after the other. */
export async function holdInstitution(
  on: Database,
  named: string | { handle: string },
): Promise<InstitutionRow | null> {
  const [row] = await (typeof named === 'string' ? heldById(on, { id: named }) : heldByHandle(on, named))
  return row ?? null
}

const askInstitution = (on: Database) => on.selectFrom('institutions').select(institutionColumns).forUpdate()
const heldById = madeOnce((on, { id }: { id: string }) => askInstitution(on).where('id', '=', id))
const heldByHandle = madeOnce((on, { handle }: { handle: string }) => askInstitution(on).where('handle', '=', handle))

export type SeatRow = Seat & {
  handle: string
  name: string
  invitedAt: Date
  seatedAt: Date | null
  hasPasskey: boolean
}

/** Seats as they count at this moment: whoever is suspended or leaving sits in none. */
export async function seatsOf(on: Database, institutionId: string): Promise<SeatRow[]> {
  return (await askSeats(on, institutionId).execute()).map(seatOf)
}

const askSeats = (on: Pick<Database, 'selectFrom'>, institutionId: string) =>
  on
    .selectFrom('stewards')
    .innerJoin('accounts', 'accounts.id', 'stewards.account_id')
    .select([
      'stewards.account_id',
      'role',
      'invited_at',
      'seated_at',
      'handle',
      'name',
      'suspended_at',
      sql<string[]>`array(select passkey_id from steward_passkeys bound
        where bound.institution_id = stewards.institution_id and bound.account_id = stewards.account_id)::text[]`.as(
        'keys',
      ),
      sql<boolean>`exists (select from passkeys where passkeys.account_id = stewards.account_id)`.as('hasPasskey'),
    ])
    .where('institution_id', '=', institutionId)
    .orderBy('invited_at')
    .orderBy('handle')

interface AskedSeat {
  account_id: string
  role: SeatRow['role']
  handle: string
  name: string
  keys: string[]
  hasPasskey: boolean
  /** Moments as the driver or as JSON gives them. */
  invited_at: Date | string
  seated_at: Date | string | null
  suspended_at: Date | string | null
}

const seatOf = (row: AskedSeat): SeatRow => ({
  accountId: row.account_id,
  role: row.role,
  isTaken: row.seated_at !== null && row.suspended_at === null,
  passkeyIds: row.keys,
  handle: row.handle,
  name: row.name,
  invitedAt: new Date(row.invited_at),
  seatedAt: row.seated_at === null ? null : new Date(row.seated_at),
  hasPasskey: row.hasPasskey,
})

export async function approvalsOf(on: Database, proposalId: string): Promise<Approval[]> {
  return (await askApprovals(on, proposalId).execute()).map(approvalOf)
}

const approvalColumns = ['account_id', 'passkey_id', 'hash', 'at', 'taken_back_at'] as const
const askApprovals = (on: Database, proposalId: string) =>
  on.selectFrom('approvals').select(approvalColumns).where('proposal_id', '=', proposalId).orderBy('at')

type ApprovalRow = Pick<Selectable<Schema['approvals']>, (typeof approvalColumns)[number]>

export const approvalOf = (row: ApprovalRow): Approval => ({
  accountId: row.account_id,
  passkeyId: row.passkey_id,
  hash: row.hash,
  at: row.at,
  isTakenBack: row.taken_back_at !== null,
})

interface SignedApproval {
  proposalId: string
  accountId: string
  hash: string
  at: Date
  evidence: Record<string, string>
}

/**
 * Notes the use of a passkey and adds what it signed; with it all that there are of the proposal now. `copied` as `usePasskeyIn`
 * says it, `twice` where the account has signed the proposal before.
 */
export async function addApproval(
  on: Database,
  use: PasskeyUseToNote,
  { proposalId, accountId, hash, at, evidence }: SignedApproval,
): Promise<Approval[] | 'copied' | 'twice'> {
  const rows = await approvalsWith(on, { ...use, proposalId, accountId, hash, at, evidence: JSON.stringify(evidence) })
  if (!rows.some(({ isNew }) => isNew))
    return rows.some(({ account_id }) => account_id === accountId) ? 'twice' : 'copied'
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime()).map(approvalOf)
}

/** What a statement adds, the rest of it does not see. */
const approvalsWith = madeOnce((on, { id, counter, day, proposalId, accountId, hash, at, evidence }: ApprovalToWrite) =>
  on
    .with('used', part => usingPasskey(part, { id, counter, day }).returning('id'))
    .with('added', part =>
      part
        .insertInto('approvals')
        .columns(['proposal_id', 'account_id', 'passkey_id', 'hash', 'at', 'evidence'])
        .expression(({ selectFrom }) =>
          selectFrom('used').select([
            sql<string>`${proposalId}::uuid`.as('proposal_id'),
            sql<string>`${accountId}::uuid`.as('account_id'),
            'used.id as passkey_id',
            sql<string>`${hash}::text`.as('hash'),
            sql<Date>`${at}::timestamptz`.as('at'),
            sql<string>`${evidence}::jsonb`.as('evidence'),
          ]),
        )
        .onConflict(conflict => conflict.doNothing())
        .returning(approvalColumns),
    )
    .selectFrom('added')
    .select(approvalColumns.map(name => `added.${name}` as const))
    .select(sql<boolean>`true`.as('isNew'))
    .unionAll(askApprovals(on, proposalId).clearOrderBy().select(sql<boolean>`false`.as('isNew'))),
)

interface ApprovalToWrite extends PasskeyUseToNote, Omit<SignedApproval, 'evidence'> {
  /** As JSON. */
  evidence: string
}

/** What a clip is made of: the file as it was sent, and its captions. Renditions and cover are made from these and from the words. */
export async function filesOf(on: Database, videoId: string | null): Promise<FixedFile[]> {
  if (videoId === null) return []
  const { rows } = await sql<FixedFile & { sha256: string | null }>`
    select 'sent' as role, file_hash as sha256 from videos where id = ${videoId}
    union all
    select 'captions ' || language, hash from video_files where video_id = ${videoId} and role = 'captions'`.execute(on)
  const sent = rows.find(({ role }) => role === 'sent')
  return fixedFiles(
    sent?.sha256,
    rows.filter(({ role }) => role !== 'sent'),
  )
}

const fixedFiles = (sent: string | null | undefined, captions: readonly FixedFile[]): FixedFile[] => [
  { role: 'sent', sha256: sent ?? 'gone' },
  ...captions,
]

const clipColumns = [...new Set([...wordColumns, ...heldColumns, 'id', 'posted_at'] as const)]
const measureColumns = ['suspended_at', 'restricted_until'] as const

/** A clip of the institution's, held, and whether its account may act. */
export type HeldClip = Pick<Selectable<Schema['videos']>, (typeof clipColumns)[number]> &
  Pick<Selectable<Schema['accounts']>, (typeof measureColumns)[number]>

/** Waits for whoever is suspending the account at this moment, and holds the clip. */
export async function holdClip(on: Database, accountId: string, videoId: string): Promise<HeldClip | null> {
  const asked = askClip(on).where('accounts.id', '=', accountId).where('videos.id', '=', videoId)
  return (await asked.executeTakeFirst()) ?? null
}

const askClip = (on: Pick<Database, 'selectFrom'>) =>
  on
    .selectFrom('accounts')
    .innerJoin('videos', 'videos.account_id', 'accounts.id')
    .select(clipColumns.map(name => `videos.${name}` as const))
    .select(measureColumns.map(name => `accounts.${name}` as const))
    .forShare('accounts')
    .forUpdate('videos')

/** What a proposal is judged by: it, the files of its clip, who has a seat, and the record's last entry. */
export interface Standing {
  proposal: ProposalRow
  files: FixedFile[]
  seats: SeatRow[]
  last: LastLeaf | null
  /** Held as well, where the institution has it. */
  clip: HeldClip | null
}
export type LastLeaf = Pick<Selectable<Schema['record_leaves']>, 'number' | 'leaf'>

/** All of it as it is at this moment, by one statement. Whoever asks holds the institution, so nobody changes it meanwhile. */
export async function standingOf(
  on: Database,
  { id: institutionId, account_id: accountId }: InstitutionRow,
  proposalId: string,
): Promise<Standing | null> {
  const [row] = await standing(on, { institutionId, accountId, proposalId })
  if (!row) return null
  const { sent, captions, seats, last, ...rest } = row
  const [proposal, clip] = [{}, {}] as [ProposalRow, HeldClip]
  for (const [name, value] of Object.entries(rest)) {
    if (name.startsWith('clip_')) Object.assign(clip, { [name.slice(5)]: value })
    else Object.assign(proposal, { [name]: value })
  }
  const hasClip = videoOf(proposal.act, proposal.what) !== null
  return {
    ...{ proposal, files: hasClip ? fixedFiles(sent, captions) : [], seats: seats.map(seatOf), last },
    clip: clip.id === null ? null : clip,
  }
}

interface Asked {
  institutionId: string
  accountId: string | null
  proposalId: string
}

const standing = madeOnce((on, { institutionId, accountId, proposalId }: Asked) =>
  on
    .selectFrom('proposals')
    .leftJoinLateral(
      ({ ref }) =>
        askClip(on).where('accounts.id', '=', accountId).where('videos.id', '=', ref('proposals.video_id')).as('clip'),
      join => join.onTrue(),
    )
    .select(proposalColumns.map(name => `proposals.${name}` as const))
    .select([...clipColumns, ...measureColumns].map(name => `clip.${name} as clip_${name}` as const))
    .select(({ selectFrom, ref }) => [
      selectFrom('videos').select('file_hash').where('videos.id', '=', ref('proposals.video_id')).as('sent'),
      sql<FixedFile[]>`array(select json_build_object('role', 'captions ' || language, 'sha256', hash) from video_files
        where video_files.video_id = proposals.video_id and role = 'captions')`.as('captions'),
      jsonArrayFrom(askSeats(on, institutionId)).as('seats'),
      jsonObjectFrom(askLastLeaf(on, institutionId)).as('last'),
    ])
    .where('proposals.id', '=', proposalId)
    .where('proposals.institution_id', '=', institutionId),
)

export const askLastLeaf = (on: Pick<Database, 'selectFrom'>, record: string) =>
  on
    .selectFrom('record_leaves')
    .select(['number', 'leaf'])
    .where('record', '=', record)
    .orderBy('number', 'desc')
    .limit(1)

type Hashed = Pick<
  ProposalRow,
  'id' | 'institution_id' | 'act' | 'what' | 'mandate_number' | 'expires_at' | 'glass_id'
> & {
  proposed_by: string | null
}

/** The hash of a proposal with the files that lie there now, where nobody has looked already. */
export async function hashOf(on: Database, row: Hashed, files?: FixedFile[]): Promise<string> {
  return sha256(
    proposalText({
      institution: row.institution_id,
      id: row.id,
      act: row.act,
      proposedBy: row.proposed_by ?? 'gone',
      expiresAt: row.expires_at.toISOString(),
      mandate: row.mandate_number,
      what: row.what,
      ...(row.glass_id === null ? {} : { glass: row.glass_id }),
      files: files ?? (await filesOf(on, videoOf(row.act, row.what))),
    }),
  )
}

/** The clip that an act is about, as the proposal itself says. */
export function videoOf(act: ProposedAct, what: Record<string, unknown>): string | null {
  return act === 'publish' || act === 'edit' || act === 'delete' ? String(what['video']) : null
}
