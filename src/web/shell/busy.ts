import { signal } from '@preact/signals'

/** How many uploads are under way on this page: while there is one, nothing reloads it. */
export const uploadsUnderWay = signal(0)
