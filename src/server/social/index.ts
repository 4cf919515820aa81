/** What people do with each other's clips. A like is the account's own; the clip keeps a count. */
export { socialRoutes } from './routes.ts'
export { type SocialStore, socialStore } from './store.ts'
