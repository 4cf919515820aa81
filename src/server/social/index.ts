/** What ties people to each other and to clips: follows and likes. Both are the account's own; others see counts. */
export { socialRoutes } from './routes.ts'
export { type SocialStore, socialStore } from './store.ts'
