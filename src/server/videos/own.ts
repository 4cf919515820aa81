import { refuse } from '../../core/errors.ts'
import type { OwnVideo } from '../../core/wire/video.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { WorkFolders } from '../adapters/folder/index.ts'
import { presentOwn } from './present.ts'
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
export async function own(store: VideoStore, id: string): Promise<OwnVideo> {
  const row = await store.ownById(id)
  if (!row) throw refuse('video.not-found')
  return presentOwn(row)
}
