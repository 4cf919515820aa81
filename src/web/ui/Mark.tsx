import css from './ui.module.css'

/** The mark: a horizon and a light on it. */
export function Mark() {
  return (
    <svg class={css.mark} viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <circle cx="16" cy="9" r="5.4" fill="var(--light-fill)" />
      <path d="M2 17.5h28M8 22h16" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" fill="none" />
    </svg>
  )
}
