import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { night } from '../../core/notices/quiet.ts'
import { Switch } from '../accounts/Choice.tsx'
import { hoursHere, isYoungHere } from '../shell/calm.ts'
import { clockOf } from '../shell/clock.ts'
import { hasLoudNights, quietHours } from '../shell/device.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { OnceMore } from '../ui/OnceMore.tsx'
import css from './notices.module.css'

function minuteOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(clock) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

/** When this device is quiet. Somebody under 16 is asked once more before their nights are loud. */
export function QuietHours() {
  const { say } = useWords()
  const isAsking = useSignal(false)
  const set = (isOn: boolean) => {
    isAsking.value = false
    quietHours.value = isOn ? night : null
    // An older person's choice is no choice for whoever is under 16 on the same device.
    if (isYoungHere.peek()) hasLoudNights.value = !isOn
  }
  return (
    <fieldset class={css.topics}>
      <legend>{say('inbox.quiet')}</legend>
      <p class={css.hint}>{say('inbox.quietMeans')}</p>
      <Switch
        label={say('inbox.quietOn')}
        isOn={hoursHere.value !== null}
        onChange={isOn => {
          if (!isOn && isYoungHere.peek()) isAsking.value = true
          else set(isOn)
        }}
      />
      {hoursHere.value && (
        <div class={shell.row}>
          <Clock edge="from" label={say('inbox.from')} />
          <Clock edge="to" label={say('inbox.to')} />
        </div>
      )}
      {isAsking.value && (
        <OnceMore
          title={say('inbox.quietOff')}
          means={say('inbox.quietOffMeans')}
          yes={say('inbox.quietOffYes')}
          no={say('inbox.quietOffNo')}
          onYes={() => set(false)}
          onNo={() => (isAsking.value = false)}
        />
      )}
    </fieldset>
  )
}

function Clock({ edge, label }: { edge: 'from' | 'to'; label: string }) {
  const id = useId()
  const hours = hoursHere.value ?? night
  return (
    <span class={css.clock}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="time"
        value={clockOf(hours[edge])}
        onChange={event => {
          const minute = minuteOf(event.currentTarget.value)
          if (minute !== null) quietHours.value = { ...hours, [edge]: minute }
        }}
      />
    </span>
  )
}
