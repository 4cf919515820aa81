import { useSignal } from '@preact/signals'
import { type GlassAct, glassActs, glassRule } from '../../core/institutions/mandate.ts'
import { type ChannelWay, channelWays } from '../../core/institutions/telling.ts'
import type { Institution } from '../../core/wire/institution.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import css from './institutions.module.css'
import { ProposalForm } from './ProposalForm.tsx'

/** Where officer and deputy are told beside the inbox, at the institution's own domain. */
export function ProposeChannel({ one }: { one: Institution }) {
  const { say } = useWords()
  const way = useSignal<ChannelWay | 'none'>(one.channel?.way ?? 'webhook')
  return (
    <ProposalForm
      handle={one.handle}
      what={({ address = '', server = '' }) => ({
        act: 'channel',
        channel:
          way.peek() === 'none'
            ? null
            : { way: way.peek() as ChannelWay, address, server: way.peek() === 'mail' ? server : null },
      })}
    >
      <fieldset class={shell.choices}>
        <legend>{say('channel.way')}</legend>
        {([...channelWays, 'none'] as const).map(name => (
          <label class={shell.choice} key={name}>
            <input type="radio" name="way" checked={way.value === name} onChange={() => (way.value = name)} />
            {say(`channel.is.${name}`)}
          </label>
        ))}
      </fieldset>
      {way.value !== 'none' && (
        <Field
          key={way.value}
          name="address"
          label={say(`channel.address.${way.value}`)}
          hint={say('channel.atDomain', { domain: one.domain })}
          defaultValue={one.channel?.way === way.value ? one.channel.address : ''}
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
      )}
      {way.value === 'mail' && (
        <Field
          name="server"
          label={say('channel.server')}
          defaultValue={one.channel?.server ?? ''}
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
      )}
    </ProposalForm>
  )
}

/** Two people, half an hour, one kind of act; public at once. */
export function ProposeGlass({ one }: { one: Institution }) {
  const { say } = useWords()
  const needed = glassActs.filter(act => one.mandate.rules[act].approvals > glassRule.approvals)
  if (needed.length === 0) return <p>{say('glass.needless')}</p>
  return (
    <ProposalForm
      handle={one.handle}
      needsReason
      what={({ opens }) => ({ act: 'glass', opens: (opens ?? needed[0]!) as GlassAct })}
    >
      <fieldset class={css.seats}>
        <legend>{say('glass.which')}</legend>
        {needed.map((act, place) => (
          <label class={css.check} key={act}>
            <input type="radio" name="opens" value={act} defaultChecked={place === 0} />
            <span>{say(`acts.${act}`)}</span>
          </label>
        ))}
      </fieldset>
    </ProposalForm>
  )
}
