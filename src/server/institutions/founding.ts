import { randomBytes } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import { holdsProof, prepareDomain, proofFile, proofLine, proofName } from '../../core/institutions/domain.ts'
import { domainFault } from '../../core/institutions/domain-fault.ts'
import { passesFor } from '../../core/institutions/likeness.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { type Mandate, presets, requirePossible } from '../../core/institutions/mandate.ts'
import { approvingRoles, type StewardRole } from '../../core/institutions/stewards.ts'
import { isVisible, lengthOf, plainText } from '../../core/text.ts'
import type { FoundingWish } from '../../core/wire/institution.ts'
import { freeHandle, skeletonOf } from '../accounts/index.ts'
import { makeId } from '../adapters/clock/index.ts'
import { DomainFault, type Domains } from '../adapters/domains/index.ts'
import type { InstitutionRooms } from './rooms.ts'
import type { InstitutionRow, SeatRow } from './rows-store.ts'

type Founding = Pick<InstitutionRooms, 'store' | 'accounts' | 'clock'>

/** Begins an institution: nothing of it is public before its domain is proven, its stewards have signed, and the operator has confirmed it. */
export async function found(
  { store, accounts, clock }: Founding,
  founderId: string,
  wish: FoundingWish,
): Promise<string> {
  const handle = freeHandle(wish.handle)
  const skeleton = skeletonOf(handle)
  if (!wish.areDifferentPeople) throw refuse('institution.attest')
  const name = cleanInstitutionName(wish.name)
  const domain = prepareDomain(wish.domain)
  // The names that operators keep are kept for institutions; that this is the right one is theirs to confirm.
  if ((await store.institutionSkeletons()).some(kept => passesFor(skeleton, kept)))
    throw refuse('institution.name-taken', { handle })
  const stewards: { accountId: string; role: StewardRole }[] = [{ accountId: founderId, role: 'officer' }]
  for (const { handle: who, role } of wish.stewards) {
    const account = await accounts.byHandle(who.replace(/^@/, '').toLowerCase())
    if (!account) throw refuse('account.not-found', { handle: who })
    if (stewards.some(({ accountId }) => accountId === account.id)) throw refuse('steward.seated', { handle: who })
    if (role === 'officer' || (role === 'deputy' && stewards.some(one => one.role === 'deputy')))
      throw refuse('steward.most', { limit: institutionLimits.maxStewards })
    stewards.push({ accountId: account.id, role })
  }
  const mandate = presets[wish.preset]
  requireEnough(stewards, mandate)
  const at = clock.now()
  const begun = await store.found({
    ...{ id: makeId(at), founderId, handle, skeleton, name, domain, kind: wish.kind, mandate, stewards, at },
    code: randomBytes(18).toString('base64url'),
  })
  if (begun === 'taken') throw refuse('account.handle-taken', { handle })
  if (begun === 'most') throw refuse('institution.foundings', { got: institutionLimits.maxFoundings })
  return handle
}

function cleanInstitutionName(raw: string): string {
  const name = plainText(raw, 0).replace(/\s+/g, ' ')
  const limit = institutionLimits.maxNameCharacters
  if (!isVisible(name) || lengthOf(name) > limit) throw refuse('institution.name', { got: lengthOf(name), limit })
  return name
}

/** Refuses `institution.stewards` and `institution.mandate`: nobody founds what could never decide anything. */
function requireEnough(seats: readonly { role: StewardRole }[], mandate: Mandate): void {
  const approvers = seats.filter(({ role }) => approvingRoles.some(one => one === role))
  const isLed = (['officer', 'deputy'] as const).every(role => seats.some(one => one.role === role))
  if (!isLed || approvers.length < institutionLimits.minApprovers)
    throw refuse('institution.stewards', { expected: institutionLimits.minApprovers, got: approvers.length })
  requirePossible(mandate, seats)
}

export function isEnough(seats: readonly SeatRow[], mandate: Mandate): boolean {
  try {
    requireEnough(
      seats.filter(({ isTaken }) => isTaken),
      mandate,
    )
    return true
  } catch {
    return false
  }
}

type Proven = Pick<InstitutionRow, 'id' | 'handle' | 'domain' | 'code'>

/** Looks at the domain, and keeps what was found. Null where the proof stands there, else why it does not. */
export async function lookAtDomain(
  { store, domains, clock }: Pick<InstitutionRooms, 'store' | 'clock'> & { domains: Domains },
  { id, handle, domain, code }: Proven,
  way: 'file' | 'dns',
): Promise<string | null> {
  const line = proofLine(handle, code)
  const fault = await (way === 'file'
    ? domains.file(proofFile(domain))
    : domains.txt(proofName(domain)).then(all => all.join('\n'))
  ).then(
    text => (holdsProof(text, line) ? null : domainFault(way === 'file' ? 'otherLine' : 'noLine')),
    error => {
      if (error instanceof DomainFault) return error.message
      throw error
    },
  )
  await store.keepLook(id, way, fault, clock.now())
  return fault
}

/** What the founder puts where the domain shows it. */
export const proofOf = ({ handle, domain, code, proven_at, fault }: InstitutionRow) => ({
  line: proofLine(handle, code),
  file: proofFile(domain),
  name: proofName(domain),
  provenAt: proven_at?.toISOString() ?? null,
  fault,
})

/** A week without the proof, and the card says that the domain does not show it. */
export const isProven = ({ proven_at, fault }: InstitutionRow, now: Date): boolean =>
  proven_at !== null && (fault === null || now.getTime() - proven_at.getTime() < institutionLimits.domainPatienceMs)

/** The operator confirms. Refuses `institution.unproven`, `institution.stewards`, `institution.confirmed`, `account.handle-taken`. */
export async function confirm({ store, clock }: Founding, institution: InstitutionRow): Promise<void> {
  const at = clock.now()
  const provenSince = new Date(at.getTime() - institutionLimits.domainPatienceMs)
  const outcome = await store.confirm(institution.id, provenSince, at, seats => isEnough(seats, institution.mandate))
  if (outcome !== 'done') throw refusalOf(outcome, institution, await store.seatsOf(institution.id))
}

export const refusalOf = (
  outcome: 'proof' | 'stewards' | 'taken' | 'confirmed' | 'missing',
  { handle, domain, fault }: InstitutionRow,
  seats: readonly SeatRow[],
) => {
  if (outcome === 'proof')
    return refuse('institution.unproven', { domain, got: fault ?? 'nobody has looked at it yet' })
  if (outcome === 'taken') return refuse('account.handle-taken', { handle })
  if (outcome === 'confirmed') return refuse('institution.confirmed')
  if (outcome === 'missing') return refuse('institution.not-found', { handle })
  const got = seats.filter(({ isTaken, role }) => isTaken && approvingRoles.some(one => one === role)).length
  return refuse('institution.stewards', { expected: institutionLimits.minApprovers, got })
}
