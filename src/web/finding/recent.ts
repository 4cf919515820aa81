import { recentSearches } from '../shell/device.ts'

const mostKept = 12

/** What was looked for here last, newest first. It stays on this device, and is sent to nobody. */
export function keepSearch(q: string): void {
  const words = q.trim().replace(/\s+/g, ' ')
  if (words === '') return
  const others = recentSearches.peek().filter(other => other.toLowerCase() !== words.toLowerCase())
  recentSearches.value = [words, ...others].slice(0, mostKept)
}

export const forgetSearch = (q: string): void => {
  recentSearches.value = recentSearches.peek().filter(other => other !== q)
}
export const forgetSearches = (): void => {
  recentSearches.value = []
}
