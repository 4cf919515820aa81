/**
 * This device's own feed: the slate that everybody gets, ranked here. Cards of clips come from what the shore sends to everybody, or
 * one by one by their public address, as their pictures do.
 */
import { orderFeed } from '../../core/feed/order.ts'
import type { Video } from '../../core/wire/video.ts'
import { isWantedInFeed } from '../feed/wanted.ts'
import { account } from '../shell/account.ts'
import { call, Declined } from '../shell/api.ts'
import { hidesAiMade, hidesPaid, isOffered, seenIds } from '../shell/device.ts'
import { muted } from '../shell/muted.ts'
import { isRestricted } from '../shell/sensitive.ts'
import { hiddenHandles } from '../shell/ties.ts'
import type { Wishes, Worded } from './asking.ts'
import { ask } from './keeper.ts'

/** So many clips stand ready behind the one on the screen. */
const ahead = 10
/** A clip that was prepared as the next keeps its place while it is among the best of so many. */
const stillGood = 3

const cards = new Map<string, Video>()
/** Clips that are not to be had, or not wanted for what their words say. */
const hidden = new Set<string>()
let entries: readonly Video[] = []
let slate: string | null = null
let askedAt = Number.NEGATIVE_INFINITY
const freshMs = 60_000

/** Why each clip stands where it does, as it was when it got its place. */
const reasons = new Map<string, Worded[]>()
export const reasonsOf = (id: string): Worded[] | null => reasons.get(id) ?? null

async function look(): Promise<void> {
  if (performance.now() - askedAt < freshMs) return
  const found = await call('GET /public/slate')
  askedAt = performance.now()
  entries = found.entries
  slate = found.ranked
  for (const clip of entries) cards.set(clip.id, clip)
}

/** The hash of the newest slate, null where there is none. */
export async function newestSlate(): Promise<string | null> {
  await look()
  return slate
}

const wishes = (seen: readonly string[]): Wishes => ({
  seen,
  hidden: [...hidden],
  mutedHandles: hiddenHandles(),
  mutedSounds: muted.peek().flatMap(({ kind, what }) => (kind === 'sound' ? [what] : [])),
  hidesSensitive: isRestricted.peek() || account.peek()?.isYoung === true,
  hidesAi: hidesAiMade.peek(),
  hidesPaid: hidesPaid.peek(),
})

async function cardOf(id: string): Promise<Video | null> {
  const known = cards.get(id)
  if (known) return known
  try {
    const found = await call('GET /public/videos/{id}', { path: { id } })
    cards.set(id, found)
    return found
  } catch (error) {
    if (error instanceof Declined) hidden.add(id)
    return null
  }
}

/**
 * What comes behind `shown`, which are the clips of this feed up to the one on the screen. Null where nothing can be ranked: then
 * the feed stands as it does for everybody. `prepared` is the clip that was next until now.
 */
export async function clipsBehind(shown: readonly Video[], prepared?: string): Promise<Video[] | null> {
  await look()
  if (slate === null) return null
  const here = new Set(shown.map(({ id }) => id))
  const seen = [...new Set([...seenIds.peek(), ...here])]
  const ordered = await ask({
    ask: 'order',
    slate,
    wishes: wishes(seen),
    shown: shown.slice(-20).map(({ id }) => id),
    count: ahead + stillGood,
  })
  if (ordered === null) return null
  if (!isOffered.peek()) void import('./Offer.tsx').then(({ offerPicks }) => offerPicks()).catch(() => undefined)
  const place = ordered.findIndex(({ id }) => id === prepared)
  if (place > 0 && place < stillGood) ordered.unshift(...ordered.splice(place, 1))
  const found = await Promise.all(ordered.map(async one => ({ one, clip: await cardOf(one.id) })))
  const clips = found.flatMap(({ one, clip }) => {
    if (!clip || here.has(clip.id)) return []
    if (!isWantedInFeed(clip)) {
      hidden.add(clip.id)
      return []
    }
    reasons.set(clip.id, one.reasons)
    return [clip]
  })
  // Behind what is new to this device comes what it has seen, as for everybody.
  const got = new Set([...here, ...clips.map(({ id }) => id)])
  const rest = orderFeed(entries, { seen: new Set(seenIds.peek()) }).filter(
    clip => !got.has(clip.id) && isWantedInFeed(clip),
  )
  return clips.length < ahead ? [...clips, ...rest] : clips.slice(0, ahead)
}
