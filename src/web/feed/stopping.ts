/** A stopping point: after so many clips, between two of them, the feed rests until it is asked to go on. */
import { rest } from '../shell/calm.ts'
import { stopEvery } from '../shell/device.ts'
import { loadPageWords } from '../shell/words.ts'

/** In this visit, since the feed last stopped. */
let count = 0

export function countClip(): void {
  count++
}

/** Called as another clip comes. */
export async function stopHere(): Promise<void> {
  const most = stopEvery.peek()
  if (most === null || count < most || rest.peek()) return
  count = 0
  const [{ Stop }] = await Promise.all([import('./Stop.tsx'), loadPageWords('viewing')])
  rest.value ??= Stop
}
