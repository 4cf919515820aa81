/** Tags, sounds and words that the viewer wants to see nothing of: an account's downloaded whole, a guest's of this device. */
import { computed, signal } from '@preact/signals'
import { wordsFinder } from '../../core/social/fold.ts'
import type { Muted } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { account } from './account.ts'
import { guestMuted } from './device.ts'

export type Mute = Pick<Muted, 'kind' | 'what' | 'name'>

export const accountMuted = signal<readonly Mute[]>([])
export const muted = computed((): readonly Mute[] => (account.value ? accountMuted.value : guestMuted.value))

const named = computed(() => new Set(muted.value.map(({ kind, what }) => `${kind} ${what}`)))
const finder = computed(() => {
  const words = muted.value.filter(({ kind }) => kind === 'word')
  return words.length > 0 ? wordsFinder(words.map(({ what }) => what)) : null
})

export const isMuted = (kind: Muted['kind'], what: string): boolean => named.value.has(`${kind} ${what}`)
export const holdsMutedWord = (text: string): boolean => finder.value?.(text) ?? false
export const isMutedClip = ({ tags, sound, caption, alt }: Video): boolean =>
  tags.some(tag => isMuted('tag', tag)) ||
  (sound !== null && isMuted('sound', sound.id)) ||
  holdsMutedWord(`${caption} ${alt}`)
