/**
 * What keeps a device calm: quiet hours, in which nothing plays or calls by itself, and a limit of watching a day. Both are chosen
 * and kept here and told to nobody; somebody under 16 begins with both. Only whether they hold is known in the first part of the
 * program; what they show is loaded when it is shown.
 */
import { computed, effect, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { limitOf } from '../../core/feed/calm.ts'
import { hoursOf, isQuietAt, nextLookMs } from '../../core/notices/quiet.ts'
import { deck } from '../player/deck.ts'
import { account } from './account.ts'
import { dailyMinutes, hasLoudNights, isCalm, quietHours, wasYoung } from './device.ts'

// Without an answer of the server, it is whoever it was.
export const isYoungHere = computed(() => account.value?.isYoung ?? wasYoung.value)
export const hoursHere = computed(() => hoursOf(quietHours.value, isYoungHere.value, hasLoudNights.value))
export const minutesHere = computed(() =>
  limitOf(dailyMinutes.value === 'standard' ? undefined : dailyMinutes.value, isYoungHere.value),
)

/** Set on the document before anything is drawn, and so known before the device is read. */
export const isQuiet = signal(typeof document !== 'undefined' && document.documentElement.dataset['quiet'] === '1')

/** What stands in place of the feed once it is enough for today, and what says above it that it is quiet. */
export const rest = signal<ComponentType | null>(null)
export const nightLine = signal<ComponentType | null>(null)
/** What offers, above the feed, to say what one would like to begin with. */
export const offerLine = signal<ComponentType | null>(null)

/** Whether a clip may begin without its person having asked. */
export const mayPlayItself = (): boolean => !isCalm() && !isQuiet.peek() && rest.peek() === null

let timer: ReturnType<typeof setTimeout> | undefined

function look(): void {
  clearTimeout(timer)
  const hours = hoursHere.value
  const now = new Date()
  const minute = now.getHours() * 60 + now.getMinutes()
  isQuiet.value = hours !== null && isQuietAt(hours, minute)
  const intoMinuteMs = now.getSeconds() * 1000 + now.getMilliseconds()
  if (hours !== null) timer = setTimeout(look, nextLookMs(hours, minute) - intoMinuteMs)
}

/** Called once, after what the device keeps was read, with what to load when the one or the other begins to hold. */
export function keepCalm(load: { night(): Promise<void>; limit(): Promise<void> }): void {
  effect(look)
  // A device that slept has missed the hour.
  document.addEventListener('visibilitychange', look)
  effect(() => {
    if (!isQuiet.value) {
      nightLine.value = null
      return
    }
    deck.pause()
    void load.night().catch(() => undefined)
  })
  effect(() => {
    if (minutesHere.value !== null) void load.limit().catch(() => undefined)
  })
}
