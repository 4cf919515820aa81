/** How far a finger pulls the first clip down before letting go means "load anew". */
const enoughPx = 90

/**
 * Pulling down at the top loads the feed anew. Scrolling stays native: the finger is only watched, never stopped. While it
 * pulls, the element carries `data-pull` ("some" or "enough") and `--pull`, the pixels pulled.
 */
export function pullToRefresh(element: HTMLElement, refresh: () => Promise<void>): () => void {
  let from: number | null = null
  let pulled = 0
  const show = () => {
    const { dataset, style } = element.parentElement!
    if (pulled <= 0) delete dataset['pull']
    else dataset['pull'] = pulled > enoughPx ? 'enough' : 'some'
    style.setProperty('--pull', `${Math.min(pulled, enoughPx * 1.4)}px`)
  }
  const onStart = (event: TouchEvent) => {
    from = element.scrollTop <= 0 && event.touches.length === 1 ? event.touches[0]!.clientY : null
    pulled = 0
  }
  const onMove = (event: TouchEvent) => {
    if (from === null) return
    pulled = element.scrollTop > 0 ? 0 : (event.touches[0]!.clientY - from) / 2
    show()
  }
  const onEnd = () => {
    const isEnough = from !== null && pulled > enoughPx
    from = null
    pulled = isEnough ? enoughPx : 0
    show()
    if (!isEnough) return
    void refresh().finally(() => {
      pulled = 0
      show()
    })
  }
  const ending = new AbortController()
  const options = { passive: true, signal: ending.signal }
  element.addEventListener('touchstart', onStart, options)
  element.addEventListener('touchmove', onMove, options)
  element.addEventListener('touchend', onEnd, options)
  element.addEventListener('touchcancel', onEnd, options)
  return () => ending.abort()
}
