/**
 * The data register: of every table, column and kind of object, whose it is, what class, why it is kept, how long, and what
 * erasure does to it. What is not in it may not be stored; a test compares it with the live database and fails on any difference.
 */
export { correctionOf, staleCorrections } from './corrections.ts'
export { objects, upkeepTables } from './objects.ts'
export { isOwnedBy, type OwnedStore, ownedStore } from './owned-store.ts'
export { placesOf } from './places.ts'
export { whatIsHeld } from './present.ts'
export { registerRoutes } from './routes.ts'
export { columns, tables } from './tables.ts'
