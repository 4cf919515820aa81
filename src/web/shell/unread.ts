import { signal } from '@preact/signals'

/** How many lines of the inbox have something unseen; kept by `notices/live.ts`, and 0 in quiet hours. */
export const unread = signal(0)
