/** Retention as code: each time that the register names has a doer here, one job asks them in turn, and what they ended is counted. */
export { openRetention, type Retention, type RetentionRooms } from './retention.ts'
export { readRuns, retentionRoutes } from './routes.ts'
export { type RetentionStore, retentionStore } from './store.ts'
