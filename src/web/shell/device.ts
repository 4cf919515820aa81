/**
 * What stays on this device and is sent to nobody: choices of language and appearance, clips already shown, a guest's likes.
 * A browser that refuses storage loses it with the page, and nothing else breaks.
 */
import { effect, type Signal, signal } from '@preact/signals'
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

function kept<T>(key: string, standard: T, storage = local): Signal<T> {
  const value = signal<T>(typeof window === 'undefined' ? standard : read(storage, key, standard))
  if (typeof window !== 'undefined') effect(() => write(storage, key, value.value))
  return value
}

/** Null: what the browser prefers. */
export const chosenLanguage = kept<Language | null>('language', null)
export const chosenTheme = kept<'light' | 'dark' | null>('theme', null)
export const wantsCaptions = kept('captions', true)
export const savesData = kept('saves-data', false)
/** Sound is one switch for every clip, and lasts as long as the visit. */
export const hasSound = kept('sound', false, session)
export const guestLikes = kept<string[]>('likes', [])
/** Ids of clips shown here, newest last. Old ones fall off. */
export const seenIds = kept<string[]>('seen', [])

const mostSeen = 400

export function markSeen(id: string): void {
  const rest = seenIds.peek().filter(other => other !== id)
  seenIds.value = [...rest, id].slice(-mostSeen)
}
