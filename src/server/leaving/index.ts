/**
 * Leaving: an account that asks for it is hidden at once, has fourteen days to think again, and is then erased everywhere; a signed
 * receipt says what is gone, what was kept and why, and when copies forget. A single clip or comment is erased at once, with a receipt where one is asked for.
 */

export { leavingTables } from './columns.ts'
export { dueToLeave, eraseDue, openLeaving, type Signing } from './leaving.ts'
export { leavingRoutes } from './routes.ts'
export { type LeavingStore, leavingStore } from './store.ts'
