/**
 * How much of the clip on the screen is watched, for this device's own interests and nothing else: told to the worker that keeps
 * them, when the clip is left or the page is hidden. A clip that nobody wants learned from is not measured.
 */
import { signal } from '@preact/signals'
import type { Video } from '../../core/wire/video.ts'
import type { Told } from '../interests/asking.ts'
import { learnsHere } from '../shell/device.ts'

/** Steps of playback longer than this were jumps. */
const mostStepSeconds = 1.5

/** Counts what was learned from, so that whoever orders looks again. */
export const learned = signal(0)

let watching: { clip: Video; seconds: number; at: number | null; touched: boolean } | null = null
/** In this visit. */
let watchedSeconds = 0
export const minutesWatched = (): number => Math.round(watchedSeconds / 60)

/** What was told last has been learned once this is done. */
let telling: Promise<unknown> = Promise.resolve()

export const settled = (): Promise<unknown> => telling

export function tell(clip: Video, told: Told): void {
  if (!learnsHere.peek()) return
  telling = telling
    .then(() => import('../interests/keeper.ts'))
    .then(({ ask, cardOf }) => ask({ ask: 'learn', card: cardOf(clip), told }))
    .then(() => void learned.value++)
    // Where nothing can be learned, the feed stands as it does for everybody.
    .catch(() => undefined)
}

/** The clip has begun to play. One that is left at once says most of all. */
export function begin(clip: Video): void {
  if (watching?.clip.id === clip.id) return
  leave()
  watching = { clip, seconds: 0, at: null, touched: false }
}

/** The clip plays at `seconds` of its length. */
export function attend(clip: Video, seconds: number): void {
  begin(clip)
  if (!watching) return
  const step = seconds - (watching.at ?? seconds)
  // One that begins anew is watched again.
  if (step > 0 && step < mostStepSeconds) {
    watching.seconds += step
    watchedSeconds += step
  }
  watching.at = seconds
}

export const touch = (): void => {
  if (watching) watching.touched = true
}

/** What was watched of the clip until now is told. */
export function leave(): void {
  const left = watching
  watching = null
  if (left) tell(left.clip, { kind: 'watch', watchedMs: Math.round(left.seconds * 1000), touched: left.touched })
}
