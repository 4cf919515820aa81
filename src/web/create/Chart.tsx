import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useWords } from '../shell/words.ts'
import css from './statistics.module.css'

/** Days and their values as a picture; the same numbers stand in the table beside it. */
export function Chart({ days, values, name }: { days: readonly string[]; values: readonly number[]; name: string }) {
  const { say, language } = useWords()
  const host = useRef<HTMLDivElement>(null)
  const place = useSignal<number | null>(null)
  useEffect(() => {
    let remove: (() => void) | undefined
    let isGone = false
    place.value = null
    void import('./plot.ts').then(({ plot }) => {
      if (!isGone) remove = plot(host.current!, { days, values, language, onPoint: at => (place.value = at) })
    })
    return () => {
      isGone = true
      remove?.()
    }
  }, [days, values, language])
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const told = (at: number) => ({ name, at: full.format(new Date(days[at]!)), n: values[at]! })
  const best = values.indexOf(Math.max(...values))
  return (
    <figure class={css.figure}>
      <div
        class={css.chart}
        ref={host}
        role="img"
        aria-label={say('statistics.picture', { ...told(best), days: days.length })}
      />
      <figcaption class={css.caption} aria-hidden="true">
        {place.value !== null && place.value < values.length
          ? say('statistics.day', told(place.value))
          : say('statistics.best', told(best))}
      </figcaption>
    </figure>
  )
}
