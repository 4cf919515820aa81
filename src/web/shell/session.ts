/** Who is signed in on this page. Asked once; a guest costs one small request. */
import type { Signal } from '@preact/signals'
import { type Account, account } from './account.ts'
import { call, Declined } from './api.ts'
import { guestFollows, guestLikes, guestMuted, guestMutes, guestSaves, wasYoung } from './device.ts'
import { forgetTies, likes, loadTies, saves, setFollowed, setWall } from './ties.ts'

export { account } from './account.ts'

export async function loadSession(): Promise<void> {
  try {
    const { account: found } = await call('GET /api/session')
    if (found) await signedIn(found)
    else {
      account.value = null
      wasYoung.value = false
    }
  } catch {
    account.value ??= null
  }
}

/** Takes over an account: what it has is downloaded whole, and a guest's of this device is carried in. */
export async function signedIn(
  found: Omit<Account, 'role' | 'isYoung' | 'isWaiting'> & Partial<Pick<Account, 'role' | 'isYoung' | 'isWaiting'>>,
): Promise<void> {
  await loadTies()
  account.value = { role: null, isYoung: false, isWaiting: false, ...found }
  wasYoung.value = account.value.isYoung
  await carry(guestFollows, handle => setFollowed(handle, true))
  await carry(guestLikes, id => likes.set(id, true))
  await carry(guestSaves, id => saves.set(id, true))
  await carry(guestMutes, handle => setWall('mute', handle, true))
  if (guestMuted.peek().length > 0) {
    const { setMuted } = await import('./muting.ts')
    await carry(guestMuted, one => setMuted(one, true))
  }
}

/** What the shore has no time for now is carried in the next time. */
async function carry<T>(guests: Signal<readonly T[]>, one: (item: T) => Promise<void>): Promise<void> {
  const isLater = (error: unknown) =>
    !(error instanceof Declined) || error.problem.status === 429 || error.problem.code === 'account.waiting'
  const items = guests.peek()
  if (items.length === 0) return
  guests.value = []
  for (const [place, item] of items.entries()) {
    const fault = await one(item).then(
      () => null,
      (error: unknown) => error,
    )
    if (fault !== null && isLater(fault)) {
      guests.value = items.slice(place)
      return
    }
  }
}

export function signedOut(): void {
  account.value = null
  wasYoung.value = false
  forgetTies()
}
