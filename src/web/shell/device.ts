/**
 * What stays on this device and is sent to nobody: choices of language and appearance, clips already shown, a guest's likes.
 * A browser that refuses storage loses it with the page, and nothing else breaks.
 */
import { computed, effect, type Signal, signal } from '@preact/signals'
import { nothingWatched, type Watched } from '../../core/feed/calm.ts'
import type { QuietHours } from '../../core/notices/quiet.ts'
import type { Muted } from '../../core/wire/social.ts'
import type { Language } from './words.ts'

function read<T>(storage: () => Storage, key: string, standard: T): T {
  try {
    const text = storage().getItem(`onshore.${key}`)
    return text === null ? standard : (JSON.parse(text) as T)
  } catch {
    return standard
  }
}

function write(storage: () => Storage, key: string, value: unknown): void {
  try {
    storage().setItem(`onshore.${key}`, JSON.stringify(value))
  } catch {
    // Storage is full or refused: the choice lasts as long as the page.
  }
}

const local = () => localStorage
const session = () => sessionStorage

const starts: (() => void)[] = []

/** A choice that starts as everybody's and becomes this device's with `readDevice`. */
function kept<T>(key: string, standard: T, storage = local): Signal<T> {
  const value = signal<T>(standard)
  starts.push(() => {
    value.value = read(storage, key, standard)
    // Another tab of this device chose otherwise: it holds here too, and is not written over.
    if (storage === local)
      addEventListener('storage', event => {
        if (event.key === `onshore.${key}` && event.newValue !== JSON.stringify(value.peek()))
          value.value = read(storage, key, standard)
      })
    effect(() => write(storage, key, value.value))
  })
  return value
}

/**
 * Takes over what this device keeps. Called once, after the server's markup has been taken over: until then a page is the same
 * for everybody, and markup that differs would be left as it is.
 */
export function readDevice(): void {
  for (const start of starts.splice(0)) start()
}

/** Null: what the browser prefers. */
export const chosenLanguage = kept<Language | null>('language', null)
export const chosenTheme = kept<'light' | 'dark' | null>('theme', null)
export const chosenMotion = kept<'less' | null>('motion', null)
const chosenSaving = kept<boolean | null>('saves-data', null)
export const wantsCaptions = kept('captions', true)
/** How captions are drawn: size of the letters, colour, and what stands behind them. */
export const captionStyle = kept<CaptionStyle>('caption-style', { size: 'm', colour: 'white', behind: 'shade' })
/** Single letters act as keys. Off for those whose voice or hands type by accident (WCAG 2.1.4). */
export const wantsLetterKeys = kept('letter-keys', true)
/** The last clips watched stay on this device, to be seen without a network. */
export const keepsClips = kept('keeps-clips', false)
/** Numbers below clips are not shown here. */
export const hidesCounts = kept('hides-counts', false)
/** Sensitive clips are shown here without asking. */
export const showsSensitive = kept('shows-sensitive', false)
export const hidesAiMade = kept('hides-ai-made', false)
export const hidesPaid = kept('hides-paid', false)
/** Restricted mode, while it is on: what its passphrase became, and how often another was tried since when. */
export const restriction = kept<Restriction | null>('restricted', null)
/** Sound is one switch for every clip, and lasts as long as the visit. Null: nobody has touched it yet. */
export const hasSound = kept<boolean | null>('sound', null, session)
/** Times the clip's own pace, for this visit. */
export const pace = kept('pace', 1, session)
export const guestLikes = kept<string[]>('likes', [])
export const guestSaves = kept<string[]>('saves', [])
/** Handles that a guest does not want to see. */
export const guestMutes = kept<string[]>('mutes', [])
/** Tags, sounds and words that a guest does not want to see. */
export const guestMuted = kept<readonly Pick<Muted, 'kind' | 'what' | 'name'>[]>('muted', [])
/** Handles that a guest follows on this device. */
export const guestFollows = kept<string[]>('follows', [])
/** Tags that a guest follows on this device. */
export const guestTags = kept<string[]>('tags', [])
/** What was searched for here, newest first. */
export const recentSearches = kept<string[]>('searches', [])
/** Ids of clips shown here, newest last. Old ones fall off. */
export const seenIds = kept<string[]>('seen', [])

/** Hours in which nothing calls for this person on this device; null for none. */
export const quietHours = kept<QuietHours | null>('quiet-hours', null)
/** Somebody under 16 has switched their quiet nights off here. */
export const hasLoudNights = kept('loud-nights', false)
/** Whoever was signed in here last is under 16 by their own word: what is calm for them is so before the server has said who it is. */
export const wasYoung = kept('young', false)
/** Minutes of clips a day on this device: null for no limit, 'standard' where nobody has chosen. */
export const dailyMinutes = kept<number | null | 'standard'>('daily-minutes', 'standard')
/** The feed is put in order by what this device has learned, or stands as it does for everybody. */
export const feedOrder = kept<'personal' | 'same'>('feed-order', 'personal')
/** Whether this device learns from what is watched here. */
export const learnsHere = kept('learns', true)
/** The offer of first picks was answered here, by picking or not. */
export const isOffered = kept('picks-offered', false)
/** After so many clips the feed stops and asks; null for never. */
export const stopEvery = kept<number | null>('stop-every', 20)
/** What was watched here today, where there is a limit; without one nothing is counted. */
export const watched = kept<Watched>('watched', nothingWatched)

export interface CaptionStyle {
  size: 's' | 'm' | 'l' | 'xl'
  colour: 'white' | 'yellow'
  behind: 'shade' | 'black' | 'none'
}
export interface Restriction {
  salt: string
  hash: string
  rounds: number
  wrong: number
  wrongAt: number
}
export const paces = [0.5, 0.75, 1, 1.25, 1.5, 2] as const

const mostSeen = 400

export function markSeen(id: string): void {
  const rest = seenIds.peek().filter(other => other !== id)
  seenIds.value = [...rest, id].slice(-mostSeen)
}

const matches = (query: string): boolean => typeof matchMedia !== 'undefined' && matchMedia(query).matches

/** Nothing moves that the person did not start: as the device says, or as chosen here. */
export const isCalm = (): boolean =>
  // Set on the document before anything is drawn, and so known before the device is read.
  document.documentElement.dataset['motion'] === 'less' || matches('(prefers-reduced-motion: reduce)')

/** Smaller clips and less ahead: as chosen here, or else as the browser says (Save-Data). */
export const savesData = computed(
  () =>
    chosenSaving.value ??
    (matches('(prefers-reduced-data: reduce)') ||
      (typeof navigator !== 'undefined' &&
        (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true)),
)
export const chooseSaving = (saves: boolean): void => {
  chosenSaving.value = saves
}
