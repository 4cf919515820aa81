import { useId } from 'preact/hooks'
import { calmLimits, dayOf, minutesOf, onDay } from '../../core/feed/calm.ts'
import { QuietHours } from '../notices/QuietHours.tsx'
import { isYoungHere, minutesHere } from '../shell/calm.ts'
import { dailyMinutes, watched } from '../shell/device.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import ui from '../ui/ui.module.css'
import css from './accounts.module.css'

const { minMinutes, maxMinutes, stepMinutes } = calmLimits
const lengths = Array.from(
  { length: (maxMinutes - minMinutes) / stepMinutes + 1 },
  (_, step) => minMinutes + step * stepMinutes,
)

/** How long clips are watched here in a day, and when the device is quiet. Somebody under 16 has a limit; how long it is, is theirs. */
export function Calm() {
  const { say } = useWords()
  const id = useId()
  const minutes = minutesHere.value
  return (
    <section class={shell.section}>
      <h2>{say('calm.title')}</h2>
      {isYoungHere.value && <p>{say('calm.young')}</p>}
      <div class={ui.field}>
        <label for={id}>{say('calm.daily')}</label>
        <select
          id={id}
          value={minutes ?? ''}
          onChange={event => (dailyMinutes.value = Number(event.currentTarget.value) || null)}
        >
          {!isYoungHere.value && <option value="">{say('calm.none')}</option>}
          {lengths.map(n => (
            <option value={n} key={n}>
              {say('calm.minutes', { n })}
            </option>
          ))}
        </select>
        {minutes !== null && (
          <p class={css.quiet}>{say('calm.today', { n: minutesOf(onDay(watched.value, dayOf(new Date()))) })}</p>
        )}
        <p class={css.quiet}>{say('calm.honest')}</p>
      </div>
      <QuietHours />
    </section>
  )
}
