import { orderFeed } from '../../core/feed/order.ts'
import type { Video } from '../../core/wire/video.ts'
import { call, Declined } from '../shell/api.ts'
import { guestFollows, seenIds } from '../shell/device.ts'
import { readTags } from '../shell/followed-tags.ts'
import { account } from '../shell/session.ts'

/** The feed of this device: the slate everybody gets, put in order here. `first` stands on the screen already. */
export async function loadFeed(first: Video | null): Promise<Video[]> {
  const { entries } = await call('GET /public/slate')
  const candidates = first && !entries.some(({ id }) => id === first.id) ? [first, ...entries] : entries
  return orderFeed(candidates, { seen: new Set(seenIds.peek()), ...(first ? { first: first.id } : {}) })
}

/** Clips a feed of people begins with. */
const followedCount = 100

/** Each tag that is followed is asked for by itself, without saying who follows it; more of them would be a burst. */
const mostTagsAsked = 24

/** What those one follows have posted, and what has tags one follows, newest first. */
export async function loadFollowing(): Promise<Video[]> {
  // A list of tags that does not come takes nobody along.
  const tags = await readTags().catch(() => [])
  const lists = await Promise.all([
    loadPeople(),
    ...tags
      .slice(0, mostTagsAsked)
      .map(tag => orNothing(call('GET /public/tags/{tag}/videos', { path: { tag } })).then(({ items }) => items)),
  ])
  const clips = new Map(lists.flat().map(clip => [clip.id, clip]))
  return [...clips.values()].sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
}

/** Somebody, or something, that is gone takes nobody else along. */
const orNothing = (asked: Promise<{ items: Video[] }>): Promise<{ items: Video[] }> =>
  asked.catch(error => {
    if (error instanceof Declined) return { items: [] }
    throw error
  })

/** What those one follows have posted, newest first. A guest's follows are known to this device only, which asks for each. */
async function loadPeople(): Promise<Video[]> {
  if (account.peek()) return (await call('GET /api/following/videos', { query: { limit: followedCount } })).items
  const lists = await Promise.all(
    guestFollows.peek().map(handle => orNothing(call('GET /public/accounts/{handle}/videos', { path: { handle } }))),
  )
  return lists.flatMap(({ items }) => items)
}

/** One clip by its id: as anyone may see it, or else as one of its author's followers. */
export async function readClip(id: string): Promise<Video> {
  try {
    return await call('GET /public/videos/{id}', { path: { id } })
  } catch (error) {
    if (!(error instanceof Declined) || !account.peek()) throw error
    return call('GET /api/following/videos/{id}', { path: { id } })
  }
}

export interface Kept {
  clips: Video[]
  at: number
  /** It is one that the viewer went to: nothing is left out of it for a wish. */
  isChosen?: boolean | undefined
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

/** Feeds that were somebody's own are not left behind for the next at this device. */
export const forgetFeeds = (): void => kept.clear()

export const keptFeed = (path: string): Kept | undefined => kept.get(decodeURI(path))

export const addressOf = ({ author, id }: Video): string => `/@${author.handle}/video/${id}`
