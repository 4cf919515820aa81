import { signal } from '@preact/signals'

/** Counts how often somebody asked for the page they are on once more, by its own entry in the way around. */
export const again = signal(0)
