import { type StewardRole, stewardRoles } from '../../core/institutions/stewards.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './institutions.module.css'
import { ProposalForm } from './ProposalForm.tsx'

type Seats = Institution['stewards']

export function ProposeSeat({ one }: { one: Institution }) {
  const { say } = useWords()
  // There is one officer and one deputy: a seat that is held is not offered.
  const free = stewardRoles.filter(
    role => (role !== 'officer' && role !== 'deputy') || !one.stewards.some(seat => seat.role === role),
  )
  return (
    <ProposalForm
      handle={one.handle}
      what={values => ({
        act: 'seat',
        handle: values['who'] ?? '',
        role: values['role'] as StewardRole,
        isDifferentPerson: values['isDifferentPerson'] === 'on',
      })}
    >
      <Field
        name="who"
        label={say('account.handle')}
        required
        maxLength={60}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
      <label class={ui.field}>
        <span>{say('propose.role')}</span>
        <select name="role">
          {free.map(role => (
            <option value={role} key={role}>
              {say(`steward.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label class={css.check}>
        <input type="checkbox" name="isDifferentPerson" required />
        <span>
          {say('propose.attest')}
          <span class={css.quiet}>{say('found.attestMeans')}</span>
        </span>
      </label>
    </ProposalForm>
  )
}

export function ProposeUnseat({ one }: { one: Institution }) {
  return (
    <ProposalForm handle={one.handle} what={values => ({ act: 'unseat', handle: values['who'] ?? '' })}>
      <Who seats={one.stewards} />
    </ProposalForm>
  )
}

export function ProposeOfficer({ one }: { one: Institution }) {
  return (
    <ProposalForm handle={one.handle} what={values => ({ act: 'officer', handle: values['who'] ?? '' })}>
      <Who seats={one.stewards.filter(({ role, since }) => role !== 'officer' && since !== null)} />
    </ProposalForm>
  )
}

function Who({ seats }: { seats: Seats }) {
  const { say } = useWords()
  return (
    <label class={ui.field}>
      <span>{say('propose.who')}</span>
      <select name="who" required>
        {seats.map(({ handle, role }) => (
          <option value={handle} key={handle}>
            @{handle}, {say(`steward.${role}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
