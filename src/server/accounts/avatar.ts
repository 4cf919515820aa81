import sharp from 'sharp'
import { accountLimits } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'

const { avatarPixels } = accountLimits
const bytes = avatarPixels * avatarPixels * 3

/**
 * A picture as it is kept, WebP, from raw RGB: the sender's own program has opened the file, whatever it was, so this one opens
 * none, and nothing but pixels comes in. Refuses `account.avatar`.
 */
export async function makeAvatar(pixels: Buffer): Promise<Buffer> {
  if (pixels.length !== bytes) throw refuse('account.avatar', { expected: bytes, got: pixels.length })
  const raw = { width: avatarPixels, height: avatarPixels, channels: 3 as const }
  return sharp(pixels, { raw }).webp({ quality: 82 }).toBuffer()
}

export const avatarAddress = (hash: string | null): string | null => hash && `/public/avatars/${hash}`
/** Base64, and some room to be told in words what was too much. */
export const avatarBodyBytes = bytes * 2
