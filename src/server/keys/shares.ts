import { createHash } from 'node:crypto'
import { combine, split } from 'shamir-secret-sharing'
import { refuse } from '../../core/errors.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { KeyFiles } from '../adapters/keys/index.ts'
import { keyIdOf } from './vault.ts'

const form = /^onshore-share-1:([0-9a-f]{16}):(\d{1,2})-of-(\d{1,2}):([\w-]{44}):([0-9a-f]{8})$/

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

/**
 * The shore's key in `of` lines, of which any `need` give it back and fewer tell nothing (Shamir 1979):
 * `onshore-share-1:<key>:<need>-of-<of>:<share>:<sum>`. Refuses `keys.share-count`, `keys.locked`.
 */
export async function makeShares(
  files: KeyFiles,
  { need, of }: { need: number; of: number },
  clock: Clock,
): Promise<string[]> {
  if (!(of >= 2 && of <= 16 && need >= 2 && need <= of)) throw refuse('keys.share-count')
  const key = files.shoreKey('shore.key.new') ?? files.shoreKey('shore.key')
  if (!key) throw refuse('keys.locked')
  const keyId = keyIdOf(key)
  const shares = await split(new Uint8Array(key), of, need)
  files.putNote('shares.json', JSON.stringify({ keyId, need, of, at: clock.now().toISOString() }))
  return shares.map(share => {
    const text = `onshore-share-1:${keyId}:${need}-of-${of}:${Buffer.from(share).toString('base64url')}`
    return `${text}:${sumOf(text)}`
  })
}

/**
 * Puts the shore's key back from its shares. Refuses `keys.share`, `keys.shares`, and `keys.there` where another key is here.
 */
export async function openByShares(files: KeyFiles, lines: readonly string[]): Promise<{ keyId: string }> {
  const found = lines.map((line, at) => {
    const parts = form.exec(line.trim())
    if (!parts || sumOf(line.trim().slice(0, -9)) !== parts[5]) throw refuse('keys.share', { place: at + 1 })
    return { keyId: parts[1]!, need: Number(parts[2]), share: parts[4]! }
  })
  const { keyId = '', need = 2 } = found[0] ?? {}
  const different = new Map(found.filter(one => one.keyId === keyId).map(one => [one.share, one]))
  if (different.size < need) throw refuse('keys.shares', { expected: need, got: different.size })
  const shares = [...different.keys()].slice(0, need).map(share => new Uint8Array(Buffer.from(share, 'base64url')))
  const key = Buffer.from(await combine(shares))
  if (keyIdOf(key) !== keyId) throw refuse('keys.shares', { expected: need, got: different.size })
  const here = files.shoreKey('shore.key')
  if (here && !here.equals(key)) throw refuse('keys.there')
  files.putShoreKey('shore.key', key)
  return { keyId }
}
