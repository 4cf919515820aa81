import css from './ui.module.css'

const hues = 8

/** Somebody's picture, or a letter on a colour of its own, which follows from the handle and is the same everywhere. */
export function Avatar({
  handle,
  picture = null,
  size = 'm',
}: {
  handle: string
  picture?: string | null
  size?: 's' | 'm' | 'l'
}) {
  let sum = 0
  for (const character of handle) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return (
    <span
      class={`${css.avatar} ${size === 'm' ? '' : css[`avatar${size.toUpperCase()}`]} ${css[`hue${sum % hues}`]}`}
      aria-hidden="true"
    >
      {picture ? (
        <img src={picture} alt="" width={256} height={256} draggable={false} />
      ) : (
        [...handle][0]?.toUpperCase()
      )}
    </span>
  )
}
