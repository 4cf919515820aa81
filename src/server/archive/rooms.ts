import type { Clock } from '../adapters/clock/index.ts'
import type { Archives } from '../adapters/folder/index.ts'
import type { ArchivesStore } from './archives-store.ts'
import type { ContentsStore } from './contents-store.ts'

export interface ArchiveRooms {
  archives: ArchivesStore
  contents: ContentsStore
  files: Archives
  clock: Clock
  /** The shore's own address, where it has one. */
  origin: string | null
}
