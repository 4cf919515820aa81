/**
 * Media: takes an uploaded file to a clip that plays, and serves the files of clips. It never serves an original, and never
 * reads a stranger's bytes outside the transcoder's sandbox.
 */
export { checkJob, type MediaRooms, renditionFile } from './check.ts'
export { mediaRoutes } from './routes.ts'
export { keepStills } from './stills.ts'
