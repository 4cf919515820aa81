/** The time of day and new ids, as values that tests can hold still. Nothing else in the server asks what time it is. */
import { randomBytes } from 'node:crypto'

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A UUIDv7 (RFC 9562 §5.7): 48 bits of the time in ms, the rest random, so ids sort by when they were made. */
export function makeId(at: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const dayMs = 86_400_000
/** Midnight, UTC, of the day of `at`: as fine as a last use is remembered. */
export const toTheDay = (at: Date): Date => new Date(Math.floor(at.getTime() / dayMs) * dayMs)
