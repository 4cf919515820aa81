/** Restricted mode's passphrase: made into a key on the device, compared there, and sent to nobody. */
import type { Restriction } from '../shell/device.ts'

export const leastCharacters = 6
/** As OWASP asks of PBKDF2 with SHA-256. */
const rounds = 600_000
const longestWaitMs = 3_600_000

async function hashOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, times: number): Promise<string> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFC'))
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits'])
  const asked = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: times }
  return written(new Uint8Array(await crypto.subtle.deriveBits(asked, key, 256)))
}
const written = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** Null where the passphrase is too short. */
export async function restrict(passphrase: string): Promise<Restriction | null> {
  if ([...passphrase.trim()].length < leastCharacters) return null
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return { salt: written(salt), hash: await hashOf(passphrase, salt, rounds), rounds, wrong: 0, wrongAt: 0 }
}

/** Null where the passphrase is the one; else the restriction as it goes on, with one more wrong try. */
export async function unrestrict(kept: Restriction, passphrase: string, now: number): Promise<Restriction | null> {
  const salt = Uint8Array.from(atob(kept.salt), character => character.charCodeAt(0))
  const isRight = (await hashOf(passphrase, salt, kept.rounds)) === kept.hash
  return isRight ? null : { ...kept, wrong: kept.wrong + 1, wrongAt: now }
}

/** How long nothing may be tried: twice as long after each wrong one, and never more than an hour. */
export function waitMs({ wrong, wrongAt }: Restriction, now: number): number {
  if (wrong === 0) return 0
  const wait = Math.min(longestWaitMs, 1000 * 2 ** wrong)
  // A clock that was set back makes nobody wait for longer.
  return Math.min(wait, Math.max(0, wrongAt + wait - now))
}
