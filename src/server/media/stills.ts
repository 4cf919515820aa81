import { join } from 'node:path'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { StillsPlan } from '../../core/videos/renditions.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { CheckedFile } from '../videos/index.ts'

const still = { bits_per_second: null, second_ends: null, language: '' }

export interface Stills {
  /** Base64. */
  thumbhash: string
  files: CheckedFile[]
}

/** Keeps a poster, from raw RGB: WebP for the player, JPEG for pages elsewhere that show no WebP, and a thumbhash. */
export async function keepPoster(
  blobs: Blobs,
  folder: string,
  size: StillsPlan['poster'],
  pixels: Uint8Array,
): Promise<Stills> {
  const picture = sharp(pixels, { raw: { ...size, channels: 3 } })
  const [webp, jpeg] = [join(folder, 'poster.webp'), join(folder, 'poster.jpg')]
  const [, , small] = await Promise.all([
    picture.clone().webp({ quality: 72, effort: 3 }).toFile(webp),
    picture.clone().jpeg({ quality: 78, progressive: true }).toFile(jpeg),
    picture.clone().resize(72, 72, { fit: 'inside' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true }),
  ])
  const [keptWebp, keptJpeg] = await Promise.all([blobs.keep(webp), blobs.keep(jpeg)])
  return {
    thumbhash: Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data)).toString('base64'),
    files: [
      { ...still, ...keptWebp, ...size, role: 'poster', media_type: 'image/webp' },
      { ...still, ...keptJpeg, ...size, role: 'poster-jpeg', media_type: 'image/jpeg' },
    ],
  }
}

/** Keeps a storyboard, from raw RGB: one WebP, its frames from top to bottom. */
export async function keepStoryboard(
  blobs: Blobs,
  folder: string,
  { frame, frames }: StillsPlan,
  pixels: Uint8Array,
): Promise<CheckedFile> {
  const size = { width: frame.width, height: frame.height * frames }
  const file = join(folder, 'storyboard.webp')
  await sharp(pixels, { raw: { ...size, channels: 3 } })
    .webp({ quality: 60, effort: 3 })
    .toFile(file)
  return { ...still, ...(await blobs.keep(file)), ...size, role: 'storyboard', media_type: 'image/webp' }
}

export async function keepStills(
  blobs: Blobs,
  folder: string,
  plan: StillsPlan,
  raw: { poster: Uint8Array; storyboard: Uint8Array },
): Promise<Stills> {
  const [poster, storyboard] = await Promise.all([
    keepPoster(blobs, folder, plan.poster, raw.poster),
    keepStoryboard(blobs, folder, plan, raw.storyboard),
  ])
  return { thumbhash: poster.thumbhash, files: [...poster.files, storyboard] }
}
