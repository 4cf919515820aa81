/** Who is signed in on this page, and what they like. Asked once; a guest costs one small request. */
import { computed, signal } from '@preact/signals'
import type { Session } from '../../core/wire/account.ts'
import { ask } from './api.ts'
import { guestLikes } from './device.ts'

type Account = NonNullable<Session['account']>

/** Undefined until the server has said. */
export const account = signal<Account | null | undefined>(undefined)
const accountLikes = signal<ReadonlySet<string>>(new Set())
/** Likes that this page has added (1) or taken back (-1) since it read the public counts. */
const changes = signal<ReadonlyMap<string, number>>(new Map())

const guestSet = computed(() => new Set(guestLikes.value))
export const isLiked = (id: string): boolean => (account.value ? accountLikes.value : guestSet.value).has(id)
/** What a person sees counts their own like; a guest's is on their device only, and in nobody else's count. */
export const likesNow = (id: string, counted: number): number =>
  counted + (account.value ? (changes.value.get(id) ?? 0) : guestSet.value.has(id) ? 1 : 0)

export async function loadSession(): Promise<void> {
  try {
    const { account: found } = await ask<Session>('GET', '/api/session')
    if (found) await signedIn(found)
    else account.value = null
  } catch {
    account.value ??= null
  }
}

/** Takes over an account: its likes are downloaded whole, and what the guest liked on this device is carried in. */
export async function signedIn(found: Account): Promise<void> {
  const { items } = await ask<{ items: string[] }>('GET', '/api/likes')
  accountLikes.value = new Set(items)
  account.value = found
  const carried = guestLikes.peek().filter(id => !accountLikes.peek().has(id))
  guestLikes.value = []
  for (const id of carried) await setLiked(id, true).catch(() => undefined)
}

export function signedOut(): void {
  account.value = null
  accountLikes.value = new Set()
}

/** Shown at once, taken back if the server refuses. */
export async function setLiked(id: string, likes: boolean): Promise<void> {
  if (!account.peek()) {
    guestLikes.value = likes
      ? [...guestLikes.peek().filter(other => other !== id), id]
      : guestLikes.peek().filter(other => other !== id)
    return
  }
  if (accountLikes.peek().has(id) === likes) return
  apply(id, likes)
  try {
    await ask(likes ? 'PUT' : 'DELETE', `/api/videos/${id}/like`)
  } catch (error) {
    apply(id, !likes)
    throw error
  }
}

function apply(id: string, likes: boolean): void {
  const next = new Set(accountLikes.peek())
  if (likes) next.add(id)
  else next.delete(id)
  accountLikes.value = next
  changes.value = new Map(changes.peek()).set(id, (changes.peek().get(id) ?? 0) + (likes ? 1 : -1))
}
