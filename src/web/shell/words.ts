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

export const loadMessages: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('../words/en.po'),
  fr: () => import('../words/fr.po'),
}
