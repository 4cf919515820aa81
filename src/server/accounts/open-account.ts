import { prepareHandle } from '../../core/accounts/handle.ts'
import { accountLimits, reservedHandles } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import type { Account } from '../../core/wire/account.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { PasskeyToAdd } from './passkey-store.ts'
import { hashPassphrase, hashSecret, makeRecoveryCode, plainCode } from './secrets.ts'
import { skeletonOf } from './skeleton.ts'
import type { AccountRow, AccountStore, Counts } from './store.ts'

const reservedSkeletons = new Set([...reservedHandles].map(skeletonOf))

export interface Opened {
  account: { id: string; handle: string; name: string }
  recoveryCodes: string[]
}

/** The handle as it is kept. Refuses `account.handle-*`; whether it is taken is known when it is taken. */
export function freeHandle(raw: string): string {
  const handle = prepareHandle(raw)
  if (reservedSkeletons.has(skeletonOf(handle))) throw refuse('account.handle-reserved', { handle })
  return handle
}

export type Opening = { handle: string } & ({ passphrase: string } | { id: string; passkey: PasskeyToAdd })

/** Makes an account, opened by a passphrase or a passkey. Refuses `account.handle-*` and `account.passphrase-*`. */
export async function openAccount(store: AccountStore, clock: Clock, wish: Opening): Promise<Opened> {
  const handle = freeHandle(wish.handle)
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
    recoveryCodeHashes: hashCodes(recoveryCodes),
    passkey: isByPasskey ? wish.passkey : null,
    at,
  })
  if (!added) throw refuse('account.handle-taken', { handle })
  return { account, recoveryCodes }
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
    recoveryCodeHashes: [],
    passkey: null,
    at,
  })
  if (added) return id
  const there = await store.byHandle(handle)
  if (!there?.generated) throw refuse('account.handle-taken', { handle })
  return there.id
}

export const makeRecoveryCodes = (): string[] => Array.from({ length: accountLimits.recoveryCodes }, makeRecoveryCode)

export const hashCodes = (codes: readonly string[]): string[] => codes.map(code => hashSecret(plainCode(code)))

export function presentAccount(row: AccountRow, counts: Counts): Account {
  return {
    id: row.id,
    handle: row.handle,
    name: row.name,
    generated: row.generated,
    createdAt: row.created_at.toISOString(),
    isClosed: row.is_closed,
    ...counts,
  }
}
