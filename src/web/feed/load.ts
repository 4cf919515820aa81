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
