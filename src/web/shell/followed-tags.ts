/** Tags that are followed: an account's own list, downloaded whole when it is first needed; a guest's stays on this device. */
import { computed, signal } from '@preact/signals'
import { call, Declined } from './api.ts'
import { guestTags } from './device.ts'
import { account } from './session.ts'

const ofAccount = signal<{ id: string; tags: readonly string[] } | null>(null)

/** The tags followed as far as they are known, newest first. */
export const tagsFollowed = computed((): readonly string[] => {
  const who = account.value
  if (!who) return guestTags.value
  return ofAccount.value?.id === who.id ? ofAccount.value.tags : []
})

/** Reads an account's list once, and carries a guest's of this device into it. */
export async function readTags(): Promise<readonly string[]> {
  const who = account.peek()
  if (!who || ofAccount.peek()?.id === who.id) return tagsFollowed.peek()
  const { items } = await call('GET /api/tags')
  if (account.peek()?.id !== who.id) return tagsFollowed.peek()
  ofAccount.value = { id: who.id, tags: items }
  for (const tag of [...guestTags.peek()].reverse()) {
    try {
      await setTagFollowed(tag, true)
    } catch (error) {
      // What the shore has no time for now is carried in the next time.
      if (!(error instanceof Declined) || error.problem.status === 429) break
    }
    guestTags.value = guestTags.peek().filter(other => other !== tag)
  }
  return tagsFollowed.peek()
}

/** Shown at once, taken back if the server refuses. */
export async function setTagFollowed(tag: string, follows: boolean): Promise<void> {
  const who = account.peek()
  const without = tagsFollowed.peek().filter(other => other !== tag)
  const put = (isIn: boolean) => {
    const tags = isIn
      ? [tag, ...tagsFollowed.peek().filter(other => other !== tag)]
      : tagsFollowed.peek().filter(other => other !== tag)
    if (who) ofAccount.value = { id: who.id, tags }
    else guestTags.value = [...tags]
  }
  const isNew = without.length === tagsFollowed.peek().length
  if (isNew !== follows) return
  put(follows)
  if (!who) return
  try {
    await call(follows ? 'PUT /api/tags/{tag}/follow' : 'DELETE /api/tags/{tag}/follow', { path: { tag } })
  } catch (error) {
    put(!follows)
    throw error
  }
}
