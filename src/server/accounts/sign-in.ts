import { prepareHandle } from '../../core/accounts/handle.ts'
import { Refusal, refuse } from '../../core/errors.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Limits } from '../http/limits.ts'
import { hashPassphrase, hashSecret, isPassphrase, plainCode } from './secrets.ts'
import type { AccountRow, AccountStore } from './store.ts'

/** The account of this handle and passphrase. Refuses `account.sign-in-failed`, in the same time whether the handle exists or not. */
export async function signIn(store: AccountStore, given: { handle: string; passphrase: string }): Promise<AccountRow> {
  const account = await store.byHandle(handleAsStored(given.handle))
  const matches = await isPassphrase(account?.passphrase_hash ?? null, given.passphrase)
  if (!account || !matches) throw refuse('account.sign-in-failed')
  return account
}

/** Sets a new passphrase by a recovery code, which is used up, and ends every session. Refuses `account.recovery-failed`. */
export async function recover(
  store: AccountStore,
  clock: Clock,
  given: { handle: string; code: string; passphrase: string },
): Promise<AccountRow> {
  // Hashed first: a passphrase that is refused must not cost a code.
  const passphraseHash = await hashPassphrase(given.passphrase)
  const account = await store.byHandle(handleAsStored(given.handle))
  const used = account && (await store.useRecoveryCode(account.id, hashSecret(plainCode(given.code)), clock.now()))
  if (!account || !used) throw refuse('account.recovery-failed')
  await store.setPassphrase(account.id, passphraseHash, null)
  return { ...account, passphrase_hash: passphraseHash }
}

/** A handle nobody can have matches nobody; why it cannot be had is no concern of who signs in. */
export function handleAsStored(raw: string): string {
  try {
    return prepareHandle(raw)
  } catch (error) {
    if (error instanceof Refusal) return ''
    throw error
  }
}

const slowGuessMs = 3000

/**
 * Many guesses at one handle, from however many addresses, are slowed down and not refused: a refusal would let anybody
 * lock its owner out.
 */
export async function slowDown(limits: Limits, handle: string): Promise<void> {
  try {
    limits.take('guess-handle', { account: handle })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await new Promise(resolve => setTimeout(resolve, slowGuessMs))
  }
}
