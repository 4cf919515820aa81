import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type JoiningMode, joiningLimits } from '../../core/accounts/joining.ts'
import { call } from '../shell/api.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import type { Fault } from './form.ts'

/** How this shore is joined; null until it has said. */
export function useJoiningMode() {
  const mode = useSignal<JoiningMode | null>(null)
  useEffect(() => {
    void call('GET /api/health').then(
      ({ joining }) => (mode.value = joining),
      // Whoever joins is told by the refusal, then.
      () => (mode.value = 'open'),
    )
  }, [])
  return mode
}

/** What the shore asks of newcomers besides a handle, and that it does. */
export function Brought({ mode, fault }: { mode: JoiningMode | null; fault: Fault | null }) {
  const { say } = useWords()
  if (mode === null || mode === 'open') return null
  return (
    <>
      <p class={shell.lead}>{say(`join.mode.${mode}`)}</p>
      {mode === 'invite' ? (
        <Field
          name="invite"
          label={say('join.invite')}
          fault={fault?.field === 'invite' ? fault.text : null}
          required
          maxLength={40}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
      ) : (
        <Field
          name="words"
          label={say('join.words')}
          hint={say('join.wordsHint')}
          fault={fault?.field === 'words' ? fault.text : null}
          required
          maxLength={joiningLimits.wordsCharacters}
          autocomplete="off"
        />
      )}
    </>
  )
}

/** The device works; how far it is in words, and as a bar. */
export function Work({ part }: { part: number | null }) {
  const { say } = useWords()
  return (
    <div role="status">
      {part !== null && (
        <>
          <p>{say('join.working')}</p>
          <progress max={100} value={Math.round(part * 100)} aria-label={say('join.work')} />
          <p>{say('join.workMeans')}</p>
        </>
      )}
    </div>
  )
}
