import type { AccountStore } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { Moderation } from './moderation.ts'
import type { ModerationStore } from './store.ts'

export interface ModerationConsole {
  moderation: Moderation
  store: ModerationStore
  videos: VideoStore
  accounts: AccountStore
  clock: Clock
}
