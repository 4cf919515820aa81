/** What the page and the worker say to each other. The worker alone knows the interests; the page is told what it shows. */
import type { Reason } from '../../core/feed/explain.ts'
import type { Act } from '../../core/feed/interests.ts'
import type { Fault } from './held.ts'

/** A clip as the page knows it. */
export interface Card {
  id: string
  handle: string
  caption: string
  soundId: string | null
  soundTitle: string | null
  language: string
  durationMs: number
}

/** What holds whatever was learned. */
export interface Wishes {
  seen: readonly string[]
  hidden: readonly string[]
  mutedHandles: readonly string[]
  mutedSounds: readonly string[]
  hidesSensitive: boolean
  hidesAi: boolean
  hidesPaid: boolean
}

export type Told =
  | { kind: 'watch'; watchedMs: number; touched: boolean }
  | { kind: Act | 'unlike' | 'unfollow' | 'unsave' | 'unless' }

export type Change =
  | { do: 'forget-items'; ids: readonly string[] }
  | { do: 'forget-topic' | 'forget-creator' | 'forget-sound' | 'forget-pick'; key: number }
  | { do: 'forget-languages' | 'forget-all' }
  | { do: 'topic'; key: number; words: string; step: 'off' | 'less' | 'more' | null }
  | { do: 'exploring'; exploring: 'less' | 'usual' | 'more' }
  | { do: 'length'; length: number }
  | { do: 'pick'; key: number; words: string; features: readonly number[] }
  | { do: 'undo'; token: number }

export type Ask =
  | { ask: 'order'; slate: string | null; wishes: Wishes; shown: readonly string[]; count: number }
  | { ask: 'learn'; card: Card; told: Told }
  | { ask: 'know'; slate: string | null }
  | { ask: 'change'; change: Change }
  | { ask: 'export'; passphrase: string }
  | { ask: 'import'; file: Uint8Array; passphrase: string }
  | { ask: 'session' }

/** A reason with its names in words. */
export interface Worded extends Reason {
  words: string | null
  clips: { handle: string; caption: string }[]
}
export interface Ordered {
  id: string
  exploring: boolean
  reasons: Worded[]
}

export interface Known {
  turn: number
  fault: Fault | null
  topics: { key: number; words: string; sum: number; step: 'off' | 'less' | 'more' | null }[]
  creators: { key: number; handle: string; sum: number }[]
  sounds: { key: number; title: string; sum: number }[]
  clips: { id: string; handle: string; caption: string; watch: number; acts: readonly Act[]; at: number }[]
  picks: { key: number; words: string }[]
  tiles: { key: number; words: string; clips: number; features: readonly number[] }[]
  exploring: 'less' | 'usual' | 'more'
  length: number
}

export interface Answers {
  /** Null where there is no slate to rank. */
  order: Ordered[] | null
  learn: null
  know: Known
  /** What undoes it. */
  change: number
  export: Uint8Array
  import: 'done' | 'passphrase' | 'other'
  session: string
}
