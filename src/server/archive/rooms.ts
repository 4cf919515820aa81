import type { KeyObject } from 'node:crypto'
import type { Clock } from '../adapters/clock/index.ts'
import type { Archives } from '../adapters/folder/index.ts'
import type { IsAway } from '../http/problem.ts'
import type { ArchiveStores } from './store.ts'

export interface ArchiveRooms extends ArchiveStores {
  files: Archives
  clock: Clock
  isAway: IsAway
  /** The shore's Ed25519 key. */
  key: KeyObject
  /** The shore's own address, where it has one. */
  origin: string | null
}
