/**
 * Moderation: reports, cases, decisions with their reasons, appeals, and what people ask of a human. What is hidden, restricted or removed follows from decisions that name a
 * published rule, and from nothing else; nobody decides on their own matter, or twice on the same.
 */

export { moderationTables } from './columns.ts'
export { type Comparison, openComparison } from './comparison.ts'
export { forgetReports, type Moderation, openModeration } from './moderation.ts'
export { readCounts, readRules } from './public.ts'
export { requestRoutes } from './request-routes.ts'
export { forgetRequests, openRequests, type RequestPlaces } from './requests.ts'
export { moderationRoutes } from './routes.ts'
export { type ModerationStore, moderationStore } from './store.ts'
