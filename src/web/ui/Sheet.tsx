import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Icon } from './Icon.tsx'
import css from './sheet.module.css'

interface Props {
  title: string
  closeLabel: string
  onClose(): void
  children: ComponentChildren
}

/** Pixels a sheet is pulled down before letting go closes it. */
const enoughPx = 80

const isSheetStep = (): boolean => (history.state as { sheet?: boolean } | null)?.sheet === true

/** Going back takes a moment; a sheet that opens in it waits with its own step until the old one is gone. */
let leaving: Promise<void> = Promise.resolve()

/** Resolves when the sheet that is closing now has left the history. */
export const sheetLeft = async (): Promise<void> => {
  await new Promise(resolve => setTimeout(resolve, 50))
  await leaving
}

/**
 * A sheet over the page: from the bottom on a phone, in the middle of a desktop. Esc, Back, the button, a touch outside and
 * pulling it down close it, and the focus returns to where it was.
 */
export function Sheet({ title, closeLabel, onClose, children }: Props) {
  const { route } = useLocation()
  const dialog = useRef<HTMLDialogElement>(null)
  const from = useRef<number | null>(null)
  useLayoutEffect(() => {
    const element = dialog.current!
    element.showModal()
    // One step of history stands for the open sheet, so that a phone's Back closes it and not the page.
    const onBack = () => element.close()
    let isOpen = true
    void leaving.then(() => {
      if (!isOpen) return
      if (!isSheetStep()) history.pushState({ ...history.state, sheet: true }, '')
      addEventListener('popstate', onBack)
    })
    return () => {
      isOpen = false
      removeEventListener('popstate', onBack)
      element.close()
      // Where one sheet follows another, the step is theirs in common.
      setTimeout(() => {
        if (!isSheetStep() || document.querySelector('dialog[open]')) return
        leaving = new Promise(resolve => addEventListener('popstate', () => resolve(), { once: true }))
        history.back()
      })
    }
  }, [])
  /** A link to another page leaves once the sheet's own step is gone: Back then leads to where the sheet was opened. */
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a')
    if (!link || link.target || link.download || link.origin !== location.origin) return
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
    void sheetLeft().then(() => route(link.pathname + link.search + link.hash))
  }
  const pull = (y: number) => {
    const px = from.current === null ? 0 : Math.max(0, y - from.current)
    dialog.current?.style.setProperty('translate', `0 ${px}px`)
    return px
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      class={css.sheet}
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={event => (event.target === dialog.current ? dialog.current?.close() : follow(event))}
    >
      <div
        class={css.head}
        onTouchStart={event => (from.current = event.touches[0]!.clientY)}
        onTouchMove={event => pull(event.touches[0]!.clientY)}
        onTouchEnd={event => {
          const px = pull(event.changedTouches[0]!.clientY)
          from.current = null
          if (px > enoughPx) dialog.current?.close()
          else pull(0)
        }}
      >
        <h2>{title}</h2>
        <button type="button" class={css.close} aria-label={closeLabel} onClick={() => dialog.current?.close()}>
          <Icon name="x" />
        </button>
      </div>
      <div class={css.body}>{children}</div>
    </dialog>
  )
}
