import { refuse } from '../../core/errors.ts'
import type { After } from './reading-store.ts'

/** A cursor is the place after which a page starts, as base64url of `time id`. Refuses `request.invalid` for any other text. */
export function writeCursor({ at, id }: After): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

export function readCursor(cursor: string | undefined): After | null {
  if (cursor === undefined) return null
  const [time, id] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const at = new Date(time ?? '')
  const isTime = at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 10_000
  if (!isTime || !id || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw refuse('request.invalid', { where: 'cursor', expected: 'the “next” of an earlier page' })
  }
  return { at, id }
}
