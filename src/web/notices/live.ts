/** Keeps the number beside the inbox true wherever one is, while signed in and not in quiet hours. */
import { effect } from '@preact/signals'
import { call } from '../shell/api.ts'
import { isQuiet } from '../shell/calm.ts'
import { account } from '../shell/session.ts'
import { unread } from '../shell/unread.ts'
import { hear } from './stream.ts'

export function keepUnread(): void {
  effect(() => {
    if (!account.value || isQuiet.value) {
      unread.value = 0
      return
    }
    let isOver = false
    const read = () =>
      void call('GET /api/notices/unread').then(
        found => {
          if (!isOver) unread.value = found.unread
        },
        // Without an answer the number stays what it was.
        () => undefined,
      )
    const stop = hear({ onInbox: read, onMissed: read })
    return () => {
      isOver = true
      stop()
    }
  })
}
