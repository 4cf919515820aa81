/** Counts what is watched on this device today, where there is a limit, and rests the feed when it is reached. */
import { effect } from '@preact/signals'
import { dayOf, isEnough, onDay, watch } from '../../core/feed/calm.ts'
import { deck } from '../player/deck.ts'
import { minutesHere, rest } from '../shell/calm.ts'
import { watched } from '../shell/device.ts'
import { loadPageWords } from '../shell/words.ts'
import { Rest } from './Rest.tsx'

const beatMs = 2000

let isCounting = false
/** By a clock that nobody sets. */
let lastAt = 0

export async function keepCount(): Promise<void> {
  if (isCounting) return
  isCounting = true
  await loadPageWords('viewing')
  lastAt = performance.now()
  setInterval(beat, beatMs)
  document.addEventListener('visibilitychange', beat)
  effect(judge)
}

function beat(): void {
  const at = performance.now()
  // A device that slept in between was not watched.
  const ms = Math.min(at - lastAt, 2 * beatMs)
  lastAt = at
  const isSeen = !document.hidden || document.pictureInPictureElement !== null
  if (minutesHere.peek() !== null && deck.isPlaying && isSeen)
    watched.value = watch(watched.peek(), dayOf(new Date()), ms)
  // The day may have turned.
  else judge()
}

function judge(): void {
  const minutes = minutesHere.value
  const today = onDay(watched.value, dayOf(new Date()))
  if (minutes !== null && isEnough(today, minutes)) rest.value = Rest
  else if (rest.peek() === Rest) rest.value = null
}
