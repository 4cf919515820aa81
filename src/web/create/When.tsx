import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { videoLimits } from '../../core/videos/limits.ts'
import shell from '../shell/shell.module.css'
import { type Language, useWords } from '../shell/words.ts'
import css from './create.module.css'

const hourMs = 3_600_000

/** When the clip is shown: as soon as it is posted and ready, or at a moment to come, said in the author’s own time. */
export function When({ at }: { at: Signal<string | null> }) {
  const { say, language } = useWords()
  const id = useId()
  const now = new Date()
  // Tomorrow, at the full hour that is to come.
  const proposed = () => new Date(Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs).toISOString()
  const last = useSignal(at.peek() ?? proposed())
  const choose = (isLater: boolean) => (at.value = isLater ? last.peek() : null)
  const set = (local: string) => {
    const moment = new Date(local)
    if (Number.isNaN(moment.getTime())) return
    last.value = moment.toISOString()
    at.value = last.peek()
  }
  return (
    <fieldset class={shell.choices}>
      <legend>{say('when.label')}</legend>
      {[false, true].map(isLater => (
        <label class={shell.choice} key={String(isLater)}>
          <input
            type="radio"
            name={`${id}-when`}
            checked={(at.value !== null) === isLater}
            onChange={() => choose(isLater)}
          />
          {say(isLater ? 'when.later' : 'when.now')}
        </label>
      ))}
      {at.value !== null && (
        <div class={css.moment}>
          <label for={`${id}-moment`}>{say('when.moment')}</label>
          <input
            id={`${id}-moment`}
            type="datetime-local"
            required
            value={localOf(new Date(at.value))}
            min={localOf(new Date(now.getTime() + 2 * videoLimits.minScheduledMs))}
            max={localOf(new Date(now.getTime() + videoLimits.maxScheduledMs))}
            aria-describedby={`${id}-zone`}
            onChange={event => set(event.currentTarget.value)}
          />
          <p class={css.quiet} id={`${id}-zone`}>
            {say('when.zone', {
              at: momentIn(at.value, language),
              zone: Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' '),
            })}
          </p>
        </div>
      )}
    </fieldset>
  )
}

/** A moment in the reader’s own time, with its distance from universal time. */
export const momentIn = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  }).format(new Date(at))

/** As `<input type="datetime-local">` writes it: local time without a zone, to the minute. */
function localOf(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
