import type { Clock } from '../adapters/clock/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { SocialStore } from './store.ts'

export interface SocialRooms {
  store: SocialStore
  videos: VideoStore
  clock: Clock
}
