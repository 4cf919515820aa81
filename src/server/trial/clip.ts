import type { Scene } from './canvas.ts'
import type { Tune } from './sound.ts'

/** One clip of the trial shore, before it is drawn. */
export interface Clip {
  by: string
  /** 4 to 8. */
  seconds: number
  language: 'en' | 'fr'
  caption: string
  /** The sentences of its captions, in both languages. */
  spoken: { en: readonly string[]; fr: readonly string[] }
  tune: Tune
  scene: Scene
}
