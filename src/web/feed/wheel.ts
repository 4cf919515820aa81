/** A wheel that rests this long has ended its gesture; a trackpad's momentum still belongs to it. */
const restMs = 140
/** Less than this is a touch that meant nothing. */
const leastPx = 30

/**
 * One gesture of a wheel is one clip. A notch moves a page by less than half a clip, and native snapping would put it back.
 * Fingers on a screen are not touched by this: they scroll natively.
 */
export function oneClipAWheel(element: HTMLElement, go: (step: number) => void): () => void {
  let moved = 0
  let isSpent = false
  let resting: ReturnType<typeof setTimeout> | undefined
  const onWheel = (event: WheelEvent) => {
    if (
      event.ctrlKey ||
      scrollsItself(event.target as HTMLElement, element) ||
      Math.abs(event.deltaX) > Math.abs(event.deltaY)
    )
      return
    event.preventDefault()
    clearTimeout(resting)
    resting = setTimeout(() => {
      moved = 0
      isSpent = false
    }, restMs)
    if (isSpent) return
    // Lines and pages, where a browser counts in those (UI Events §7.4.1).
    moved += event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 40)
    if (Math.abs(moved) < leastPx) return
    isSpent = true
    go(Math.sign(moved))
  }
  element.addEventListener('wheel', onWheel, { passive: false })
  return () => element.removeEventListener('wheel', onWheel)
}

/** Something under the wheel scrolls for itself: a sheet, the panel, a caption that was opened. The feed's own scroller does not count. */
function scrollsItself(target: HTMLElement, within: HTMLElement): boolean {
  for (let at: HTMLElement | null = target; at && at !== within; at = at.parentElement) {
    if (at.matches('dialog')) return true
    const isFeed = at.querySelector(':scope > [role=feed]') !== null
    if (!isFeed && at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY))
      return true
  }
  return false
}
