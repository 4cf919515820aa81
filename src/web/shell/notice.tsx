import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import css from './shell.module.css'

const notice = signal<string | null>(null)
/** Read out politely, shown to nobody: which clip stands on the screen now. */
export const spoken = signal('')

/** Says something briefly at the bottom of the screen. */
export function notify(text: string): void {
  notice.value = text
}

export function Notices() {
  const text = notice.value
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => {
      notice.value = null
    }, 6000)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <>
      <div class={css.notice} role="status" hidden={text === null}>
        {text}
      </div>
      <div class="only-spoken" aria-live="polite">
        {spoken.value}
      </div>
    </>
  )
}
