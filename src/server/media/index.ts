/**
 * Media: takes an uploaded file to a clip that plays, and serves the files of clips. It never serves an original, and never
 * reads a stranger's bytes outside the transcoder's sandbox.
 */
import { checkJob } from './check.ts'
import { coverJob } from './cover.ts'
import { ladderJob } from './ladder.ts'
import type { MediaRooms } from './rooms.ts'

export { type MediaRooms, renditionFile } from './rooms.ts'
export { mediaRoutes } from './routes.ts'
export { cutOff, sendObject } from './send.ts'
export { keepStills } from './stills.ts'

/** The room's jobs: those that somebody waits for, and the long one, which never takes the place of a short one. */
export function mediaJobs(rooms: MediaRooms) {
  return {
    short: { check: checkJob(rooms), cover: coverJob(rooms) },
    long: { ladder: ladderJob(rooms) },
  }
}
