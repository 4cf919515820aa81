/** Finding: clips, people and tags by words. It answers everybody alike, does not know who asks, and writes nothing down of what was asked. */
export type { FindingRooms } from './rooms.ts'
export { findingRoutes } from './routes.ts'
export { type FindingStore, findingStore } from './store.ts'
export { newestOfTag } from './tags.ts'
export { countTags, readSpoken } from './upkeep.ts'
