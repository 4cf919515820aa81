import type { FastifyInstance } from 'fastify'
import { blockRoutes } from './block-routes.ts'
import { commentRoutes } from './comment-routes.ts'
import { followRoutes } from './follow-routes.ts'
import { mutedRoutes } from './muted-routes.ts'
import { protectionRoutes } from './protection-routes.ts'
import type { SocialRooms } from './rooms.ts'
import { saveRoutes } from './save-routes.ts'
import { tieRoutes } from './tie-routes.ts'

export function socialRoutes(app: FastifyInstance, rooms: SocialRooms): void {
  tieRoutes(app, rooms)
  saveRoutes(app, rooms)
  followRoutes(app, rooms)
  blockRoutes(app, rooms)
  mutedRoutes(app, rooms)
  commentRoutes(app, rooms)
  protectionRoutes(app, rooms)
}
