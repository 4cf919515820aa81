import { refuse } from '../../core/errors.ts'

/**
 * A place in a list of what was found, as base64url of its parts; moments are microseconds since 1970, as exact as the database
 * keeps them. In order of how well they fit, `from` and `to` fix which clips are compared: what is published or deleted between
 * two pages moves nothing from one to the other.
 */
export interface ClipsAfter {
  rank: number
  at: number
  id: string
  from: number
  to: number
}
/** `place` 1: handles that begin with what was typed; 2: everybody else whose name has the words. */
export interface PeopleAfter {
  place: number
  handle: string
  id: string
}

const written = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

export const writeClips = ({ rank, at, id, from, to }: ClipsAfter): string => written([rank, at, id, from, to])
export const writePeople = ({ place, handle, id }: PeopleAfter): string => written([place, handle, id])

const isId = (part: unknown): part is string =>
  typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part)
const isMoment = (part: unknown): part is number => Number.isSafeInteger(part) && Math.abs(part as number) < 4e15

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

const invalid = () => refuse('request.invalid', { where: 'cursor', expected: 'the “next” of an earlier page' })

export function readClips(cursor: string | undefined): ClipsAfter | null {
  if (cursor === undefined) return null
  const [rank, at, id, from, to] = partsOf(cursor)
  if (!Number.isFinite(rank) || !isMoment(at) || !isId(id) || !isMoment(from) || !isMoment(to)) throw invalid()
  return { rank: rank as number, at, id, from, to }
}

export function readPeople(cursor: string | undefined): PeopleAfter | null {
  if (cursor === undefined) return null
  const [place, handle, id] = partsOf(cursor)
  if ((place !== 1 && place !== 2) || typeof handle !== 'string' || /\p{Cc}/u.test(handle) || !isId(id)) throw invalid()
  return { place, handle, id }
}
