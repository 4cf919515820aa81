/**
 * Where keys lie, and the socket to the process that uses them. It knows files and frames, and neither opens nor closes anything:
 * what it keeps of an account is sealed under the shore's key already.
 */
export { type KeyFiles, openKeyFiles, put, readWhole, type ShoreKeyName } from './files.ts'
export { askBySocket, listenOnSocket, socketPlace } from './socket.ts'
