import { Refusal } from '../../core/errors.ts'
import { parseCaptions, spokenIn } from '../../core/videos/webvtt.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { WorkFolders } from '../adapters/folder/index.ts'
import type { FindingStore } from './store.ts'

interface UpkeepRooms {
  store: FindingStore
  blobs: Blobs
  work: WorkFolders
}

/** Captions that came before their words were kept: read once, from their files. */
export async function readSpoken({ store, blobs, work }: UpkeepRooms): Promise<void> {
  await using folder = await work.open()
  for (const hash of await store.unreadCaptions()) {
    if ((await blobs.size(hash)) === null) continue
    await blobs.copy(hash, folder.file(hash))
    await store.setSpoken(hash, spokenOf((await folder.read(hash)).toString()))
    await folder.remove(hash)
  }
}

function spokenOf(file: string): string {
  try {
    return spokenIn(parseCaptions(file))
  } catch (error) {
    // Nothing is found by captions that cannot be read.
    if (error instanceof Refusal) return ''
    throw error
  }
}

export const countTags = ({ store }: Pick<UpkeepRooms, 'store'>): Promise<void> => store.countTags()
