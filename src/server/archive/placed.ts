import type { ArchivePart } from '../../core/archive/parts.ts'
import { clipAddress } from '../sharing/index.ts'
import type { Row } from './contents-store.ts'

/** A file of a clip, and where it goes. */
export interface Media {
  path: string
  hash: string
  bytes: number
}

const endings: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'text/vtt': 'vtt',
}

/** Rows as they stand in the archive: clips by their address, files by their path. Whatever files there are come to be in `media`. */
export function placed(shore: string, media: Media[]): (part: ArchivePart, row: Row) => Row {
  return (part, { author, ...row }) => {
    if (author === undefined) return row
    const address = shore + clipAddress(String(author), String(row['video']))
    if (part !== 'videos') return { ...row, address }
    const { video, files, ...clip } = row
    const taken = new Set<string>()
    return {
      ...clip,
      address,
      files: (files as FileRow[]).map(({ hash, ...file }) => {
        const path = `media/${video}/${nameOf(file, taken)}`
        media.push({ path, hash, bytes: file.bytes })
        return { path, ...file, sha256: hash }
      }),
    }
  }
}

interface FileRow {
  role: string
  hash: string
  mediaType: string
  bytes: number
  width: number | null
  height: number | null
  language: string
}

function nameOf({ role, mediaType, width, height, language }: Omit<FileRow, 'hash'>, taken: Set<string>): string {
  const stem =
    role === 'rendition'
      ? `${width}x${height}`
      : role === 'captions'
        ? `captions-${language}`
        : role === 'poster-jpeg'
          ? 'poster'
          : role
  const ending = endings[mediaType] ?? 'bin'
  for (let n = 1; ; n++) {
    const name = `${stem}${n === 1 ? '' : `-${n}`}.${ending}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}
