/**
 * What a watch says, judged against the clip's own length, in deviations from what a viewer of whom nothing is known gives a clip
 * of that length. Only + - * / and Math.sqrt, which IEEE 754 rounds alike everywhere: no Math.exp, whose last bit is the engine's.
 *
 * The prior: of a clip of length L half of all viewers have gone after `halfMs * L / (L + halfMs)`, a few seconds for a long clip and
 * nearly half of a short one (D2Q, arXiv 2206.06003, has the reason: seconds favour long clips, shares favour short ones).
 */
import { weights as published, type Weights } from './weights.ts'

export const strongestSignal = 3

export function watchSignal(lengthMs: number, watchedMs: number, weights: Weights = published): number {
  const length = finite(lengthMs, 100, 7_200_000)
  const watched = finite(watchedMs, 0, length * weights.watch.mostLengths)
  const half = (weights.watch.halfMs * length) / (length + weights.watch.halfMs)
  const share = watched / (watched + half)
  const side = 2 * share - 1
  return Math.min(strongestSignal, side / Math.sqrt(1.2 - side * side))
}

/** 2 to the power of -`lives`: what is left after so many half-lives. */
export function left(lives: number): number {
  if (!(lives > 0)) return 1
  if (lives >= 60) return 0
  const whole = Math.floor(lives)
  const part = lives - whole
  let value =
    1 - part * (Math.LN2 - part * (0.240226507 - part * (0.0555041087 - part * (0.0096181291 - part * 0.0013333558))))
  for (let i = 0; i < whole; i++) value /= 2
  return value
}

/** The number held between two bounds; what is no number becomes the lower one. */
export const finite = (value: number, least: number, most: number): number =>
  value > least ? Math.min(value, most) : least
