/** Every sentence a person reads comes from the catalogs in `words/`, by its id. One language at a time, switched without a reload. */
import { type I18n, type Messages, setupI18n } from '@lingui/core'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export type Language = 'en' | 'fr'

export type Say = (id: string, facts?: Record<string, string | number>) => string

/** A set of words in one language. Made per request on the server; there is no global one. */
export function makeWords(language: Language, messages: Messages): I18n {
  return setupI18n({ locale: language, messages: { [language]: messages } })
}

export const Words = createContext<I18n | null>(null)

export function useWords(): { say: Say; language: Language } {
  const i18n = useContext(Words)
  if (!i18n) throw new Error('no words above this component')
  return { say: (id, facts) => i18n._(id, facts), language: i18n.locale as Language }
}

type Load = () => Promise<{ messages: Messages }>
type Part = 'first' | 'pages'

/** `first` comes with the feed; `pages` with the first page or sheet beside it. */
const catalogs: Record<Part, Record<Language, Load>> = {
  first: { en: () => import('../words/first/en.po'), fr: () => import('../words/first/fr.po') },
  pages: { en: () => import('../words/pages/en.po'), fr: () => import('../words/pages/fr.po') },
}
const wanted = new Set<Part>(['first'])
let spoken: I18n | null = null

/** The words of a language, as far as this page has needed any. */
export async function loadWords(language: Language): Promise<I18n> {
  const messages: Messages = {}
  // A page may be opened, and need more, while these are on their way.
  for (const done = new Set<Part>(); done.size < wanted.size; ) {
    const parts = [...wanted].filter(part => !done.has(part))
    const loaded = await Promise.all(parts.map(part => catalogs[part][language]()))
    Object.assign(messages, ...loaded.map(part => part.messages))
    for (const part of parts) done.add(part)
  }
  const words = makeWords(language, messages)
  if (typeof window !== 'undefined') spoken = words
  return words
}

/** Everything beside the feed says more: these words are there before it is drawn. */
export async function loadPageWords(): Promise<void> {
  wanted.add('pages')
  const words = spoken
  if (!words) return
  const { messages } = await catalogs.pages[words.locale as Language]()
  words.load(words.locale, messages)
}

export const allWords = async (language: Language): Promise<Messages> => ({
  ...(await catalogs.first[language]()).messages,
  ...(await catalogs.pages[language]()).messages,
})
