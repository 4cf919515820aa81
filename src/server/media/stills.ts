import { join } from 'node:path'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { StillsPlan } from '../../core/videos/renditions.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { CheckedFile } from '../videos/index.ts'

export interface Stills {
  thumbhash: string
  files: CheckedFile[]
}

/** Keeps a poster and a storyboard from raw RGB files: WebP, and a thumbhash (base64). Frames of the storyboard stand top to bottom. */
export async function keepStills(
  blobs: Blobs,
  folder: string,
  plan: StillsPlan,
  raw: { poster: Uint8Array; storyboard: Uint8Array },
): Promise<Stills> {
  const { poster, frame, frames } = plan
  const picture = sharp(raw.poster, { raw: { ...poster, channels: 3 } })
  const strip = sharp(raw.storyboard, { raw: { width: frame.width, height: frame.height * frames, channels: 3 } })
  const posterFile = join(folder, 'poster.webp')
  const stripFile = join(folder, 'storyboard.webp')
  const [, , small] = await Promise.all([
    picture.clone().webp({ quality: 72, effort: 3 }).toFile(posterFile),
    strip.webp({ quality: 60, effort: 3 }).toFile(stripFile),
    picture.clone().resize(72, 72, { fit: 'inside' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true }),
  ])
  const thumbhash = Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data)).toString('base64')
  const [keptPoster, keptStrip] = await Promise.all([blobs.keep(posterFile), blobs.keep(stripFile)])
  const still = { media_type: 'image/webp', bits_per_second: null, language: '' }
  return {
    thumbhash,
    files: [
      { ...still, ...keptPoster, role: 'poster', ...poster },
      { ...still, ...keptStrip, role: 'storyboard', width: frame.width, height: frame.height * frames },
    ],
  }
}
