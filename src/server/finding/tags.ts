import type { Video } from '../../core/wire/video.ts'
import { presentVideo } from '../videos/index.ts'
import { readClips, writeClips } from './cursor.ts'
import type { FindingRooms } from './rooms.ts'

/** Public clips of a tag, newest first, behind a cursor. */
export async function newestOfTag(
  { store, videos }: Pick<FindingRooms, 'store' | 'videos'>,
  tag: string,
  cursor: string | undefined,
  limit: number,
): Promise<{ items: Video[]; next: string | null }> {
  const places = await store.newestOfTag(tag, readClips(cursor), limit + 1)
  const shown = places.slice(0, limit)
  const rows = await videos.listedByIds(shown.map(({ id }) => id))
  return {
    items: rows.map(row => presentVideo(row)),
    next: places.length > limit ? writeClips(shown.at(-1)!) : null,
  }
}
