/**
 * Makes the order of a feed from a slate, on the viewer's device. Pure: the same slate and the same facts give the same order,
 * so an auditor can run it again. It refuses to know who the viewer is.
 *
 * Two lists are walked in turn, the newest and the best loved, two from the first for one from the second; what stands in both
 * is taken once. Clips this device has already shown go behind those it has not. Then authors are spaced: nobody stands within
 * `authorDistance` places of themselves while somebody else is left.
 */

export interface Candidate {
  readonly id: string
  readonly author: { readonly handle: string }
  readonly publishedAt: string
  /** Null where the author hides it; it counts for nothing then. */
  readonly likes: number | null
}

export interface Viewing {
  /** Clips already shown on this device. */
  readonly seen?: ReadonlySet<string>
  /** The clip that stands first whatever the rest says: the one that is on the screen already. */
  readonly first?: string
}

const authorDistance = 3

const newestFirst = (a: Candidate, b: Candidate) => compare(b.publishedAt, a.publishedAt) || compare(b.id, a.id)
const bestLovedFirst = (a: Candidate, b: Candidate) => (b.likes ?? 0) - (a.likes ?? 0) || newestFirst(a, b)

// Code-unit order, the same in every engine; localeCompare is not.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function orderFeed<C extends Candidate>(candidates: readonly C[], viewing: Viewing = {}): C[] {
  const seen = viewing.seen ?? new Set<string>()
  const mixed = mix([...candidates].sort(newestFirst), [...candidates].sort(bestLovedFirst))
  const fresh = mixed.filter(({ id }) => !seen.has(id))
  const again = mixed.filter(({ id }) => seen.has(id))
  const ordered = [...spaceAuthors(fresh), ...spaceAuthors(again)]
  const first = ordered.findIndex(({ id }) => id === viewing.first)
  return first > 0 ? [...ordered.splice(first, 1), ...ordered] : ordered
}

function mix<C extends Candidate>(newest: readonly C[], loved: readonly C[]): C[] {
  const taken = new Set<string>()
  const result: C[] = []
  let n = 0
  let l = 0
  const take = (list: readonly C[], from: number): number => {
    let at = from
    while (at < list.length && taken.has(list[at]!.id)) at++
    const found = list[at]
    if (found) {
      taken.add(found.id)
      result.push(found)
    }
    return at + 1
  }
  while (result.length < newest.length) {
    if (result.length % 3 === 2) l = take(loved, l)
    else n = take(newest, n)
  }
  return result
}

function spaceAuthors<C extends Candidate>(candidates: readonly C[]): C[] {
  const waiting = [...candidates]
  const result: C[] = []
  while (waiting.length > 0) {
    const recent = new Set(result.slice(-authorDistance).map(({ author }) => author.handle))
    const next = waiting.findIndex(({ author }) => !recent.has(author.handle))
    result.push(...waiting.splice(Math.max(next, 0), 1))
  }
  return result
}
