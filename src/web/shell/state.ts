import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Account } from '../../core/wire/account.ts'
import type { Video } from '../../core/wire/video.ts'

/** What the server put into the page. It belongs to the address the page was opened at, and to no other. */
export interface PageState {
  url: string
  shore: { name: string; version: string; minimumAge?: number }
  /** There is nothing at this address. */
  missing?: boolean
  /** Where less is served than everything: the full address, and the pages that are not here, as patterns. Nobody acts there. */
  network?: { name: 'view' | 'station'; address: string; closed: string[] }
  /** This network does not serve the page at this address. */
  isClosed?: boolean
  trial?: { ready: number; of: number } | null
  feed?: { first: Video | null }
  video?: Video | null
  account?: Account
  videos?: { items: Video[]; next: string | null }
}

export const State = createContext<PageState>({ url: '', shore: { name: 'Onshore', version: '' } })
export const usePage = (): PageState => useContext(State)

/** The part of the page's state that was made for this address, or undefined after moving on. */
export function useGiven<K extends keyof PageState>(path: string, key: K): PageState[K] | undefined {
  const state = usePage()
  return state.url === path ? state[key] : undefined
}
