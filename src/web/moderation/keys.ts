import { useLayoutEffect, useRef } from 'preact/hooks'
import { wantsLetterKeys } from '../shell/device.ts'

/** A field in which keys write or choose; a radio's own digits do nothing. */
const writing = 'textarea, select, input:not([type="radio"]), [contenteditable]'

/**
 * Keys of a page for staff, as long as it stands: `act` says whether it had something for this one. Single letters and digits are
 * left out where the viewer has switched them off (WCAG 2.1.4).
 */
export function useKeys(act: (key: string) => boolean): void {
  const latest = useRef(act)
  latest.current = act
  // Before the next key can come.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
      if (document.querySelector('dialog[open]')) return
      const isWriting = event.target instanceof Element && event.target.closest(writing) !== null
      if (isWriting && event.key !== 'Escape') return
      const isLetter = event.key.length === 1
      if (isLetter && !wantsLetterKeys.peek()) return
      if (latest.current(isLetter ? event.key.toLowerCase() : event.key)) event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
