import { type Age, mayJoin } from '../../core/accounts/ages.ts'
import { prepareHandle } from '../../core/accounts/handle.ts'
import { accountLimits, isNewAt, reservedHandles } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import { passesFor } from '../../core/institutions/likeness.ts'
import type { Account } from '../../core/wire/account.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import { avatarAddress } from './avatar.ts'
import type { Admission } from './joining-store.ts'
import type { PasskeyToAdd } from './passkey-store.ts'
import { hashPassphrase, hashSecret, makeRecoveryCode, plainCode } from './secrets.ts'
import { skeletonOf } from './skeleton.ts'
import type { AccountRow, AccountStore, Counts } from './store.ts'

const reservedSkeletons = new Set([...reservedHandles].map(skeletonOf))

export interface Opened {
  account: { id: string; handle: string; name: string }
  /** It waits to be let in. */
  isWaiting: boolean
  recoveryCodes: string[]
}

/** The handle as it is kept. Refuses `account.handle-*`; whether it is taken is known when it is taken. */
export function freeHandle(raw: string): string {
  const handle = prepareHandle(raw)
  if (reservedSkeletons.has(skeletonOf(handle))) throw refuse('account.handle-reserved', { handle })
  return handle
}

/** The handle as it is kept, where it passes for no institution. Refuses `account.handle-*`, `institution.name-taken`. */
export async function ownHandle(store: AccountStore, raw: string): Promise<string> {
  const handle = freeHandle(raw)
  const skeleton = skeletonOf(handle)
  if ((await store.keptSkeletons()).some(kept => passesFor(skeleton, kept)))
    throw refuse('institution.name-taken', { handle })
  return handle
}

/** Refuses `account.too-young`: before anything of the person is kept, or even looked at. */
export function requireAge(age: Age, minimumAge: number): void {
  if (!mayJoin(age, minimumAge)) throw refuse('account.too-young', { limit: minimumAge })
}

/** `admission` is null where staff open it for somebody. Whoever calls has asked `requireAge`. */
export type Opening = { handle: string; age: Age; admission: Admission | null } & (
  | { passphrase: string }
  | { id: string; passkey: PasskeyToAdd }
)

/** Makes an account, opened by a passphrase or a passkey. Refuses `account.handle-*`, `account.passphrase-*`, `join.invite`. */
export async function openAccount(store: AccountStore, clock: Clock, wish: Opening): Promise<Opened> {
  const handle = await ownHandle(store, wish.handle)
  const isByPasskey = 'passkey' in wish
  const passphraseHash = isByPasskey ? null : await hashPassphrase(wish.passphrase)
  const recoveryCodes = makeRecoveryCodes()
  const at = clock.now()
  const account = { id: isByPasskey ? wish.id : makeId(at), handle, name: handle }
  const added = await store.add({
    ...account,
    skeleton: skeletonOf(handle),
    passphraseHash,
    generated: false,
    isYoung: wish.age === 'young',
    recoveryCodeHashes: hashCodes(recoveryCodes),
    passkey: isByPasskey ? wish.passkey : null,
    admission: wish.admission,
    at,
  })
  if (added === 'taken') throw refuse('account.handle-taken', { handle })
  if (added === 'invite') throw refuse('join.invite')
  return { account, recoveryCodes, isWaiting: typeof wish.admission?.words === 'string' }
}

/** An account of the trial shore: marked as generated, and without a passphrase, so nobody can sign in to it. */
export async function openTrialAccount(
  store: AccountStore,
  clock: Clock,
  wish: { handle: string; name: string },
): Promise<string> {
  const handle = prepareHandle(wish.handle)
  const at = clock.now()
  const id = makeId(at)
  const added = await store.add({
    id,
    handle,
    name: wish.name,
    skeleton: skeletonOf(handle),
    passphraseHash: null,
    generated: true,
    isYoung: false,
    recoveryCodeHashes: [],
    passkey: null,
    admission: null,
    at,
  })
  if (added === 'added') return id
  const there = await store.byHandle(handle)
  if (!there?.generated) throw refuse('account.handle-taken', { handle })
  return there.id
}

export const makeRecoveryCodes = (): string[] => Array.from({ length: accountLimits.recoveryCodes }, makeRecoveryCode)

export const hashCodes = (codes: readonly string[]): string[] => codes.map(code => hashSecret(plainCode(code)))

/** Whether anybody is shown the account. */
export const isShown = ({ suspended_at, newcomer }: AccountRow): boolean => !suspended_at && newcomer !== 'refused'

export function presentAccount(row: AccountRow, counts: Counts, now: Date): Account {
  return {
    id: row.id,
    handle: row.handle,
    name: row.name,
    avatar: avatarAddress(row.avatar_hash),
    bio: row.bio,
    links: row.links,
    linksWait: row.newcomer !== null || (!row.generated && isNewAt(row.created_at, now)),
    isBusiness: row.is_business,
    contact: row.is_business ? row.contact : '',
    products: row.is_business ? row.products : [],
    generated: row.generated,
    createdAt: row.created_at.toISOString(),
    isClosed: row.is_closed,
    isIndexed: row.is_indexed,
    showsTies: row.shows_ties,
    showsLikes: row.shows_likes,
    movedTo: row.moved_to,
    movedFrom: row.moved_from,
    ...counts,
  }
}
