import type { Database } from '../adapters/db/index.ts'
import type { Keys } from '../keys/index.ts'
import { archivesStore } from './archives-store.ts'
import { arrivalsStore } from './arrivals-store.ts'
import { contentsStore } from './contents-store.ts'
import { movingStore } from './moving-store.ts'

export type ArchiveStores = ReturnType<typeof archiveStores>

/** The room's stores, each by its name. */
export const archiveStores = (db: Database, keys: Keys) => ({
  archives: archivesStore(db),
  contents: contentsStore(db),
  arrivals: arrivalsStore(db, keys),
  moving: movingStore(db),
})
