/**
 * What the viewer does with clips and people: likes, saves, reposts, follows, and whom they block or mute. An account's are
 * downloaded whole and joined here; a guest's stay on this device.
 */
import { computed, type Signal, signal } from '@preact/signals'
import type { TieState } from '../../core/wire/social.ts'
import { account } from './account.ts'
import { call } from './api.ts'
import { guestFollows, guestLikes, guestMutes, guestSaves } from './device.ts'
import { accountMuted } from './muted.ts'

/** A set of clips, shown at once and taken back if the server refuses. */
function clipSet(name: 'like' | 'save' | 'repost', guests: Signal<string[]> | null) {
  const own = signal<ReadonlySet<string>>(new Set())
  /** What this page has added (1) or taken back (-1) since it read the public counts. */
  const changes = signal<ReadonlyMap<string, number>>(new Map())
  const guestSet = computed(() => new Set(guests?.value))
  const apply = (id: string, isIn: boolean) => {
    const next = new Set(own.peek())
    if (isIn) next.add(id)
    else next.delete(id)
    own.value = next
    changes.value = new Map(changes.peek()).set(id, (changes.peek().get(id) ?? 0) + (isIn ? 1 : -1))
  }
  return {
    own,
    has: (id: string): boolean => (account.value ? own.value : guestSet.value).has(id),
    /** A count as this person sees it, their own act included; a guest's is on their device only, and in nobody else's count. */
    now: (id: string, counted: number | null): number | null =>
      counted === null
        ? null
        : counted + (account.value ? (changes.value.get(id) ?? 0) : guestSet.value.has(id) ? 1 : 0),
    async set(id: string, isIn: boolean): Promise<void> {
      if (!account.peek()) {
        if (!guests) return
        const others = guests.peek().filter(other => other !== id)
        guests.value = isIn ? [...others, id] : others
        return
      }
      if (own.peek().has(id) === isIn) return
      apply(id, isIn)
      try {
        await call(isIn ? `PUT /api/videos/{id}/${name}` : `DELETE /api/videos/{id}/${name}`, { path: { id } })
      } catch (error) {
        apply(id, !isIn)
        throw error
      }
    },
  }
}

export const likes = clipSet('like', guestLikes)
export const saves = clipSet('save', guestSaves)
export const reposts = clipSet('repost', null)

const accountFollows = signal<ReadonlyMap<string, TieState>>(new Map())
const guestTies = computed(() => new Map(guestFollows.value.map(handle => [handle, 'accepted' as const])))
/** What has become of following somebody; undefined where one does not. */
export const followOf = (handle: string): TieState | undefined =>
  (account.value ? accountFollows.value : guestTies.value).get(handle)
export const hasFollows = (): boolean => (account.value ? accountFollows.value : guestTies.value).size > 0

/** Shown at once, taken back if the server refuses. A closed account answers that it was asked. */
export async function setFollowed(handle: string, follows: boolean): Promise<void> {
  const others = guestFollows.peek().filter(other => other !== handle)
  if (!account.peek()) {
    guestFollows.value = follows ? [...others, handle] : others
    return
  }
  const before = accountFollows.peek().get(handle)
  const put = (state: TieState | null | undefined) => {
    const next = new Map(accountFollows.peek())
    if (state) next.set(handle, state)
    else next.delete(handle)
    accountFollows.value = next
  }
  put(follows ? (before ?? 'accepted') : null)
  try {
    const act = follows ? 'PUT /api/accounts/{handle}/follow' : 'DELETE /api/accounts/{handle}/follow'
    put((await call(act, { path: { handle } })).state)
  } catch (error) {
    put(before)
    throw error
  }
}

export type Wall = 'block' | 'mute'
const walls = { block: signal<ReadonlySet<string>>(new Set()), mute: signal<ReadonlySet<string>>(new Set()) }
const guestMuted = computed(() => new Set(guestMutes.value))
export const hasWall = (wall: Wall, handle: string): boolean =>
  (account.value ? walls[wall].value : wall === 'mute' ? guestMuted.value : walls.block.value).has(handle)
/** Whether what somebody posts and says is not shown to this viewer. */
export const isHidden = (handle: string): boolean => hasWall('block', handle) || hasWall('mute', handle)

export const hiddenHandles = (): string[] => [
  ...(account.peek() ? [...walls.mute.peek(), ...walls.block.peek()] : guestMutes.peek()),
]

/** A guest mutes on this device; blocking needs an account, as it keeps the other one away from it. */
export async function setWall(wall: Wall, handle: string, isUp: boolean): Promise<void> {
  if (!account.peek()) {
    const others = guestMutes.peek().filter(other => other !== handle)
    guestMutes.value = isUp ? [...others, handle] : others
    return
  }
  const before = walls[wall].peek()
  const next = new Set(before)
  if (isUp) next.add(handle)
  else next.delete(handle)
  walls[wall].value = next
  try {
    await call(isUp ? `PUT /api/accounts/{handle}/${wall}` : `DELETE /api/accounts/{handle}/${wall}`, {
      path: { handle },
    })
    if (isUp && wall === 'block') {
      const follows = new Map(accountFollows.peek())
      follows.delete(handle)
      accountFollows.value = follows
    }
  } catch (error) {
    walls[wall].value = before
    throw error
  }
}

/** Everything that the account has, asked for once. */
export async function loadTies(): Promise<void> {
  const [liked, saved, passed, follows, blocks, mutes, listed] = await Promise.all([
    call('GET /api/likes'),
    call('GET /api/saves'),
    call('GET /api/reposts'),
    call('GET /api/follows'),
    call('GET /api/blocks'),
    call('GET /api/mutes'),
    call('GET /api/muted'),
  ])
  likes.own.value = new Set(liked.items)
  saves.own.value = new Set(saved.items.map(({ id }) => id))
  reposts.own.value = new Set(passed.items)
  accountFollows.value = new Map(follows.items.map(({ handle, state }) => [handle, state]))
  walls.block.value = new Set(blocks.items.map(({ handle }) => handle))
  walls.mute.value = new Set(mutes.items.map(({ handle }) => handle))
  accountMuted.value = listed.items
}

export function forgetTies(): void {
  for (const { own } of [likes, saves, reposts]) own.value = new Set()
  accountFollows.value = new Map()
  accountMuted.value = []
  for (const wall of Object.values(walls)) wall.value = new Set()
}
