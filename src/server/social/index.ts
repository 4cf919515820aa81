/** What ties people to each other and to clips: follows, likes, comments. Follows and likes are the account's own, and others see counts; what is said below a clip, everybody sees who sees the clip. */
export { readComments } from './comments.ts'
export { addCommentIn } from './comments-store.ts'
export { socialRoutes } from './routes.ts'
export { type SocialStore, socialStore } from './store.ts'
