import { useLayoutEffect, useRef } from 'preact/hooks'
import { calmLimits, dayOf, goOn, minutesOf, onDay } from '../../core/feed/calm.ts'
import { minutesHere } from '../shell/calm.ts'
import { watched } from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import css from './calm.module.css'

/**
 * In place of the feed once it is enough for today. It says so once and plainly: nothing counts down, pleads, or praises whoever
 * stops. Going on is a choice of a quarter of an hour, after which it is asked again, for somebody under 16 as well: a wall that a
 * second browser gets around would teach them to go around it, and only the person knows what the clip at hand is to them.
 */
export function Rest() {
  const { say } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const today = onDay(watched.value, dayOf(new Date()))
  return (
    <section class={css.rest}>
      <h2 ref={heading} tabIndex={-1}>
        {say('calm.enough', { n: minutesOf(today) })}
      </h2>
      <p>{say('calm.limit', { n: minutesHere.value ?? 0 })}</p>
      <button type="button" class={css.button} onClick={() => (watched.value = goOn(today))}>
        {say('calm.goOn', { n: calmLimits.moreMinutes })}
      </button>
      <p class={css.honest}>{say('calm.honest')}</p>
      <a href="/settings/viewing">{say('calm.change')}</a>
    </section>
  )
}
