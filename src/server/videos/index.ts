/**
 * Videos: what a clip is from its first uploaded byte to its deletion. It decides state and visibility; reading the file is
 * the media room's, and ordering is the feed's.
 */
export { changeRoutes } from './changes.ts'
export { presentVideo, sharedPicture } from './present.ts'
export type { CheckedFile, PublicVideo, VideoFacts } from './reading-store.ts'
export { videoRoutes } from './routes.ts'
export { type VideoStore, videoStore } from './store.ts'
export { retireJob, sweep, sweepJob } from './sweep.ts'
export { uploadRoutes } from './upload.ts'
