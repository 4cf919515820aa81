/** Who is signed in on this page, what they like and whom they follow. Asked once; a guest costs one small request. */
import { computed, signal } from '@preact/signals'
import type { Session } from '../../core/wire/account.ts'
import type { TieState } from '../../core/wire/social.ts'
import { call, Declined } from './api.ts'
import { guestFollows, guestLikes } from './device.ts'

type Account = NonNullable<Session['account']>

/** Undefined until the server has said. */
export const account = signal<Account | null | undefined>(undefined)
const accountLikes = signal<ReadonlySet<string>>(new Set())
const accountFollows = signal<ReadonlyMap<string, TieState>>(new Map())
/** Likes that this page has added (1) or taken back (-1) since it read the public counts. */
const changes = signal<ReadonlyMap<string, number>>(new Map())

const guestSet = computed(() => new Set(guestLikes.value))
export const isLiked = (id: string): boolean => (account.value ? accountLikes.value : guestSet.value).has(id)
/** What a person sees counts their own like; a guest's is on their device only, and in nobody else's count. */
export const likesNow = (id: string, counted: number): number =>
  counted + (account.value ? (changes.value.get(id) ?? 0) : guestSet.value.has(id) ? 1 : 0)

const guestTies = computed(() => new Map(guestFollows.value.map(handle => [handle, 'accepted' as const])))
/** What has become of following somebody; undefined where one does not. */
export const followOf = (handle: string): TieState | undefined =>
  (account.value ? accountFollows.value : guestTies.value).get(handle)

export const hasFollows = (): boolean => (account.value ? accountFollows.value : guestTies.value).size > 0

export async function loadSession(): Promise<void> {
  try {
    const { account: found } = await call('GET /api/session')
    if (found) await signedIn(found)
    else account.value = null
  } catch {
    account.value ??= null
  }
}

/** Takes over an account: its likes and follows are downloaded whole, and a guest's of this device are carried in. */
export async function signedIn(found: Omit<Account, 'role'> & Partial<Pick<Account, 'role'>>): Promise<void> {
  const [likes, follows] = await Promise.all([call('GET /api/likes'), call('GET /api/follows')])
  accountLikes.value = new Set(likes.items)
  accountFollows.value = new Map(follows.items.map(({ handle, state }) => [handle, state]))
  account.value = { role: null, ...found }
  // What the shore has no time for now is carried in the next time.
  const isLater = (error: unknown) => !(error instanceof Declined) || error.problem.status === 429
  const carry = async (items: readonly string[], one: (item: string) => Promise<void>): Promise<string[]> => {
    for (const [place, item] of items.entries()) {
      const fault = await one(item).then(
        () => null,
        (error: unknown) => error,
      )
      if (fault !== null && isLater(fault)) return items.slice(place)
    }
    return []
  }
  const people = guestFollows.peek()
  guestFollows.value = []
  const liked = guestLikes.peek().filter(id => !accountLikes.peek().has(id))
  guestLikes.value = []
  guestFollows.value = await carry(people, handle => setFollowed(handle, true))
  guestLikes.value = await carry(liked, id => setLiked(id, true))
}

export function signedOut(): void {
  account.value = null
  accountLikes.value = new Set()
  accountFollows.value = new Map()
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
    await call(likes ? 'PUT /api/videos/{id}/like' : 'DELETE /api/videos/{id}/like', { path: { id } })
  } catch (error) {
    apply(id, !likes)
    throw error
  }
}

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

function apply(id: string, likes: boolean): void {
  const next = new Set(accountLikes.peek())
  if (likes) next.add(id)
  else next.delete(id)
  accountLikes.value = next
  changes.value = new Map(changes.peek()).set(id, (changes.peek().get(id) ?? 0) + (likes ? 1 : -1))
}
