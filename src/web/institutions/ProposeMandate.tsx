import { type Signal, useSignal } from '@preact/signals'
import { institutionLimits } from '../../core/institutions/limits.ts'
import {
  type Act,
  acts,
  highestRule,
  isWeaker,
  type Mandate,
  type Preset,
  presets,
  type Rule,
} from '../../core/institutions/mandate.ts'
import { approvingRoles } from '../../core/institutions/stewards.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { useWords } from '../shell/words.ts'
import ui from '../ui/ui.module.css'
import css from './institutions.module.css'
import { ProposalForm } from './ProposalForm.tsx'
import { ruleWords } from './ruling.ts'

/** A preset whole, or rule by rule. */
export function ProposeMandate({ one }: { one: Institution }) {
  const { say, language } = useWords()
  const mandate = useSignal<Mandate>(one.mandate)
  const preset = useSignal<Preset | 'now'>('now')
  const choose = (name: Preset | 'now') => {
    preset.value = name
    mandate.value = name === 'now' ? one.mandate : { ...presets[name], shows: mandate.peek().shows }
  }
  const shows = ['rule', 'roles', 'reasons'] as const
  return (
    <ProposalForm handle={one.handle} what={() => ({ act: 'mandate', mandate: mandate.peek() })}>
      <fieldset class={css.seats}>
        <legend>{say('found.preset')}</legend>
        {(['now', ...(Object.keys(presets) as Preset[])] as const).map(name => (
          <label class={css.check} key={name}>
            <input type="radio" name="preset" checked={preset.value === name} onChange={() => choose(name)} />
            <span>
              {say(`preset.${name}`)}
              <span class={css.quiet}>{say(`preset.${name}.means`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <details class={css.single}>
        <summary>{say('propose.rules')}</summary>
        {acts.map(act => (
          <OneRule key={act} act={act} mandate={mandate} />
        ))}
      </details>
      <label class={ui.field}>
        <span>{say('rule.shown')}</span>
        <select
          value={mandate.value.shows}
          onChange={event =>
            (mandate.value = { ...mandate.peek(), shows: event.currentTarget.value as Mandate['shows'] })
          }
        >
          {shows.map(name => (
            <option value={name} key={name}>
              {say(`rule.shows.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {isWeaker(mandate.value, one.mandate) && (
        <p class={css.grave}>
          {say('propose.weaker')} {ruleWords(highestRule(one.mandate), say, language)}
        </p>
      )}
    </ProposalForm>
  )
}

function OneRule({ act, mandate }: { act: Act; mandate: Signal<Mandate> }) {
  const { say } = useWords()
  const rule = mandate.value.rules[act]
  const set = (change: Partial<Rule>) => {
    const now = mandate.peek()
    mandate.value = { ...now, rules: { ...now.rules, [act]: { ...now.rules[act], ...change } } }
  }
  const number = (value: string, least: number) => Math.max(least, Math.round(Number(value)) || least)
  return (
    <fieldset class={css.rule}>
      <legend>{say(`acts.${act}`)}</legend>
      <label class={ui.field}>
        <span>{say('rule.approvals')}</span>
        <input
          type="number"
          min={1}
          max={institutionLimits.maxApprovals}
          value={rule.approvals}
          onChange={event => set({ approvals: number(event.currentTarget.value, 1) })}
        />
      </label>
      <label class={ui.field}>
        <span>{say('rule.within')}</span>
        <input
          type="number"
          min={institutionLimits.minWithinHours}
          max={institutionLimits.maxWithinHours}
          value={rule.withinHours}
          onChange={event => set({ withinHours: number(event.currentTarget.value, institutionLimits.minWithinHours) })}
        />
      </label>
      <div class={css.tags}>
        {approvingRoles.map(role => (
          <label class={css.check} key={role}>
            <input
              type="checkbox"
              checked={rule.from.includes(role)}
              onChange={event =>
                set({
                  from: approvingRoles.filter(one =>
                    one === role ? event.currentTarget.checked : rule.from.includes(one),
                  ),
                })
              }
            />
            {say(`steward.${role}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
