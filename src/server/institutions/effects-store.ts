import type { WebLink } from '../../core/accounts/profile.ts'
import { Refusal } from '../../core/errors.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { type GlassAct, isWeaker, type Mandate, requirePossible } from '../../core/institutions/mandate.ts'
import type { StewardRole } from '../../core/institutions/stewards.ts'
import type { ChannelWay } from '../../core/institutions/telling.ts'
import { canonicalJson } from '../../core/ledger/leaf.ts'
import { cleanCaption } from '../../core/videos/caption.ts'
import type { Posting } from '../../core/wire/video.ts'
import { makeId } from '../adapters/clock/index.ts'
import type { Database } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { addCommentIn } from '../social/index.ts'
import { postIn, removeIn, wordsOf } from '../videos/index.ts'
import { type HeldClip, holdClip, type InstitutionRow, type ProposalRow, seatsOf } from './rows-store.ts'
import { enrolStation } from './stations-store.ts'
import { hasUnreviewed } from './told-store.ts'

/** Why nothing came of what was agreed: what it rests on is not there any more. */
export type Obstacle =
  | 'suspended'
  | 'gone'
  | 'changed'
  | 'moment'
  | 'seat'
  | 'mandate'
  | 'asleep'
  | 'glass'
  | 'station'
  | 'comment'

/** Does what was agreed, within the transaction that found it agreed. Says what stood in the way, where something did. */
export async function takeEffect(
  { on, keys }: { on: Database; keys: Pick<Keys, 'holdsAny'> },
  institution: InstitutionRow,
  proposal: ProposalRow,
  at: Date,
  /** As it was read and held already. */
  clip?: HeldClip | null,
): Promise<Obstacle | null> {
  const { act } = proposal
  const what = proposal.what as Record<string, never>
  if (act === 'publish' || act === 'edit' || act === 'delete') return ofClip(on, institution, proposal, at, clip)
  if (act === 'comment') return comment({ on, keys }, institution.account_id!, what, at)
  if (act === 'profile') return setProfile(on, institution, what)
  if (act === 'seat') return offerSeat(on, institution.id, what, at)
  if (act === 'unseat') return removeSeat(on, institution.id, String(what['account']))
  if (act === 'officer') return changeOfficer(on, institution.id, String(what['account']))
  if (act === 'mandate') return setMandate(on, institution, proposal.what['mandate'] as Mandate)
  if (act === 'deactivate') return setState(on, institution.id, 'dormant')
  if (act === 'reactivate') {
    await on.updateTable('institutions').set({ used_at: at }).where('id', '=', institution.id).execute()
    return setState(on, institution.id, 'active')
  }
  if (act === 'connect') return connect(on, institution.account_id!, what, at)
  if (act === 'channel') return setChannel(on, institution.id, proposal.what['after'] as Channel | null, at)
  if (act === 'glass') return breakGlass(on, institution.id, proposal, at)
  if (act === 'station') return (await enrolStation(on, institution.id, what, at)) ? null : 'station'
  throw new Error(`no effect for ${act}`)
}

async function ofClip(
  on: Database,
  institution: InstitutionRow,
  { act, what, video_id: id }: ProposalRow,
  at: Date,
  held?: HeldClip | null,
): Promise<Obstacle | null> {
  const clip = held ?? (id ? await holdClip(on, institution.account_id!, id) : null)
  if (!clip) return 'gone'
  const isRestricted = clip.restricted_until !== null && clip.restricted_until > at
  if (act !== 'delete' && (clip.suspended_at || isRestricted)) return 'suspended'
  if (act === 'delete') {
    await removeIn(on, clip.id, at)
    return null
  }
  const words = what['words'] as Posting
  const isDraft = clip.posted_at === null
  if (isDraft !== (act === 'publish') || clip.state !== 'ready') return 'changed'
  if (act === 'edit' && canonicalJson(wordsOf(clip)) !== canonicalJson(what['before'])) return 'changed'
  const moment = words.publishAt === null ? null : new Date(words.publishAt)
  if (words.endsAt !== null && new Date(words.endsAt) <= at) return 'moment'
  // A moment that was chosen has come, by now: that is when this runs.
  if (act === 'publish' && moment !== null && moment > at) return 'moment'
  await postIn(on, clip.id, { ...words, ...cleanCaption(words.caption), publishAt: null }, at, clip)
  return null
}

/** By the same walls and settings that anybody's comment meets. */
async function comment(
  within: { on: Database; keys: Pick<Keys, 'holdsAny'> },
  accountId: string,
  what: { clip?: string; text?: string; replyTo?: string | null },
  at: Date,
): Promise<Obstacle | null> {
  const { clip: videoId, text, replyTo } = what
  const said = { id: makeId(at), videoId: videoId!, accountId, replyTo: replyTo ?? null, text: text!, at }
  const outcome = await addCommentIn(within, said)
  return outcome === 'added' || outcome === 'held' ? null : 'comment'
}

async function setProfile(
  on: Database,
  { id, account_id }: InstitutionRow,
  { after }: { after?: { name?: string; bio?: string; links?: WebLink[]; contact?: string; products?: WebLink[] } },
): Promise<null> {
  const { name, bio, links, contact, products } = after ?? {}
  await on
    .updateTable('accounts')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(bio === undefined ? {} : { bio }),
      ...(links === undefined ? {} : { links: JSON.stringify(links) }),
      ...(contact === undefined ? {} : { contact }),
      ...(products === undefined ? {} : { products: JSON.stringify(products) }),
    })
    .where('id', '=', account_id)
    .execute()
  if (name !== undefined) await on.updateTable('institutions').set({ name }).where('id', '=', id).execute()
  return null
}

async function offerSeat(
  on: Database,
  institutionId: string,
  what: { account?: string; role?: StewardRole },
  at: Date,
): Promise<Obstacle | null> {
  const seats = await seatsOf(on, institutionId)
  const there = await on.selectFrom('accounts').select('id').where('id', '=', what.account!).executeTakeFirst()
  if (!there || seats.length >= institutionLimits.maxStewards) return 'seat'
  if (seats.some(({ accountId }) => accountId === what.account)) return 'seat'
  if (isSingle(what.role!) && seats.some(({ role }) => role === what.role)) return 'seat'
  await on
    .insertInto('stewards')
    .values({
      institution_id: institutionId,
      account_id: what.account!,
      role: what.role!,
      invited_at: at,
      seated_at: null,
    })
    .execute()
  return null
}

const isSingle = (role: StewardRole): boolean => role === 'officer' || role === 'deputy'

async function removeSeat(on: Database, institutionId: string, accountId: string): Promise<Obstacle | null> {
  const removed = await on
    .deleteFrom('stewards')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return removed.numDeletedRows === 1n ? null : 'seat'
}

/** Who was the officer takes the place of who becomes it: as many may sign as before. */
async function changeOfficer(on: Database, institutionId: string, accountId: string): Promise<Obstacle | null> {
  const seats = await seatsOf(on, institutionId)
  const next = seats.find(one => one.accountId === accountId && one.isTaken)
  const last = seats.find(({ role }) => role === 'officer')
  if (!next || next.role === 'officer') return 'seat'
  const give = (who: string, role: StewardRole) =>
    on
      .updateTable('stewards')
      .set({ role })
      .where('institution_id', '=', institutionId)
      .where('account_id', '=', who)
      .execute()
  if (last) await give(last.accountId, next.role)
  await give(accountId, 'officer')
  return null
}

async function setMandate(on: Database, institution: InstitutionRow, mandate: Mandate): Promise<Obstacle | null> {
  const seats = await seatsOf(on, institution.id)
  try {
    requirePossible(
      mandate,
      seats.filter(({ isTaken }) => isTaken),
    )
  } catch (error) {
    if (error instanceof Refusal) return 'mandate'
    throw error
  }
  await on
    .updateTable('institutions')
    .set(({ eb }) => ({ mandate: JSON.stringify(mandate), mandate_number: eb('mandate_number', '+', 1) }))
    .where('id', '=', institution.id)
    .execute()
  return null
}

async function setState(on: Database, id: string, state: 'active' | 'dormant'): Promise<null> {
  await on.updateTable('institutions').set({ state }).where('id', '=', id).execute()
  return null
}

/** A program that reads the institution's own numbers. None ever posts: what is posted is approved. */
async function connect(
  on: Database,
  accountId: string,
  what: { tokenHash?: string; days?: number },
  at: Date,
): Promise<Obstacle | null> {
  // As `hashSecret` writes it.
  const tokenHash = Buffer.from(what.tokenHash!, 'hex').toString('base64url')
  const there = await on.selectFrom('tokens').select('id').where('token_hash', '=', tokenHash).executeTakeFirst()
  if (there) return 'changed'
  await on
    .insertInto('tokens')
    .values({
      id: makeId(at),
      account_id: accountId,
      token_hash: tokenHash,
      scopes: ['read'],
      created_at: at,
      // What it is called stands in the proposal, for every steward; here it would be sealed for the account alone.
      name: '',
      expires_at: new Date(at.getTime() + what.days! * 86_400_000),
    })
    .execute()
  return null
}

interface Channel {
  way: ChannelWay
  address: string
  server: string | null
}

async function setChannel(on: Database, institutionId: string, channel: Channel | null, at: Date): Promise<null> {
  await on.deleteFrom('channels').where('institution_id', '=', institutionId).execute()
  if (channel)
    await on
      .insertInto('channels')
      .values({ institution_id: institutionId, ...channel, set_at: at })
      .execute()
  return null
}

/** Half an hour for one kind of act, and none before this one has been reviewed. */
async function breakGlass(
  on: Database,
  institutionId: string,
  { id, what }: ProposalRow,
  at: Date,
): Promise<Obstacle | null> {
  if (await hasUnreviewed(on, institutionId)) return 'glass'
  await on
    .insertInto('glasses')
    .values({
      ...{ proposal_id: id, institution_id: institutionId, act: what['act'] as GlassAct, broken_at: at },
      until: new Date(at.getTime() + institutionLimits.glassMs),
    })
    .execute()
  return null
}

/** When an agreed act takes effect. */
export function dueAt(
  { act, what }: Pick<ProposalRow, 'act' | 'what'>,
  {
    mandate,
    agreedAt,
    hasOfficer,
    hasChannel,
  }: { mandate: Mandate; agreedAt: Date; hasOfficer: boolean; hasChannel: boolean },
): Date {
  const after = (ms: number) => new Date(agreedAt.getTime() + ms)
  const { words } = what as { words?: Posting }
  if (act === 'publish' && words?.publishAt) return new Date(Math.max(agreedAt.getTime(), Date.parse(words.publishAt)))
  if (act === 'mandate' && isWeaker(what['mandate'] as Mandate, mandate))
    return after(institutionLimits.weakeningDelayMs)
  // Until then the place that was declared is told of the change, and whoever reads there can object.
  if (act === 'channel' && hasChannel) return after(institutionLimits.weakeningDelayMs)
  if (act === 'reactivate' && !hasOfficer) return after(institutionLimits.reactivationDelayMs)
  return agreedAt
}
