import type { Institution } from '../../core/wire/institution.ts'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import { ProposalForm } from './ProposalForm.tsx'

/** A device that shows a code is to post in the name of whoever proposes it. */
export function ProposeStation({ one }: { one: Institution }) {
  const { say } = useWords()
  return (
    <ProposalForm handle={one.handle} what={({ code = '' }) => ({ act: 'station', code })}>
      <p>{say('station.how', { address: '/station' })}</p>
      <Field
        name="code"
        label={say('station.code')}
        required
        maxLength={40}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
    </ProposalForm>
  )
}
