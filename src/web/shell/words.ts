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
export type Part =
  | 'first'
  | 'pages'
  | 'account'
  | 'create'
  | 'notices'
  | 'finding'
  | 'operate'
  | 'share'
  | 'viewing'
  | 'moderation'
  | 'interests'
  | 'archive'
  | 'register'
  | 'leaving'
  | 'institutions'
  | 'networks'
  | 'api'

/** `first` comes with the feed; `pages` with the first page or sheet beside it; `account` with the pages of one's own account, `notices` with the inbox, `finding` with search and what it leads to, `viewing` with what a viewer chooses to see, `institutions` with official accounts, `networks` with what a network does not serve, `api` with the page of the API. */
const catalogs: Record<Part, Record<Language, Load>> = {
  first: { en: () => import('../words/first/en.po'), fr: () => import('../words/first/fr.po') },
  pages: { en: () => import('../words/pages/en.po'), fr: () => import('../words/pages/fr.po') },
  notices: { en: () => import('../words/notices/en.po'), fr: () => import('../words/notices/fr.po') },
  finding: { en: () => import('../words/finding/en.po'), fr: () => import('../words/finding/fr.po') },
  operate: { en: () => import('../words/operate/en.po'), fr: () => import('../words/operate/fr.po') },
  share: { en: () => import('../words/share/en.po'), fr: () => import('../words/share/fr.po') },
  viewing: { en: () => import('../words/viewing/en.po'), fr: () => import('../words/viewing/fr.po') },
  leaving: { en: () => import('../words/leaving/en.po'), fr: () => import('../words/leaving/fr.po') },
  institutions: {
    en: () => import('../words/institutions/en.po'),
    fr: () => import('../words/institutions/fr.po'),
  },
  networks: { en: () => import('../words/networks/en.po'), fr: () => import('../words/networks/fr.po') },
  api: { en: () => import('../words/api/en.po'), fr: () => import('../words/api/fr.po') },
  interests: { en: () => import('../words/interests/en.po'), fr: () => import('../words/interests/fr.po') },
  archive: { en: () => import('../words/archive/en.po'), fr: () => import('../words/archive/fr.po') },
  register: { en: () => import('../words/register/en.po'), fr: () => import('../words/register/fr.po') },
  moderation: { en: () => import('../words/moderation/en.po'), fr: () => import('../words/moderation/fr.po') },
  create: { en: () => import('../words/create/en.po'), fr: () => import('../words/create/fr.po') },
  account: { en: () => import('../words/account/en.po'), fr: () => import('../words/account/fr.po') },
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
export async function loadPageWords(...more: Part[]): Promise<void> {
  const parts = ['pages', ...more] as const
  for (const part of parts) wanted.add(part)
  const words = spoken
  if (!words) return
  const loaded = await Promise.all(parts.map(part => catalogs[part][words.locale as Language]()))
  for (const { messages } of loaded) words.load(words.locale, messages)
}

export async function allWords(language: Language): Promise<Messages> {
  const all = await Promise.all(Object.values(catalogs).map(catalog => catalog[language]()))
  return Object.assign({}, ...all.map(({ messages }) => messages))
}
