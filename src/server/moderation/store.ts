import type { Database } from '../adapters/db/index.ts'
import { answersStore } from './answers-store.ts'
import { appealsStore } from './appeals-store.ts'
import { casesStore } from './cases-store.ts'
import { countsStore } from './counts-store.ts'
import { decisionsStore } from './decisions-store.ts'
import { printsStore } from './prints-store.ts'
import { reportsStore } from './reports-store.ts'
import { requestsStore } from './requests-store.ts'
import { rulesStore } from './rules-store.ts'

export type ModerationStore = ReturnType<typeof moderationStore>

export const moderationStore = (db: Database) => ({
  ...rulesStore(db),
  ...reportsStore(db),
  ...casesStore(db),
  ...decisionsStore(db),
  ...appealsStore(db),
  ...countsStore(db),
  ...printsStore(db),
  ...requestsStore(db),
  ...answersStore(db),
})
