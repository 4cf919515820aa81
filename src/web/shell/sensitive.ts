/** What is not for every eye: covered until the viewer wants to see it, or not shown at all on a device in restricted mode. */
import { computed, signal } from '@preact/signals'
import type { Video } from '../../core/wire/video.ts'
import { account } from './account.ts'
import { restriction, showsSensitive } from './device.ts'

export const isRestricted = computed(() => restriction.value !== null)

/** Clips that were uncovered one by one, as long as the page lasts. */
const uncovered = signal<ReadonlySet<string>>(new Set())

// Until it is known who is signed in, it may be somebody of 14 or 15, for whom there is no "always".
const always = computed(() => showsSensitive.value && account.value !== undefined && account.value?.isYoung !== true)

export const isCovered = ({ id, isSensitive }: Pick<Video, 'id' | 'isSensitive'>): boolean =>
  isSensitive && (isRestricted.value || !(always.value || uncovered.value.has(id)))

export function uncover(id: string): void {
  uncovered.value = new Set(uncovered.peek()).add(id)
}
