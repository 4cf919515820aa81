import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { isOpen, type Visibility, visibilities } from '../../core/videos/visibility.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { OnceMore } from '../ui/OnceMore.tsx'
import css from './create.module.css'

/** Who sees the clip. Somebody under 16 is asked once more before it is for everybody. */
export function Visible({ at }: { at: Signal<Visibility> }) {
  const { say } = useWords()
  const id = useId()
  const asked = useSignal<Visibility | null>(null)
  const choose = (value: Visibility) => {
    if (account.peek()?.isYoung && isOpen(value)) asked.value = value
    else at.value = value
  }
  return (
    <>
      <fieldset class={shell.choices}>
        <legend>{say('create.visibility')}</legend>
        {visibilities.map(value => (
          <label class={shell.choice} key={value}>
            <input
              type="radio"
              name={`${id}-visibility`}
              value={value}
              checked={(asked.value ?? at.value) === value}
              onChange={() => choose(value)}
            />
            {say(`visibility.${value}`)}
          </label>
        ))}
      </fieldset>
      <p class={css.quiet}>{say(`visibility.${at.value}.means`)}</p>
      {asked.value !== null && (
        <OnceMore
          title={say(`create.open.${asked.value}`)}
          means={say('create.openMeans')}
          yes={say('create.openYes')}
          no={say('create.openNo')}
          onYes={() => {
            at.value = asked.peek() ?? at.peek()
            asked.value = null
          }}
          onNo={() => (asked.value = null)}
        />
      )}
    </>
  )
}
