import { thumbHashToDataURL } from 'thumbhash'

/** A clip's colours without its picture, as the background of an element. */
export function paintThumb(element: HTMLElement | null, thumbhash: string): void {
  if (!element || !thumbhash) return
  const bytes = Uint8Array.from(atob(thumbhash), character => character.charCodeAt(0))
  element.style.backgroundImage = `url(${thumbHashToDataURL(bytes)})`
}
