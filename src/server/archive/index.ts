/**
 * Archives of accounts: everything of one as a file, for its person alone; and such a file brought here from elsewhere. It fetches
 * nothing from anywhere, and trusts nothing that an archive says of itself.
 */

import type { FastifyInstance } from 'fastify'
import { arrivalRoutes } from './arrival-routes.ts'
import { arrivalJob, type BringingRooms } from './bring.ts'
import { archiveJob, type MakingRooms } from './make.ts'
import { movingRoutes } from './moving-routes.ts'
import type { ArchiveRooms } from './rooms.ts'
import { archiveRoutes } from './routes.ts'
import type { ArchiveStores } from './store.ts'

export { archiveTables } from './columns.ts'
export { endArchives, endArrivals } from './end.ts'
export { type ArchiveStores, archiveStores } from './store.ts'

export function accountArchiveRoutes(app: FastifyInstance, rooms: ArchiveRooms): void {
  archiveRoutes(app, rooms)
  arrivalRoutes(app, rooms)
  movingRoutes(app, rooms)
}

/** Archives are made and brought one after another in a place of their own: whoever posts does not wait for whoever moves. */
export function archiveJobs(rooms: ArchiveStores & MakingRooms & BringingRooms) {
  return {
    archive: archiveJob(rooms),
    arrival: arrivalJob(rooms),
    'tell-moved': ({ accountId }: { accountId: string }) => rooms.moving.tellFollowers(accountId),
  }
}
