/** Where the bytes are: what clips take, how much an account's may, clips that end, and objects that belong to nobody. */
export { endClips } from './end.ts'
export { storageRoutes } from './routes.ts'
export { countOrphans, openStorage, type Storage, sweepOrphans } from './storage.ts'
export { type StorageStore, storageStore } from './store.ts'
