/**
 * Objects under the name of their own content (SHA-256, 64 hex digits). What is kept never changes, so keeping twice is
 * keeping once. Who may read an object is not known here.
 */
import type { Writable } from 'node:stream'

export interface Blobs {
  /** Where the objects are, for the shore's declaration. */
  readonly technology: string
  /** Keeps a file's bytes, durable when it resolves (file and folder synced). The source file is left where it is. */
  keep(file: string): Promise<Kept>
  /** Opens an object for one reading. Rejects when it is not there. */
  open(hash: string): Promise<OpenObject>
  /** Writes the object into a new file at `file`, for a program that reads files. Rejects when it is not there. */
  copy(hash: string, file: string): Promise<void>
  /** Bytes of the object, or null when it is not there. */
  size(hash: string): Promise<number | null>
  remove(hash: string): Promise<void>
  /** Every object that is there, in no order; one that comes or goes meanwhile may or may not be among them. */
  list(): AsyncIterable<Kept & { changedAt: Date }>
  /** Room left, in bytes. */
  free(): Promise<number>
  /** Whether the store can be reached. */
  answers(): Promise<boolean>
}

/** An object that is open until it has been sent, once. */
export interface OpenObject {
  /**
   * Writes bytes `start` to `end`, both included, and ends `to`. Resolves when they are gone, or when `to` closed before.
   * `to` is a socket, or a reply on one: when its write callback runs it has taken the bytes, and their buffer is used again.
   * `atOnce` is the most bytes read ahead of it, for a `to` that takes its time.
   */
  send(range: { start: number; end: number; atOnce?: number }, to: Writable): Promise<void>
  /** Lets go of an object that will not be sent. */
  close(): Promise<void>
}

export interface Kept {
  hash: string
  bytes: number
}

/** The store cannot be reached, or cannot answer: no bug, and no fault of whoever asks. */
export class StoreAway extends Error {
  override name = 'StoreAway'
}

/** Where an object lies below the root or in the bucket. Throws for a name that is not a content hash. */
export function placeOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`not a content hash: ${hash}`)
  return `${hash.slice(0, 2)}/${hash}`
}
