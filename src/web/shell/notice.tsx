import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import css from './shell.module.css'

interface Notice {
  text: string
  /** Something to do about it. Such a notice stays until it is done. */
  action?: { label: string; act(): void }
}

const notice = signal<Notice | null>(null)
/** Read out politely, shown to nobody: which clip stands on the screen now. */
export const spoken = signal('')

/** Says something briefly at the bottom of the screen. */
export function notify(text: string, action?: Notice['action']): void {
  notice.value = action ? { text, action } : { text }
}

export function Notices() {
  const shown = notice.value
  useEffect(() => {
    if (shown === null || shown.action) return
    const timer = setTimeout(() => {
      if (notice.peek() === shown) notice.value = null
    }, 6000)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <>
      <div class={css.notice} role="status" hidden={shown === null}>
        <span>{shown?.text}</span>
        {shown?.action && (
          <button type="button" onClick={shown.action.act}>
            {shown.action.label}
          </button>
        )}
      </div>
      <div class="only-spoken" aria-live="polite">
        {spoken.value}
      </div>
    </>
  )
}
