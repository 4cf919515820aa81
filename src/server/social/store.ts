import type { Database } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { blocksStore } from './blocks-store.ts'
import { commentsReadingStore } from './comments-reading-store.ts'
import { commentsStore } from './comments-store.ts'
import { followsStore } from './follows-store.ts'
import { mutedStore } from './muted-store.ts'
import { protectionStore } from './protection-store.ts'
import { savesStore } from './saves-store.ts'
import { tiesStore } from './ties-store.ts'

export type SocialStore = ReturnType<typeof socialStore>

export function socialStore(db: Database, keys: Keys) {
  return {
    ...blocksStore(db),
    ...commentsReadingStore(db),
    ...commentsStore(db, keys),
    ...followsStore(db),
    ...mutedStore(db, keys),
    ...protectionStore(db),
    ...savesStore(db, keys),
    ...tiesStore(db),
  }
}
