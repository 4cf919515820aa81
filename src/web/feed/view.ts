import { type Signal, signal } from '@preact/signals'
import type { cuesNow } from '../player/captions.ts'
import type { Fault } from '../player/deck.ts'

/** What the page shows of the clip that plays. The functions are filled in by the article on the screen: they write to it directly. */
export interface View {
  isPlaying: Signal<boolean>
  isWaiting: Signal<boolean>
  isFast: Signal<boolean>
  fault: Signal<Fault | null>
  tell: { time(seconds: number, duration: number): void; cues(cues: ReturnType<typeof cuesNow>): void }
}

export const makeView = (): View => ({
  isPlaying: signal(false),
  isWaiting: signal(false),
  isFast: signal(false),
  fault: signal(null),
  tell: { time: () => undefined, cues: () => undefined },
})

/** What can open over a clip. */
export type SheetName = 'menu' | 'comments' | 'share' | 'transcript' | 'report' | 'help' | 'why'

/** `0:07`, as clocks say it in both languages. */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
