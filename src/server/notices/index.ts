/**
 * What an account is told: the lines of its inbox, and a stream of what becomes of them and of its clips. The database makes the lines
 * in the transaction of each act (migration 0013). Nobody else learns what was seen, and nothing leaves the shore.
 */
export { noticeTables } from './columns.ts'
export { noticeRoutes } from './routes.ts'
export { type NoticeStore, noticeStore } from './store.ts'
export { streamRoutes } from './stream.ts'
