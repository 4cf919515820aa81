import { type Signal, useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { allInstitutionClasses, type InstitutionClass } from '../../core/institutions/classes.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { type Preset, presets } from '../../core/institutions/mandate.ts'
import { type StewardRole, stewardRoles } from '../../core/institutions/stewards.ts'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { call } from '../shell/api.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import ui from '../ui/ui.module.css'
import { ClassLimits } from './ClassLimits.tsx'
import css from './institutions.module.css'

interface Offered {
  handle: string
  role: StewardRole
}

/** Begins an institution; whoever does is its officer. */
export function FoundForm() {
  const { say } = useWords()
  const { route } = useLocation()
  const kind = useSignal<InstitutionClass>('public-body')
  const stewards = useSignal<Offered[]>([
    { handle: '', role: 'deputy' },
    { handle: '', role: 'approver' },
  ])
  const { isSending, fault, onSubmit } = useForm(async values => {
    const begun = await withProof(() =>
      call('POST /api/institutions', {
        body: {
          handle: values['handle'] ?? '',
          name: values['name'] ?? '',
          domain: values['domain'] ?? '',
          kind: kind.peek(),
          stewards: stewards.peek().filter(({ handle }) => handle.trim() !== ''),
          preset: (values['preset'] ?? 'two-of-three') as Preset,
          areDifferentPeople: values['areDifferentPeople'] === 'on',
        },
      }),
    )
    route(`/institutions/${begun.handle}`)
  })
  return (
    <form class={`${shell.form} ${css.wide}`} onSubmit={onSubmit}>
      <p class={css.quiet}>{say('found.means')}</p>
      <Field name="name" label={say('found.name')} required maxLength={200} autocomplete="off" />
      <Field
        name="handle"
        label={say('account.handle')}
        hint={say('found.handleHint')}
        fault={fault.value?.field === 'handle' ? fault.value.text : null}
        required
        maxLength={60}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
      <Field
        name="domain"
        label={say('found.domain')}
        hint={say('found.domainHint')}
        required
        maxLength={260}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
      <div>
        <label class={ui.field}>
          <span>{say('found.kind')}</span>
          <select value={kind.value} onChange={event => (kind.value = event.currentTarget.value as InstitutionClass)}>
            {allInstitutionClasses.map(one => (
              <option value={one} key={one}>
                {say(`class.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <ClassLimits kind={kind.value} />
      </div>
      <Seats stewards={stewards} />
      <Presets />
      <label class={css.check}>
        <input type="checkbox" name="areDifferentPeople" required />
        <span>
          {say('found.attest')}
          <span class={css.quiet}>{say('found.attestMeans')}</span>
        </span>
      </label>
      {fault.value?.field === '' && <Alert>{fault.value.text}</Alert>}
      <div>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
          {say('found.do')}
        </button>
      </div>
    </form>
  )
}

function Seats({ stewards }: { stewards: Signal<Offered[]> }) {
  const { say } = useWords()
  const set = (place: number, change: Partial<Offered>) =>
    (stewards.value = stewards.peek().map((one, at) => (at === place ? { ...one, ...change } : one)))
  return (
    <fieldset class={css.seats}>
      <legend>{say('found.stewards')}</legend>
      <p class={css.quiet}>{say('found.stewardsMean')}</p>
      {stewards.value.map((one, place) => (
        // Rows have no name of their own; they are known by their place.
        <div class={css.seatRow} key={place}>
          <label class={ui.field}>
            <span>{say('found.steward', { n: place + 1 })}</span>
            <input
              value={one.handle}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              maxLength={60}
              onInput={event => set(place, { handle: event.currentTarget.value })}
            />
          </label>
          <label class={ui.field}>
            <span>{say('found.role', { n: place + 1 })}</span>
            <select value={one.role} onChange={event => set(place, { role: event.currentTarget.value as StewardRole })}>
              {stewardRoles
                .filter(role => role !== 'officer')
                .map(role => (
                  <option value={role} key={role}>
                    {say(`steward.${role}`)}
                  </option>
                ))}
            </select>
          </label>
          <button
            type="button"
            class={`${shell.button} ${shell.round}`}
            onClick={() => (stewards.value = stewards.peek().filter((_, at) => at !== place))}
          >
            <Icon name="trash-2" />
            <span class="only-spoken">{say('found.stewardRemove', { n: place + 1 })}</span>
          </button>
        </div>
      ))}
      {stewards.value.length < institutionLimits.maxStewards - 1 && (
        <div>
          <button
            type="button"
            class={shell.button}
            onClick={() => (stewards.value = [...stewards.peek(), { handle: '', role: 'publisher' }])}
          >
            <Icon name="plus" />
            {say('found.stewardAdd')}
          </button>
        </div>
      )}
    </fieldset>
  )
}

function Presets() {
  const { say } = useWords()
  return (
    <fieldset class={css.seats}>
      <legend>{say('found.preset')}</legend>
      {Object.keys(presets).map(preset => (
        <label class={css.check} key={preset}>
          <input type="radio" name="preset" value={preset} defaultChecked={preset === 'two-of-three'} />
          <span>
            {say(`preset.${preset}`)}
            <span class={css.quiet}>{say(`preset.${preset}.means`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
