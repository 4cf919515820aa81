/** The lines that the page shows: read by pages, brought up to date at the front, and marked as seen. */
import { signal } from '@preact/signals'
import type { NoticeTab } from '../../core/notices/kinds.ts'
import type { Notice } from '../../core/wire/notice.ts'
import { call } from '../shell/api.ts'
import { isQuiet } from '../shell/calm.ts'
import { unread } from '../shell/unread.ts'

export interface Listed {
  items: Notice[]
  next: string | null
}

export function openList(tab: NoticeTab) {
  const listed = signal<Listed | null>(null)
  /** What was new when it was first shown stays marked while the page is open. */
  const wasNew = new Set<string>()
  const mark = (items: Notice[]): Notice[] =>
    items.map(item => {
      const key = `${item.id} ${item.at}`
      if (item.isNew) wasNew.add(key)
      return wasNew.has(key) ? { ...item, isNew: true } : item
    })

  const see = async (items: Notice[]) => {
    if (document.hidden || !items.some(({ isNew }) => isNew)) return
    const left = await call('PUT /api/notices/seen', { body: { until: items[0]!.at, tab } })
    if (!isQuiet.peek()) unread.value = left.unread
  }
  return {
    listed,
    /** The newest page, and below it what was read before and is older. */
    async load(): Promise<void> {
      const fresh = await call('GET /api/notices', { query: { tab } })
      const known = new Set(fresh.items.map(({ id }) => id))
      const last = fresh.items.at(-1)?.at ?? ''
      const before = listed.peek()
      const older = fresh.next === null ? [] : (before?.items.filter(({ id, at }) => !known.has(id) && at < last) ?? [])
      listed.value = {
        items: [...mark(fresh.items), ...older],
        next: older.length > 0 ? before!.next : fresh.next,
      }
      // What cannot be marked now is marked the next time.
      await see(fresh.items).catch(() => undefined)
    },
    async more(): Promise<void> {
      const { items, next } = listed.peek()!
      const older = await call('GET /api/notices', { query: { tab, cursor: next! } })
      const known = new Set(items.map(({ id }) => id))
      listed.value = { items: [...items, ...mark(older.items).filter(({ id }) => !known.has(id))], next: older.next }
    },
  }
}
