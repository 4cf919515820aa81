/** A shore as one encrypted file, and back again: database, objects, unfinished uploads and the key of its slates. */
export { makeArchiveKey } from '../adapters/archive/index.ts'
export { type BackupRooms, backUp } from './back-up.ts'
export { restore } from './restore.ts'
export { backupStore } from './store.ts'
