import { useLayoutEffect, useRef } from 'preact/hooks'
import { rest } from '../shell/calm.ts'
import { stopEvery } from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import { minutesWatched } from './attention.ts'
import css from './calm.module.css'

/** In place of the next clip, at a stopping point. Nothing counts down; going on is one touch. */
export function Stop() {
  const { say } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section class={css.rest}>
      <h2 ref={heading} tabIndex={-1}>
        {say('calm.stop', { n: stopEvery.value ?? 0 })}
      </h2>
      <p>{say('calm.stopMeans', { n: minutesWatched() })}</p>
      <button type="button" class={css.button} onClick={() => (rest.value = null)}>
        {say('calm.stopGoOn')}
      </button>
      <a href="/interests">{say('calm.stopChange')}</a>
    </section>
  )
}
