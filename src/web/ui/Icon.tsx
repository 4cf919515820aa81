import sprite from 'virtual:icons'
import type { IconName } from './icon-names.ts'
import css from './ui.module.css'

/** A drawing beside words, or inside a button that has a name. It is never the only word. */
export function Icon({ name, isFilled = false }: { name: IconName; isFilled?: boolean }) {
  return (
    <svg class={isFilled ? `${css.icon} ${css.filled}` : css.icon} aria-hidden="true" focusable="false">
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
