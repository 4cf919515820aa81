import shell from '../shell/shell.module.css'
import css from './accounts.module.css'

interface ChoiceProps {
  legend: string
  name: string
  value: string
  options: readonly (readonly [string, string])[]
  onChange(value: string): void
}

/** One of a few. */
export function Choice({ legend, name, value, options, onChange }: ChoiceProps) {
  return (
    <fieldset class={shell.choices}>
      <legend>{legend}</legend>
      {options.map(([option, label]) => (
        <label class={shell.choice} key={option}>
          <input type="radio" name={name} value={option} checked={value === option} onChange={() => onChange(option)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

/** Yes or no. */
export function Switch({ label, isOn, onChange }: { label: string; isOn: boolean; onChange(isOn: boolean): void }) {
  return (
    <label class={css.switch}>
      <input type="checkbox" checked={isOn} onChange={event => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}
