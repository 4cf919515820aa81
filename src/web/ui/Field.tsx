import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import css from './ui.module.css'

interface FieldProps {
  name: string
  label: string
  hint?: string | undefined
  /** What is wrong with the value, in words. */
  fault?: string | null | undefined
  type?: 'text' | 'password' | 'number'
  min?: number
  step?: number
  defaultValue?: string
  required?: boolean
  maxLength?: number
  autocomplete?: string
  autocapitalize?: 'none' | 'characters'
  spellcheck?: boolean
}

/** A labelled input whose hint and fault are read out with it. */
export function Field({ label, hint, fault, name, ...input }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <input
        {...(input as object)}
        id={id}
        name={name}
        aria-describedby={described || undefined}
        aria-invalid={fault ? 'true' : undefined}
      />
      {hint && (
        <p class={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class={css.fault} id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** Something the person has to know before going on; read out at once. */
export function Alert({ children }: { children: ComponentChildren }) {
  return (
    <div class={css.alert} role="alert">
      {children}
    </div>
  )
}
