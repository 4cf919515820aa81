import { type KeyObject, sign } from 'node:crypto'

/** Ed25519 (RFC 8032) by the shore's key, base64: of entries of a record, of digests, and of notices that are handed over. */
export const signText = (key: KeyObject, message: string): string =>
  sign(null, Buffer.from(message), key).toString('base64')
