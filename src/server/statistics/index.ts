/**
 * Statistics: what came of an account's clips, as counts by day, read from the acts themselves. It never says who, counts no
 * view, and keeps nothing of its own.
 */
export { statisticsRoutes } from './routes.ts'
export { type StatisticsStore, statisticsStore } from './store.ts'
