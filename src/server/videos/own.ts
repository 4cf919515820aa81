import { refuse } from '../../core/errors.ts'
import type { OwnVideo, Posting } from '../../core/wire/video.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { WorkFolders } from '../adapters/folder/index.ts'
import { opened, type Self } from '../keys/index.ts'
import { presentOwn } from './present.ts'
import type { OwnRow } from './rows.ts'
import type { VideoStore } from './store.ts'

export interface VideoRooms {
  store: VideoStore
  clock: Clock
  blobs: Blobs
  work: WorkFolders
  /** Removes what was uploaded for a clip; the clip itself is gone already. */
  forgetUpload(id: string): Promise<void>
}

/** A clip as its author sees it. Refuses `video.not-found`. */
export async function own(store: VideoStore, id: string, self: Self): Promise<OwnVideo> {
  const row = await store.ownById(id)
  if (!row) throw refuse('video.not-found')
  return (await ownAs(self, [row]))[0]!
}

/** Clips as their author sees them, what is sealed of them opened. */
export async function ownAs(self: Self, rows: readonly OwnRow[]): Promise<OwnVideo[]> {
  const [names, drafts] = await Promise.all([
    opened(self, 'videos.file_name', 'file_name', rows),
    opened(self, 'drafts.words', 'draft', rows),
  ])
  return rows.map((row, n) =>
    presentOwn(row, {
      fileName: names[n]!.file_name,
      draft: JSON.parse(drafts[n]!.draft ?? 'null') as Partial<Posting> | null,
    }),
  )
}
