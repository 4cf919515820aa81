import css from './ui.module.css'

const hues = 8

/** A letter on a colour of its own. The colour follows from the handle, so it is the same everywhere. */
export function Avatar({ handle, size = 'm' }: { handle: string; size?: 's' | 'm' | 'l' }) {
  let sum = 0
  for (const character of handle) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return (
    <span
      class={`${css.avatar} ${size === 'm' ? '' : css[`avatar${size.toUpperCase()}`]} ${css[`hue${sum % hues}`]}`}
      aria-hidden="true"
    >
      {[...handle][0]?.toUpperCase()}
    </span>
  )
}
