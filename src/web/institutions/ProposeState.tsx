import { useSignal } from '@preact/signals'
import type { Institution } from '../../core/wire/institution.ts'
import { sha256 } from '../ledger/signed.ts'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './institutions.module.css'
import { ProposalForm } from './ProposalForm.tsx'

export function ProposeDeactivate({ one }: { one: Institution }) {
  return <ProposalForm handle={one.handle} what={() => ({ act: 'deactivate' })} />
}

/** The assessment itself stays where it is: only its hash is taken. */
export function ProposeReactivate({ one }: { one: Institution }) {
  const { say, language } = useWords()
  const hash = useSignal('')
  const read = async (file: File | undefined) => {
    hash.value = file ? await sha256(new Uint8Array(await file.arrayBuffer())) : ''
  }
  return (
    <ProposalForm
      handle={one.handle}
      needsReason
      mayPropose={hash.value !== ''}
      what={({ consulted = '' }) => ({
        act: 'reactivate',
        assessment: hash.peek(),
        consulted,
        hasReadAdvisories: true,
        advisories: one.advisories.map(({ id }) => id),
      })}
    >
      <label class={ui.field}>
        <span>{say('propose.assessment')}</span>
        <input type="file" required onChange={event => void read(event.currentTarget.files?.[0])} />
        <span class={css.quiet}>{say('propose.assessmentStays')}</span>
      </label>
      {hash.value && <code class={css.hash}>{hash.value}</code>}
      <Field name="consulted" label={say('propose.consulted')} required maxLength={500} autocomplete="off" />
      {one.advisories.map(advisory => (
        <div key={advisory.id}>
          <p>
            <strong>{advisory.id}</strong>
          </p>
          <p>{advisory[language]}</p>
        </div>
      ))}
      <label class={css.check}>
        <input type="checkbox" required />
        <span>{say('propose.advisories', { n: one.advisories.length })}</span>
      </label>
    </ProposalForm>
  )
}
