import { hashSecret, makeRecoveryCode, plainCode } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { StaffStore } from './store.ts'

/** Makes the code by which an account becomes an operator, and ends the one before. It is shown once and kept as a hash. */
export async function makeOperatorCode(store: StaffStore, clock: Clock): Promise<string> {
  const code = makeRecoveryCode()
  await store.setCode(hashCode(code), clock.now())
  return code
}

export const hashCode = (code: string): string => hashSecret(plainCode(code))
