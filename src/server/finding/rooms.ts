import type { Clock } from '../adapters/clock/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { FindingStore } from './store.ts'

export interface FindingRooms {
  store: FindingStore
  videos: Pick<VideoStore, 'listedByIds'>
  clock: Clock
}
