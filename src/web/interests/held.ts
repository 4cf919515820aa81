/**
 * What this device has learned of its viewer, as it lies in this browser and nowhere else. Runs in the worker. Several tabs keep one
 * memory: each reads before it writes, one after the other.
 */
import { readInterests } from '../../core/feed/forget.ts'
import { type Interests, newInterests } from '../../core/feed/interests.ts'
import type { Sliders } from '../../core/feed/rules.ts'
import { keptRows } from '../shell/kept-rows.ts'

type Step = 'off' | 'less' | 'more'

/** What stands for the numbers of interests in words, for the page that shows them. */
export interface Names {
  clips: Record<string, { handle: string; caption: string }>
  creators: Record<string, string>
  sounds: Record<string, string>
  topics: Record<string, string>
}

export interface Held {
  revision: number
  interests: Interests
  topics: (readonly [number, Step])[]
  exploring: Sliders['exploring']
  /** -1 shorter to 1 longer. */
  length: number
  names: Names
}

/** `fault`: why it lasts for this visit only, or that it was unreadable and began anew. */
export type Fault = 'denied' | 'full' | 'rebuilt'

const rows = keptRows<Held>('onshore-interests', 'held')
const key = 'held'

const nothingHeld = (): Held => ({
  revision: 0,
  interests: newInterests(),
  topics: [],
  exploring: 'usual',
  length: 0,
  names: { clips: {}, creators: {}, sounds: {}, topics: {} },
})

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const wordsIn = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )

/** What came from storage or from a file, or null where it is no such thing. */
export function readHeld(value: unknown): Held | null {
  const one = fieldsOf(value)
  const interests = readInterests(one['interests'])
  if (!interests) return null
  const names = fieldsOf(one['names'])
  const clips = Object.entries(fieldsOf(names['clips'])).flatMap(([id, value]) => {
    const { handle, caption } = fieldsOf(value)
    return typeof handle === 'string' && typeof caption === 'string' ? [[id, { handle, caption }] as const] : []
  })
  const topics = (Array.isArray(one['topics']) ? one['topics'] : []).flatMap((pair: unknown) => {
    const [topic, step] = Array.isArray(pair) ? pair : []
    const isStep = step === 'off' || step === 'less' || step === 'more'
    return Number.isInteger(topic) && isStep ? [[topic as number, step as Step] as const] : []
  })
  const { exploring, length, revision } = one
  return {
    revision: Number.isInteger(revision) ? (revision as number) : 0,
    interests,
    topics,
    exploring: exploring === 'less' || exploring === 'more' ? exploring : 'usual',
    length: typeof length === 'number' && Math.abs(length) <= 1 ? length : 0,
    names: {
      clips: Object.fromEntries(clips),
      creators: wordsIn(names['creators']),
      sounds: wordsIn(names['sounds']),
      topics: wordsIn(names['topics']),
    },
  }
}

/** Without what nothing refers to any more. */
function tidy(held: Held): Held {
  const { memory, creators, sounds, topics, picks } = held.interests
  const among = (words: Record<string, string>, keys: readonly number[]) => {
    const kept = new Set(keys.map(String))
    return Object.fromEntries(Object.entries(words).filter(([key]) => kept.has(key)))
  }
  const ids = new Set(memory.map(({ id }) => id))
  return {
    ...held,
    names: {
      clips: Object.fromEntries(Object.entries(held.names.clips).filter(([id]) => ids.has(id))),
      creators: among(
        held.names.creators,
        creators.map(({ key }) => key),
      ),
      sounds: among(
        held.names.sounds,
        sounds.map(({ key }) => key),
      ),
      topics: among(held.names.topics, [
        ...topics.map(({ key }) => key),
        ...picks.map(({ key }) => key),
        ...held.topics.map(([key]) => key),
      ]),
    },
  }
}

let held: Held | null = null
let fault: Fault | null = null

export const faultNow = (): Fault | null => fault

/** One tab at a time; where the browser knows no locks, tabs are so few that the last word counts. */
const alone = <T>(act: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('onshore-interests', act) as Promise<T>) : act()

/** What is known now, another tab's included. */
export async function readNow(): Promise<Held> {
  try {
    const found = await rows.get(key)
    if (found === undefined) held ??= nothingHeld()
    else if (held === null || found.revision !== held.revision) {
      const read = readHeld(found)
      if (!read) fault = 'rebuilt'
      held = read ?? nothingHeld()
    }
  } catch {
    fault ??= 'denied'
    held ??= nothingHeld()
  }
  return held
}

/** Changes what is known and keeps it; where it cannot be kept, it holds as long as this page does. */
export const change = (act: (held: Held) => Held): Promise<Held> =>
  alone(async () => {
    const before = await readNow()
    const after = act(before)
    if (after === before) return before
    // Never a number that another beginning has had: a tab would take the one for the other.
    held = { ...tidy(after), revision: before.revision + 1 + Math.floor(Math.random() * 1e6) }
    try {
      await rows.put(key, held)
    } catch (error) {
      fault = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'denied'
    }
    return held
  })
