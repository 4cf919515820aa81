import type { SearchKind, SearchQuery } from '../../core/wire/finding.ts'
import { searchKinds, searchLengths, searchOrders } from '../../core/wire/finding.ts'

/** What is looked for, as it stands in the page's address. */
export interface Asked {
  q: string
  kind: SearchKind
  order: SearchQuery['order']
  length: SearchQuery['length'] | undefined
  language: string | undefined
  captioned: 'true' | undefined
}

const oneOf = <T extends string>(all: readonly T[], value: string | undefined): T | undefined =>
  all.find(one => one === value)

/** Reads an address; whatever is not understood is left out. */
export function askedIn(query: Readonly<Record<string, string>>): Asked {
  return {
    q: query['q'] ?? '',
    kind: oneOf(searchKinds, query['kind']) ?? 'all',
    order: oneOf(searchOrders, query['order']) ?? 'best',
    length: oneOf(searchLengths, query['length']),
    language: /^[a-z]{2,3}$/.test(query['language'] ?? '') ? query['language'] : undefined,
    captioned: query['captioned'] === 'true' ? 'true' : undefined,
  }
}

/** The address of a search; what is as usual is not in it. */
export function addressOfSearch({
  q,
  kind = 'all',
  order = 'best',
  length,
  language,
  captioned,
}: Partial<Asked>): string {
  const parts = {
    q,
    kind: kind === 'all' ? '' : kind,
    order: order === 'best' ? '' : order,
    length,
    language,
    captioned,
  }
  const said = Object.entries(parts).flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []))
  return `/search${said.length > 0 ? `?${said.join('&')}` : ''}`
}

export const addressOfTag = (tag: string): string => `/tag/${encodeURIComponent(tag)}`
