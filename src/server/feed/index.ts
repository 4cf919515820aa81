/** The feed's server half: makes slates. It does not know who asks, and does not order anything for anybody. */
export { feedRoutes } from './routes.ts'
export { openSlates, type Slates } from './slate.ts'
