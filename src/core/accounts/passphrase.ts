import { refuse } from '../errors.ts'
import { accountLimits } from './limits.ts'

/** The first guesses of a stranger, whatever the length; compared without case, spaces and digits at the end. */
const common: ReadonlySet<string> = new Set([
  'password',
  'passphrase',
  'motdepasse',
  'azertyuiop',
  'qwertyuiop',
  'qwertzuiop',
  'letmeinplease',
  'iloveyou',
  'jetaime',
  'correcthorsebatterystaple',
  'administrator',
  'onshoreonshore',
  'welcomewelcome',
  'bienvenue',
  'abcdefghij',
])

/** A passphrase as it is hashed: PRECIS OpaqueString (RFC 8265 §4.2: spaces folded, NFC, case kept). Refuses `account.passphrase-*`. */
export function preparePassphrase(raw: string): string {
  const prepared = raw.replace(/\p{Zs}/gu, ' ').normalize('NFC')
  const { minPassphraseCharacters: min, maxPassphraseCharacters: max } = accountLimits
  const length = [...prepared].length
  if (length < min || length > max || /\p{Cc}/u.test(prepared)) {
    throw refuse('account.passphrase-length', { min, max, got: length })
  }
  const bare = prepared
    .toLowerCase()
    .replace(/[\s\d!?.]+$/g, '')
    .replace(/\s/g, '')
  if (common.has(bare) || /^(.)\1*$/u.test(prepared) || /^[0-9]{1,12}$/.test(prepared))
    throw refuse('account.passphrase-common')
  return prepared
}
