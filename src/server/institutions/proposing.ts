import { accountLimits } from '../../core/accounts/limits.ts'
import { cleanBio, cleanContact, cleanLinks } from '../../core/accounts/profile.ts'
import { refuse } from '../../core/errors.ts'
import { cleanChannel } from '../../core/institutions/channel.ts'
import { mayBePaid } from '../../core/institutions/classes.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { acts, glassRule, type Mandate, requirePossible } from '../../core/institutions/mandate.ts'
import { mayPropose } from '../../core/institutions/stewards.ts'
import { canonicalJson } from '../../core/ledger/leaf.ts'
import { cleanComment } from '../../core/social/comments.ts'
import { isVisible, lengthOf, plainText } from '../../core/text.ts'
import { cleanCaption } from '../../core/videos/caption.ts'
import { audienceOf } from '../../core/videos/posting.ts'
import type { ProposalWish } from '../../core/wire/institution.ts'
import type { Posting } from '../../core/wire/video.ts'
import { plainCode } from '../accounts/index.ts'
import { makeId } from '../adapters/clock/index.ts'
import { requireMoments, wordsOf } from '../videos/index.ts'
import { type InstitutionRooms, takenSeatIn } from './rooms.ts'
import type { InstitutionRow, SeatRow } from './rows-store.ts'

type What = ProposalWish['what']
type Rooms = Pick<InstitutionRooms, 'store' | 'accounts' | 'videos' | 'clock' | 'advisories'>

/** Proposes an act: what it would do is written out whole, so that it can be signed. Returns its id. */
export async function propose(
  rooms: Rooms,
  handle: string,
  accountId: string,
  wish: ProposalWish,
  /** From where, where it is not its steward's own browser: stands in what is signed. */
  from: { station?: string } = {},
): Promise<string> {
  const { store, clock } = rooms
  const { institution, seats, seat } = await takenSeatIn(rooms, handle, accountId)
  if (!mayPropose(seat.role)) throw refuse('institution.role', { expected: 'officer, deputy, approver, publisher' })
  const reason = plainText(wish.reason, 2)
  const limit = institutionLimits.maxReasonCharacters
  if (lengthOf(reason) > limit) throw refuse('proposal.reason', { limit })
  const { act } = wish.what
  if ((act === 'reactivate' || act === 'glass') && !isVisible(reason)) throw refuse('proposal.why')
  const what = { ...(await writeOut(rooms, institution, { seats, seat }, wish.what)), ...from }
  const at = clock.now()
  const id = makeId(at)
  const outcome = await store.propose({
    id,
    institutionId: institution.id,
    act,
    what,
    reason,
    proposedBy: accountId,
    at,
  })
  if (outcome === 'asleep') throw refuse('institution.dormant')
  if (outcome === 'most') throw refuse('proposal.most', { limit: institutionLimits.maxWaiting })
  if (outcome === 'clip') throw refuse('proposal.clip')
  if (outcome === 'moment') throw refuse('glass.moment')
  if (outcome === 'unreviewed') throw refuse('glass.unreviewed')
  if (outcome === 'station') throw refuse('station.code', { got: (wish.what as { code?: string }).code ?? '' })
  if (outcome === 'role') throw refuse('institution.not-found', { handle })
  return id
}

async function writeOut(
  { accounts, videos, clock, store, advisories }: Rooms,
  institution: InstitutionRow,
  { seats, seat: own }: { seats: readonly SeatRow[]; seat: SeatRow },
  what: What,
): Promise<Record<string, unknown>> {
  const named = async (raw: string) => {
    const account = await accounts.byHandle(raw.replace(/^@/, '').toLowerCase())
    if (!account) throw refuse('account.not-found', { handle: raw })
    return { account: account.id, handle: account.handle }
  }
  const seated = async (raw: string) => {
    const who = await named(raw)
    const seat = seats.find(({ accountId }) => accountId === who.account)
    if (!seat) throw refuse('steward.not-found', { handle: who.handle })
    return { ...who, role: seat.role, isTaken: seat.isTaken }
  }
  switch (what.act) {
    case 'publish':
    case 'edit': {
      const words = cleanWords(institution, what.words)
      const clip = await videos.ownById(what.video)
      if (!clip) throw refuse('proposal.clip')
      const before = what.act === 'edit' ? wordsOf(clip) : null
      requireMoments(words, before, clock.now())
      if (before && words.publishAt !== null) throw refuse('video.shown')
      if (before && canonicalJson(before) === canonicalJson(words)) throw refuse('proposal.same')
      return { video: what.video, words, ...(before ? { before } : {}) }
    }
    case 'delete':
      return { video: what.video }
    case 'comment':
      return { clip: what.clip, text: cleanComment(what.text), replyTo: what.replyTo }
    case 'profile':
      return profileChange(institution, (await accounts.byId(institution.account_id!))!, what)
    case 'seat': {
      if (!what.isDifferentPerson) throw refuse('institution.attest')
      const who = await named(what.handle)
      if (seats.some(({ accountId }) => accountId === who.account))
        throw refuse('steward.seated', { handle: who.handle })
      const isHeld = (what.role === 'officer' || what.role === 'deputy') && seats.some(({ role }) => role === what.role)
      if (isHeld || seats.length >= institutionLimits.maxStewards)
        throw refuse('steward.most', { limit: institutionLimits.maxStewards })
      return { ...who, role: what.role, isDifferentPerson: true }
    }
    case 'unseat': {
      const { account, handle, role } = await seated(what.handle)
      return { account, handle, role }
    }
    case 'officer': {
      const { account, handle, role, isTaken } = await seated(what.handle)
      if (!isTaken || role === 'officer') throw refuse('steward.not-found', { handle })
      return { account, handle, role }
    }
    case 'mandate':
      return { mandate: cleanMandate(institution, seats, what.mandate) }
    case 'connect':
      return { name: plainText(what.name, 0), tokenHash: what.tokenHash, days: what.days }
    case 'reactivate': {
      if (institution.state !== 'dormant') throw refuse('proposal.same')
      const published = (await advisories()).map(({ id }) => id).sort()
      const unread = published.filter(id => !what.advisories.includes(id))
      if (unread.length > 0) throw refuse('proposal.advisories', { expected: unread.join(', ') })
      const { assessment, consulted } = what
      return { assessment, consulted: plainText(consulted, 0), hasReadAdvisories: true, advisories: published }
    }
    case 'channel': {
      const after = what.channel && cleanChannel(what.channel, institution.domain)
      const kept = await store.channelOf(institution.id)
      const before = kept ? { way: kept.way, address: kept.address, server: kept.server } : null
      if (canonicalJson(after) === canonicalJson(before)) throw refuse('proposal.same')
      return { before, after }
    }
    case 'glass':
      if (institution.mandate.rules[what.opens].approvals <= glassRule.approvals) throw refuse('glass.needless')
      return { act: what.opens }
    case 'station': {
      const limit = institutionLimits.maxStations
      if ((await store.stationsOf(institution.id)).length >= limit) throw refuse('station.most', { limit })
      const found = await store.waitingStation(plainCode(what.code), clock.now())
      if (!found) throw refuse('station.code', { got: what.code })
      return {
        ...{ station: found.id, name: found.name, account: own.accountId, handle: own.handle },
        publicKey: Buffer.from(found.public_key).toString('base64url'),
      }
    }
    case 'deactivate':
      return {}
  }
}

function cleanWords({ kind }: InstitutionRow, wish: Extract<What, { act: 'publish' }>['words']): Posting {
  const audience = audienceOf(false)
  const { caption } = cleanCaption(wish.caption)
  if (wish.paid && !mayBePaid(kind)) throw refuse('institution.paid')
  return {
    ...wish,
    caption,
    alt: plainText(wish.alt, 2),
    visibility: wish.visibility ?? audience.visibility,
    commentsFrom: wish.commentsFrom ?? audience.commentsFrom,
  }
}

function cleanMandate({ mandate: before }: InstitutionRow, seats: readonly SeatRow[], wish: Mandate): Mandate {
  const rules = Object.fromEntries(
    acts.map(act => {
      const { approvals, from, withinHours } = wish.rules[act]
      return [act, { approvals, from: [...new Set(from)].sort(), withinHours }]
    }),
  ) as unknown as Mandate['rules']
  const mandate: Mandate = { rules, shows: wish.shows }
  requirePossible(
    mandate,
    seats.filter(({ isTaken }) => isTaken),
  )
  const sorted = (one: Mandate) => ({ ...one, rules: Object.values(one.rules).map(rule => [...rule.from].sort()) })
  if (
    canonicalJson(mandate) === canonicalJson(before) &&
    canonicalJson(sorted(mandate)) === canonicalJson(sorted(before))
  )
    throw refuse('proposal.same')
  return mandate
}

function profileChange(
  { kind }: InstitutionRow,
  account: { name: string; bio: string; links: object[]; contact: string; products: object[] },
  wish: Extract<What, { act: 'profile' }>,
): Record<string, unknown> {
  const name = wish.name === undefined ? undefined : plainText(wish.name, 0).replace(/\s+/g, ' ')
  const limit = institutionLimits.maxNameCharacters
  if (name !== undefined && (!isVisible(name) || lengthOf(name) > limit))
    throw refuse('institution.name', { got: lengthOf(name), limit })
  const isBusiness = kind === 'business'
  const after = Object.fromEntries(
    Object.entries({
      name,
      bio: wish.bio === undefined ? undefined : cleanBio(wish.bio),
      links: wish.links && cleanLinks(wish.links, accountLimits.links),
      contact: isBusiness && wish.contact !== undefined ? cleanContact(wish.contact) : undefined,
      products: isBusiness ? wish.products && cleanLinks(wish.products, accountLimits.products) : undefined,
    }).filter(([, value]) => value !== undefined),
  )
  const before = Object.fromEntries(Object.keys(after).map(key => [key, account[key as 'name']]))
  if (canonicalJson(after) === canonicalJson(before)) throw refuse('proposal.same')
  return { after, before }
}
