/**
 * Objects under the name of their own content (SHA-256, 64 hex digits). What is kept never changes, so keeping twice is
 * keeping once. Who may read an object is not known here.
 */
import type { Readable } from 'node:stream'

export interface Blobs {
  /** Where the objects are, for the shore's declaration. */
  readonly technology: string
  /** Keeps a file's bytes, durable when it resolves (file and folder synced). The source file is left where it is. */
  keep(file: string): Promise<Kept>
  /** Bytes `start` to `end`, both included; the whole object without them. Rejects when the object is not there. */
  read(hash: string, range?: { start: number; end: number }): Promise<Readable>
  /** Bytes of the object, or null when it is not there. */
  size(hash: string): Promise<number | null>
  remove(hash: string): Promise<void>
  /** Room left, in bytes. */
  free(): Promise<number>
}

export interface Kept {
  hash: string
  bytes: number
}
