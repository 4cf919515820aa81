import { orderFeed } from '../../core/feed/order.ts'
import type { Slate } from '../../core/wire/slate.ts'
import type { Video } from '../../core/wire/video.ts'
import { readPublic } from '../shell/api.ts'
import { seenIds } from '../shell/device.ts'

/** The feed of this device: the slate everybody gets, put in order here. `first` stands on the screen already. */
export async function loadFeed(first: Video | null): Promise<Video[]> {
  const { entries } = await readPublic<Slate>('/public/slate')
  const candidates = first && !entries.some(({ id }) => id === first.id) ? [first, ...entries] : entries
  return orderFeed(candidates, { seen: new Set(seenIds.peek()), ...(first ? { first: first.id } : {}) })
}

interface Kept {
  clips: Video[]
  at: number
}

/** Feeds as they were left, by address, so that going back leads to the same clip. They last as long as the page. */
const kept = new Map<string, Kept>()
const mostKept = 6

/**
 * A feed that follows its clip in the address takes its old place along (`insteadOf`). A grid that opens a clip keeps its whole
 * list under the clip's address: the feed there goes on in the grid's order.
 */
export function keepFeed(path: string, feed: Kept, insteadOf?: string): void {
  kept.delete(decodeURI(insteadOf ?? path))
  kept.delete(decodeURI(path))
  kept.set(decodeURI(path), feed)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}

export const keptFeed = (path: string): Kept | undefined => kept.get(decodeURI(path))

export const addressOf = ({ author, id }: Video): string => `/@${author.handle}/video/${id}`
