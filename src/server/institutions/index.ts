/**
 * Institutions: official accounts that no single account can act for. What is done in their name is proposed, signed by others with their
 * own passkeys, takes effect once, and stands in a public record. Nobody signs in as an institution, and no program posts as one.
 */
export { institutionTables } from './columns.ts'
export type { InstitutionRooms } from './rooms.ts'
export { institutionRoutes } from './routes.ts'
export { stationAs } from './station-caller.ts'
export { type InstitutionStore, institutionStore } from './store.ts'
export { carryOutJob, keepInstitutions } from './upkeep.ts'
