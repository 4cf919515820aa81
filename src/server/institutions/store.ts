import { digestStore } from './digest-store.ts'
import { foundingStore } from './founding-store.ts'
import { handingStore } from './handing-store.ts'
import { proposalsStore, type Rooms } from './proposals-store.ts'
import { readingStore } from './reading-store.ts'
import { recordStore } from './record-store.ts'
import { remindingStore } from './reminding-store.ts'
import { stationsStore } from './stations-store.ts'

export type InstitutionStore = ReturnType<typeof institutionStore>

export function institutionStore(rooms: Rooms) {
  return {
    ...foundingStore(rooms),
    ...proposalsStore(rooms),
    ...handingStore(rooms),
    ...digestStore(rooms),
    ...remindingStore(rooms.db),
    ...readingStore(rooms.db),
    ...recordStore(rooms.db),
    ...stationsStore(rooms),
  }
}
