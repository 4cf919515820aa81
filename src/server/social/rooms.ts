import type { Clock } from '../adapters/clock/index.ts'
import type { SocialStore } from './store.ts'

export interface SocialRooms {
  store: SocialStore
  clock: Clock
}
