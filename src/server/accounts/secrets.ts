import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { preparePassphrase } from '../../core/accounts/passphrase.ts'

// OWASP's minimum for argon2id, RFC 9106's second choice scaled to it: 19 MiB, two passes, one lane. Algorithm 2 is
// argon2id (the library's enum has no value at run time under type stripping).
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

// Each hash holds 19 MiB and a core; a crowd of guesses waits here instead of taking the machine.
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

/** argon2id in PHC string form. Refuses `account.passphrase-*`. */
export function hashPassphrase(passphrase: string): Promise<string> {
  const prepared = preparePassphrase(passphrase)
  return inTurn(() => hash(prepared, cost))
}

// Checked against where an account does not exist or cannot be signed in to, so that both take the same time.
const nobody = hash(randomBytes(32), cost)

export async function isPassphrase(stored: string | null, passphrase: string): Promise<boolean> {
  const prepared = passphrase.replace(/\p{Zs}/gu, ' ').normalize('NFC')
  const against = stored ?? (await nobody)
  const matches = await inTurn(() => verify(against, prepared))
  return stored !== null && matches
}

/** 256 bits as base64url; only its hash is kept. */
export const makeSecret = (): string => randomBytes(32).toString('base64url')

/** For secrets with as much randomness as the hash is long; passphrases need more (see `hashPassphrase`). */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

// Crockford's base 32: no I, L, O or U to misread.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A recovery code of 80 random bits, written in fours. */
export function makeRecoveryCode(): string {
  const characters = [...randomBytes(16)].map(byte => letters[byte & 31])
  return [0, 4, 8, 12].map(at => characters.slice(at, at + 4).join('')).join('-')
}

/** A recovery code as it is compared: case, spaces and look-alikes do not matter. */
export function plainCode(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0')
}

/** A passphrase for an account that an operator makes: six syllable pairs, about 79 bits. */
export function makePassphrase(): string {
  const consonants = 'bcdfghjklmnprstvz'
  const vowels = 'aeiou'
  const syllable = (bytes: Buffer, at: number) =>
    consonants[bytes[at]! % consonants.length]! + vowels[bytes[at + 1]! % vowels.length]!
  const bytes = randomBytes(48)
  return Array.from({ length: 6 }, (_, word) => syllable(bytes, word * 4) + syllable(bytes, word * 4 + 2)).join('-')
}
