/**
 * Videos: what a clip is from its first uploaded byte to its deletion. It decides state and visibility; reading the file is
 * the media room's, and ordering is the feed's.
 */
export { readCursor, writeCursor } from './cursor.ts'
export { setMentions } from './mentions-store.ts'
export { requireMoments } from './posting.ts'
export { isSensitive, presentVideo, sharedPicture } from './present.ts'
export { heldColumns, postIn } from './publishing-store.ts'
export type { After, CheckedFile, Findings, PublicVideo, VideoFacts } from './reading-store.ts'
export { publicPage, videoRoutes } from './routes.ts'
export { wordColumns, wordsOf } from './rows.ts'
export { removeIn, type VideoStore, videoStore } from './store.ts'
export {
  endDrafts,
  endSentFiles,
  endUploads,
  publishJob,
  removeVideo,
  retireJob,
  sentFilesToEnd,
  sweepJob,
} from './sweep.ts'
export { finishUpload, requireQuota, requireRoom, uploadRoutes } from './upload.ts'
